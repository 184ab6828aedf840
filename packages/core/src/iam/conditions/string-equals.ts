import { toExactText } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';

/** The same characters, upper and lower case apart. */
export const stringEquals: ConditionOperator = {
  name: 'StringEquals',
  family: 'string',
  isNegated: false,
  hasWildcards: false,
  fits: (have, want) => toExactText(want) === have,
};
