import { negate, type ConditionOperator } from './operator.ts';
import { arnLike } from './arn-like.ts';

export const arnNotLike: ConditionOperator = negate('ArnNotLike', arnLike);
