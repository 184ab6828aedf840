import type { Value } from '../../app/value.ts';
import type { Guard } from './candidate.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The value under the conditions that it holds under, as `Fn::If` with `AWS::NoValue`. Only where the value refers to a
 * resource that itself exists under a condition: elsewhere the reference is good in every case, and plain is better.
 */
export function guardValue(value: Value, guards: readonly Guard[], around: Surroundings): Value {
  if (guards.length === 0 || !refersToConditional(value, around)) return value;
  return guards.reduceRight<Value>(
    (inner, { condition, branch }) => ({
      kind: 'cond',
      condition,
      then: branch ? inner : { kind: 'no-value' },
      else: branch ? { kind: 'no-value' } : inner,
    }),
    value,
  );
}

function refersToConditional(value: Value, around: Surroundings): boolean {
  if (value.kind === 'join') return value.parts.some((part) => refersToConditional(part, around));
  return value.kind === 'ref' && around.template.resources.get(value.id)?.condition !== undefined;
}
