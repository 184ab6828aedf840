import { compareNumbers } from './compare-numbers.ts';
import type { ConditionOperator } from './operator.ts';

export const numericEquals: ConditionOperator = compareNumbers('NumericEquals', (sign) => sign === 0);
