import { toExactText } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';
import { parseNumber } from './parse-number.ts';

/** An operator that compares numbers: what is none, on either side, never fits. */
export function compareNumbers(name: string, holds: (have: number, want: number) => boolean): ConditionOperator {
  return {
    name,
    family: 'number',
    isNegated: false,
    hasWildcards: false,
    fits: (have, want) => {
      const left = parseNumber(have);
      const right = parseNumber(toExactText(want) ?? '');
      return left !== undefined && right !== undefined && holds(left, right);
    },
  };
}
