import { negate, type ConditionOperator } from './operator.ts';
import { stringEquals } from './string-equals.ts';

export const stringNotEquals: ConditionOperator = negate('StringNotEquals', stringEquals);
