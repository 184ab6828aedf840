import { toExactText } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';

/** The same characters whatever their case. */
export const stringEqualsIgnoreCase: ConditionOperator = {
  name: 'StringEqualsIgnoreCase',
  family: 'string',
  isNegated: false,
  hasWildcards: false,
  fits: (have, want) => toExactText(want)?.toLowerCase() === have.toLowerCase(),
};
