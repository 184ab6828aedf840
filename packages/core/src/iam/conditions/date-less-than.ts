import { compareDates } from './compare-dates.ts';
import type { ConditionOperator } from './operator.ts';

export const dateLessThan: ConditionOperator = compareDates('DateLessThan', (have, want) => have < want);
