import { negate, type ConditionOperator } from './operator.ts';
import { numericEquals } from './numeric-equals.ts';

export const numericNotEquals: ConditionOperator = negate('NumericNotEquals', numericEquals);
