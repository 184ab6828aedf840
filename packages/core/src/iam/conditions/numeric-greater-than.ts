import { compareNumbers } from './compare-numbers.ts';
import type { ConditionOperator } from './operator.ts';

export const numericGreaterThan: ConditionOperator = compareNumbers('NumericGreaterThan', (have, want) => have > want);
