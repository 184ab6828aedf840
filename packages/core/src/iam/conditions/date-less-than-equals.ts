import { compareDates } from './compare-dates.ts';
import type { ConditionOperator } from './operator.ts';

export const dateLessThanEquals: ConditionOperator = compareDates('DateLessThanEquals', (have, want) => have <= want);
