import { negate, type ConditionOperator } from './operator.ts';
import { stringEqualsIgnoreCase } from './string-equals-ignore-case.ts';

export const stringNotEqualsIgnoreCase: ConditionOperator = negate('StringNotEqualsIgnoreCase', stringEqualsIgnoreCase);
