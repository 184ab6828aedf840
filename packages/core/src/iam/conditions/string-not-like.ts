import { negate, type ConditionOperator } from './operator.ts';
import { stringLike } from './string-like.ts';

export const stringNotLike: ConditionOperator = negate('StringNotLike', stringLike);
