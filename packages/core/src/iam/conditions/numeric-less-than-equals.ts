import { compareNumbers } from './compare-numbers.ts';
import type { ConditionOperator } from './operator.ts';

export const numericLessThanEquals: ConditionOperator = compareNumbers('NumericLessThanEquals', (sign) => sign <= 0);
