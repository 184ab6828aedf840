import { toExactText } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';

/** `true` or `false`, in any case; other words fit nothing. */
export const bool: ConditionOperator = {
  name: 'Bool',
  family: 'boolean',
  isNegated: false,
  hasWildcards: false,
  fits: (have, want) => {
    const value = have.toLowerCase();
    return (value === 'true' || value === 'false') && toExactText(want)?.toLowerCase() === value;
  },
};
