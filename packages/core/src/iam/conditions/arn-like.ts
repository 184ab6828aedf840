import { matchesArn } from './match-arn.ts';
import type { ConditionOperator } from './operator.ts';

export const arnLike: ConditionOperator = {
  name: 'ArnLike',
  family: 'arn',
  isNegated: false,
  hasWildcards: true,
  fits: (have, want) => matchesArn(want, have),
};
