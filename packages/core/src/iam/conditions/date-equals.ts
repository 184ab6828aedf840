import { compareDates } from './compare-dates.ts';
import type { ConditionOperator } from './operator.ts';

export const dateEquals: ConditionOperator = compareDates('DateEquals', (have, want) => have === want);
