import { matchesPattern } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';

/** `*` for any text, `?` for one character, upper and lower case apart. */
export const stringLike: ConditionOperator = {
  name: 'StringLike',
  family: 'string',
  isNegated: false,
  hasWildcards: true,
  fits: (have, want) => matchesPattern(want, have),
};
