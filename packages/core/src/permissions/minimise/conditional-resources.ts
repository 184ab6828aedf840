/** A branch of a template's condition, with the statements that hold in it alone. */
export interface GuardedStatements<T> {
  readonly condition: string;
  readonly branch: boolean;
  readonly statements: readonly T[];
}

export interface SplitStatements<T> {
  readonly always: readonly T[];
  readonly guarded: readonly GuardedStatements<T>[];
}

interface Guard {
  readonly condition: string;
  readonly branch: boolean;
  readonly inner: unknown;
}

/** True for an expression that CloudFormation may leave out: a statement with no other resource would not be valid. */
export const mayBeAbsent = (resource: unknown): boolean => findGuard(resource) !== undefined;

/** True when a list of resources is empty under some condition. */
export const mayBeEmpty = (resources: readonly unknown[]): boolean => joinBranches(resources).every(mayBeAbsent);

/** What stands in one branch of a condition and what stands in the other are one expression, which is never left out. */
export function joinBranches(resources: readonly unknown[]): readonly unknown[] {
  const joined: unknown[] = [];
  for (const resource of resources) {
    const guard = findGuard(resource);
    const at = guard === undefined ? -1 : joined.findIndex((other) => isOtherBranch(findGuard(other), guard));
    const other = findGuard(joined[at])?.inner;
    if (guard === undefined || at === -1) joined.push(resource);
    else joined[at] = toIf(guard.condition, guard.branch ? [guard.inner, other] : [other, guard.inner]);
  }
  return joined;
}

/** Takes statements whose resources may all be absent apart by the conditions under which they are there. */
export function splitByCondition<T extends { readonly Resource: unknown }>(
  statements: readonly T[],
): SplitStatements<T> {
  const always: T[] = [];
  const guarded = new Map<string, GuardedStatements<T>>();
  for (const statement of statements) {
    const resources = joinBranches(toList(statement.Resource));
    if (!resources.every(mayBeAbsent)) {
      always.push(statement);
      continue;
    }
    for (const { condition, branch, inner } of resources.flatMap((r) => findGuard(r) ?? [])) {
      const key = JSON.stringify([condition, branch]);
      const group = guarded.get(key) ?? { condition, branch, statements: [] };
      const own = { ...statement, Resource: Array.isArray(statement.Resource) ? [inner] : inner };
      guarded.set(key, { ...group, statements: [...group.statements, own] });
    }
  }
  return { always, guarded: [...guarded.values()] };
}

/** Policies of the statements: one that always holds, and one for each condition. `suffix` tells their names apart. */
export function toConditionalPolicies<T extends { readonly Resource: unknown }>(
  statements: readonly T[],
  toPolicy: (statements: readonly T[], suffix: string) => Record<string, unknown>,
  suffix = '',
): readonly Record<string, unknown>[] {
  const { always, guarded } = splitByCondition(statements);
  return [
    ...(always.length === 0 ? [] : [toPolicy(always, suffix)]),
    ...guarded.flatMap(({ condition, branch, statements: own }) =>
      // Conditions nest: what a branch holds may itself be absent.
      toConditionalPolicies(own, toPolicy, `${suffix}${branch ? '' : 'Not'}${condition}`).map((policy) =>
        toIf(condition, branch ? [policy, NO_VALUE] : [NO_VALUE, policy]),
      ),
    ),
  ];
}

const NO_VALUE = { Ref: 'AWS::NoValue' };

const toIf = (condition: string, branches: readonly unknown[]): Record<string, unknown> => ({
  'Fn::If': [condition, ...branches],
});

function findGuard(resource: unknown): Guard | undefined {
  const branches = (resource as { readonly 'Fn::If'?: unknown } | null | undefined)?.['Fn::If'];
  if (!Array.isArray(branches) || branches.length !== 3) return undefined;
  const [condition, yes, no] = branches as readonly unknown[];
  if (typeof condition !== 'string' || isNoValue(yes) === isNoValue(no)) return undefined;
  return isNoValue(no) ? { condition, branch: true, inner: yes } : { condition, branch: false, inner: no };
}

const isNoValue = (data: unknown): boolean => (data as { readonly Ref?: unknown } | null)?.Ref === 'AWS::NoValue';

const isOtherBranch = (a: Guard | undefined, b: Guard): boolean =>
  a !== undefined && a.condition === b.condition && a.branch !== b.branch;

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);
