import type { Template } from '../app/application.ts';
import type { Location } from '../app/location.ts';
import type { Value } from '../app/value.ts';
import { findEntry, findText } from '../app/value.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import { findNestedFile } from './bind-parameters.ts';

/** More of one template say nothing new. */
const MOST = 20;

/** Names that are told of one circle. */
const TOLD = 4;

/** What CloudFormation cannot deploy: resources and conditions that refer to each other, or to themselves, and stacks that deploy themselves. */
export function findCircles(templates: readonly Template[]): readonly Diagnostic[] {
  return [
    ...templates.flatMap((template) => findReferenceCircles(template).slice(0, MOST)),
    ...templates.flatMap((template) => findConditionCircles(template).slice(0, MOST)),
    ...findStackCircles(templates),
  ];
}

function findReferenceCircles({ resources, expanded = resources }: Template): readonly Diagnostic[] {
  const ways = new Map([...expanded].map(([id, { properties }]) => [id, listReferences(properties)] as const));
  return toCircles(ways, (id) => expanded.get(id)?.at);
}

function findConditionCircles({ conditions }: Template): readonly Diagnostic[] {
  const ways = new Map([...conditions].map(([name, value]) => [name, listConditions(value)] as const));
  return toCircles(ways, (name) => conditions.get(name)?.at);
}

/** The conditions that one is made of. */
export function listConditions(value: Value): readonly string[] {
  if (value.kind === 'list') return value.items.flatMap(listConditions);
  if (value.kind !== 'map') return [];
  const name = findText(findEntry(value, 'Condition'));
  return [...(name === undefined ? [] : [name]), ...[...value.entries.values()].flatMap(listConditions)];
}

function toCircles(
  ways: ReadonlyMap<string, readonly string[]>,
  findPlace: (id: string) => Location | undefined,
): readonly Diagnostic[] {
  return findGroups(ways).flatMap((ids) => {
    const place = ids.flatMap((id) => findPlace(id) ?? [])[0];
    const names = ids.slice(0, TOLD).map((id) => `\`${id}\``);
    const more = ids.length > TOLD ? ` and ${ids.length - TOLD} more` : '';
    const message =
      ids.length === 1
        ? `${names.join()} refers to itself, which CloudFormation refuses`
        : `${names.join(', ')}${more} refer to each other in a circle, which CloudFormation refuses`;
    return place === undefined ? [] : [toDiagnostic('circular-reference', message, place)];
  });
}

/** What a value refers to whatever its conditions say: of two branches only one is looked at. */
function listReferences(value: Value): readonly string[] {
  switch (value.kind) {
    case 'ref':
      return [value.id];
    case 'join':
      return value.parts.flatMap(listReferences);
    case 'list':
      return value.items.flatMap(listReferences);
    case 'map':
      return [...value.entries.values()].flatMap(listReferences);
    default:
      return [];
  }
}

function findStackCircles(templates: readonly Template[]): readonly Diagnostic[] {
  const stacks = templates.flatMap(({ file, resources }) =>
    [...resources.values()].map((stack) => ({ stack, from: file, to: findNestedFile(stack) })),
  );
  const ways = new Map(templates.map(({ file }) => [file, [] as string[]]));
  for (const { from, to } of stacks) if (to !== undefined) ways.get(from)?.push(to);
  return findGroups(ways).flatMap((files) => {
    const first = stacks.find(({ from, to }) => files.includes(from) && to !== undefined && files.includes(to));
    if (first === undefined) return [];
    const message = `stack \`${first.stack.id}\` leads to \`${first.from}\` again, without an end`;
    return [toDiagnostic('nested-stack-circle', message, first.stack.at)];
  });
}

const toDiagnostic = (code: string, message: string, { file, line, column }: Location): Diagnostic => ({
  code,
  severity: 'warning',
  message,
  file,
  line,
  column,
});

interface Visit {
  readonly id: string;
  readonly rest: string[];
}

/**
 * The groups in which each leads to each, and those that lead to themselves: Tarjan's strongly connected components
 * (https://doi.org/10.1137/0201010), with a stack of its own, as chains may be as long as a template.
 */
function findGroups(ways: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const order = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const groups: (readonly string[])[] = [];
  const listNext = (id: string): string[] => [...new Set(ways.get(id) ?? [])].filter((to) => ways.has(to));
  const lower = (id: string, to: number): void => void lowest.set(id, Math.min(lowest.get(id) ?? to, to));
  const enter = (id: string): Visit => {
    order.set(id, order.size);
    lower(id, order.get(id) ?? 0);
    open.push(id);
    isOpen.add(id);
    return { id, rest: listNext(id) };
  };
  const leave = (id: string): void => {
    if (lowest.get(id) !== order.get(id)) return;
    const group = open.splice(open.indexOf(id));
    for (const member of group) isOpen.delete(member);
    if (group.length > 1 || listNext(id).includes(id)) groups.push(group);
  };
  for (const start of ways.keys()) {
    if (order.has(start)) continue;
    const stack = [enter(start)];
    for (let visit = stack.at(-1); visit !== undefined; visit = stack.at(-1)) {
      const { id, rest } = visit;
      const next = rest.pop();
      if (next === undefined) {
        stack.pop();
        leave(id);
        const above = stack.at(-1);
        if (above !== undefined) lower(above.id, lowest.get(id) ?? 0);
      } else if (!order.has(next)) stack.push(enter(next));
      else if (isOpen.has(next)) lower(id, order.get(next) ?? 0);
    }
  }
  return groups;
}
