import { toExactText } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';
import { compareExactly, parseNumber } from './parse-number.ts';

/** An operator that compares numbers, by the sign of what the request has against what the policy wants: what is none, on either side, never fits. */
export function compareNumbers(name: string, holds: (sign: number) => boolean): ConditionOperator {
  return {
    name,
    family: 'number',
    isNegated: false,
    hasWildcards: false,
    fits: (have, want) => {
      const left = parseNumber(have);
      const right = parseNumber(toExactText(want) ?? '');
      return left !== undefined && right !== undefined && holds(compareExactly(left, right));
    },
  };
}
