import type { Branch } from './branch.ts';
import { join, type Value } from './value.ts';

/** The conditions of `Fn::If` within a value, in the order in which they stand there. */
export function findConditions(value: Value, found: Set<string> = new Set()): ReadonlySet<string> {
  if (value.kind === 'cond') {
    found.add(value.condition);
    findConditions(value.then, found);
    findConditions(value.else, found);
  }
  for (const part of findParts(value)) findConditions(part, found);
  return found;
}

function findParts(value: Value): Iterable<Value> {
  if (value.kind === 'join') return value.parts;
  if (value.kind === 'import') return [value.name];
  if (value.kind === 'map') return value.entries.values();
  return value.kind === 'list' ? value.items : [];
}

/** Every way in which conditions may hold and not. */
export const listCases = (conditions: Iterable<string>): readonly (readonly Branch[])[] =>
  [...conditions].reduce<readonly (readonly Branch[])[]>(
    (known, condition) => known.flatMap((one) => [true, false].map((holds) => [...one, { condition, holds }])),
    [[]],
  );

/** The value in one case, which tells of each of its conditions; what `AWS::NoValue` stands for is left out of lists and mappings. */
export function chooseBranch(value: Value, inCase: readonly Branch[]): Value {
  const choose = (inner: Value): Value => chooseBranch(inner, inCase);
  switch (value.kind) {
    case 'cond': {
      const holds = inCase.some((branch) => branch.condition === value.condition && branch.holds);
      return choose(holds ? value.then : value.else);
    }
    case 'join':
      return { ...join(value.parts.map(choose)), ...(value.at === undefined ? {} : { at: value.at }) };
    case 'import':
      return { ...value, name: choose(value.name) };
    case 'list':
      return { ...value, items: value.items.map(choose).filter(({ kind }) => kind !== 'no-value') };
    case 'map': {
      const entries = [...value.entries].map(([key, entry]) => [key, choose(entry)] as const);
      return { ...value, entries: new Map(entries.filter(([, { kind }]) => kind !== 'no-value')) };
    }
    default:
      return value;
  }
}
