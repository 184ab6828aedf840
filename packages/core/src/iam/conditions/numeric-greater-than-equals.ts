import { compareNumbers } from './compare-numbers.ts';
import type { ConditionOperator } from './operator.ts';

export const numericGreaterThanEquals: ConditionOperator = compareNumbers(
  'NumericGreaterThanEquals',
  (sign) => sign >= 0,
);
