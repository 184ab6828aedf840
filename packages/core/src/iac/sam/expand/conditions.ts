import type { JsonObject } from './json.ts';

/** CloudFormation's most operands of `Fn::Or`. */
const MOST_OPERANDS = 10;

/** Conditions that together hold, under `name`, when one of several holds; more than ten need helpers with a number. */
export function combineConditions(names: readonly string[], name: string): JsonObject {
  const made: JsonObject = {};
  let rest = [...names];
  let helpers = Math.floor((names.length - 2) / (MOST_OPERANDS - 1));
  while (rest.length > 1) {
    const own = helpers > 0 ? `${name}${helpers--}` : name;
    made[own] = { 'Fn::Or': rest.slice(0, MOST_OPERANDS).map((condition) => ({ Condition: condition })) };
    rest = [...rest.slice(MOST_OPERANDS), own];
  }
  return made;
}

export const negate = (condition: string): JsonObject => ({ 'Fn::Not': [{ Condition: condition }] });
