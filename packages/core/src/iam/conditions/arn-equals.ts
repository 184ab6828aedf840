import { arnLike } from './arn-like.ts';
import type { ConditionOperator } from './operator.ts';

/** Has wildcards too: AWS gives it the same meaning as `ArnLike`. */
export const arnEquals: ConditionOperator = { ...arnLike, name: 'ArnEquals' };
