import { negate, type ConditionOperator } from './operator.ts';
import { arnEquals } from './arn-equals.ts';

export const arnNotEquals: ConditionOperator = negate('ArnNotEquals', arnEquals);
