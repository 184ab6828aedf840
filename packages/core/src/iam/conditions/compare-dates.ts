import { toExactText } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';
import { parseDate } from './parse-date.ts';

/** An operator that compares dates: what is none, on either side, never fits. */
export function compareDates(name: string, holds: (have: number, want: number) => boolean): ConditionOperator {
  return {
    name,
    family: 'date',
    isNegated: false,
    hasWildcards: false,
    fits: (have, want) => {
      const left = parseDate(have);
      const right = parseDate(toExactText(want) ?? '');
      return left !== undefined && right !== undefined && holds(left, right);
    },
  };
}
