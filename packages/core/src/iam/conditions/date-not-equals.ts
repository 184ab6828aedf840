import { negate, type ConditionOperator } from './operator.ts';
import { dateEquals } from './date-equals.ts';

export const dateNotEquals: ConditionOperator = negate('DateNotEquals', dateEquals);
