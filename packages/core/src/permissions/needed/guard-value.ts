import type { Value } from '../../app/value.ts';
import type { Guard } from './candidate.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The value under the conditions that it holds under, as `Fn::If` with `AWS::NoValue`. Only where the value refers to a
 * resource that itself exists under a condition: elsewhere the reference is good in every case, and plain is better.
 */
export function guardValue(value: Value, guards: readonly Guard[], around: Surroundings): Value {
  const conditions = findConditions(value, around);
  if (conditions.length === 0) return value;
  const known = new Set([...guards.map(({ condition }) => condition), findRoleCondition(around)]);
  const implied = conditions.filter((condition) => !known.has(condition));
  return [...implied.map((condition) => ({ condition, branch: true })), ...guards].reduceRight<Value>(
    (inner, { condition, branch }) => ({
      kind: 'cond',
      condition,
      then: branch ? inner : { kind: 'no-value' },
      else: branch ? { kind: 'no-value' } : inner,
    }),
    value,
  );
}

/** The conditions under which the resources exist that a value refers to. */
function findConditions(value: Value, around: Surroundings): readonly string[] {
  if (value.kind === 'join') return [...new Set(value.parts.flatMap((part) => findConditions(part, around)))];
  const condition = value.kind === 'ref' ? around.template.resources.get(value.id)?.condition : undefined;
  return condition === undefined ? [] : [condition];
}

/** The condition of the role that is to hold the value: one that functions share may exist where one of them does not. */
function findRoleCondition({ function: { role, id }, template }: Surroundings): string | undefined {
  return template.resources.get(role.kind === 'declared' ? role.id : id)?.condition;
}
