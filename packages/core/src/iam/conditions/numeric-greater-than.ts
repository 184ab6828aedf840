import { compareNumbers } from './compare-numbers.ts';
import type { ConditionOperator } from './operator.ts';

export const numericGreaterThan: ConditionOperator = compareNumbers('NumericGreaterThan', (sign) => sign > 0);
