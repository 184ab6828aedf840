import { compareDates } from './compare-dates.ts';
import type { ConditionOperator } from './operator.ts';

export const dateGreaterThan: ConditionOperator = compareDates('DateGreaterThan', (have, want) => have > want);
