import { compareDates } from './compare-dates.ts';
import type { ConditionOperator } from './operator.ts';

export const dateGreaterThanEquals: ConditionOperator = compareDates(
  'DateGreaterThanEquals',
  (have, want) => have >= want,
);
