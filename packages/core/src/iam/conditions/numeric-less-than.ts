import { compareNumbers } from './compare-numbers.ts';
import type { ConditionOperator } from './operator.ts';

export const numericLessThan: ConditionOperator = compareNumbers('NumericLessThan', (sign) => sign < 0);
