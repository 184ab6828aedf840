import { toExactText } from '../policy/match-text.ts';
import type { ConditionOperator } from './operator.ts';

/** The same bytes; both sides are written in base64. */
export const binaryEquals: ConditionOperator = {
  name: 'BinaryEquals',
  family: 'binary',
  isNegated: false,
  hasWildcards: false,
  fits: (have, want) => toExactText(want) === have,
};
