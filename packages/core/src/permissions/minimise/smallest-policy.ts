import type { NeededPermission, NeededResource, PolicyDocument, PolicyStatement } from '../function-permissions.ts';
import { joinBranches } from './conditional-resources.ts';
import { createSids } from './statement-id.ts';

type Condition = NonNullable<NeededPermission['condition']>;

/** An action with everything that it is needed on under one condition. */
interface ActionNeed {
  readonly action: string;
  readonly condition: Condition | undefined;
  readonly resources: Map<string, NeededResource>;
}

/**
 * The smallest policy that grants exactly what is needed, in the template's own expressions: one statement for each
 * service and set of resources, in a fixed order (service, then first action).
 */
export function smallestPolicy(needed: readonly NeededPermission[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: toStatements(needed) };
}

/** The statements of {@link smallestPolicy}. */
export function toStatements(needed: readonly NeededPermission[]): readonly PolicyStatement[] {
  const groups = new Map<string, ActionNeed[]>();
  for (const need of mergeByAction(needed)) {
    const resources = [...need.resources.keys()].sort();
    const key = JSON.stringify([serviceOf(need.action), resources, need.condition ?? null]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [need]);
    else group.push(need);
  }
  const ordered = [...groups.values()]
    .map((group) => group.sort((a, b) => compareText(a.action, b.action)))
    .sort((a, b) => compareText(keyOf(a), keyOf(b)));
  const sids = createSids(
    ordered.map((group) => ({ service: serviceOf(firstOf(group).action), resources: listOf(group) })),
  );
  return ordered.map((group, index) => toStatement(group, sids[index] as string));
}

function toStatement(group: readonly ActionNeed[], sid: string): PolicyStatement {
  const condition = firstOf(group).condition;
  return {
    Sid: sid,
    Effect: 'Allow',
    Action: group.map((need) => need.action),
    Resource: joinBranches(listOf(group).map((resource) => resource.expression)),
    ...(condition === undefined ? {} : { Condition: condition }),
  };
}

function mergeByAction(needed: readonly NeededPermission[]): ActionNeed[] {
  const merged = new Map<string, ActionNeed>();
  for (const need of needed) {
    const key = `${need.action} ${JSON.stringify(need.condition ?? null)}`;
    const entry = merged.get(key) ?? { action: need.action, condition: need.condition, resources: new Map() };
    merged.set(key, entry);
    for (const resource of need.resources) entry.resources.set(resource.arn, resource);
  }
  for (const entry of merged.values()) dropCovered(entry.resources);
  return [...merged.values()];
}

/** `*` holds all else: what stands beside it only hides it from a reader. */
function dropCovered(resources: Map<string, NeededResource>): void {
  const all = resources.get('*');
  if (all === undefined) return;
  resources.clear();
  resources.set('*', all);
}

const listOf = (group: readonly ActionNeed[]): readonly NeededResource[] =>
  [...firstOf(group).resources].sort(([a], [b]) => compareText(a, b)).map(([, resource]) => resource);

const firstOf = (group: readonly ActionNeed[]): ActionNeed => group[0] as ActionNeed;
const serviceOf = (action: string): string => action.slice(0, action.indexOf(':'));
const keyOf = (group: readonly ActionNeed[]): string =>
  `${firstOf(group).action} ${listOf(group)
    .map((r) => r.arn)
    .join(' ')}`;
/** Plain code-unit order: the same on every machine. */
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
