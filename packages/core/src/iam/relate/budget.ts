/**
 * What a question may still cost: letters, literals and statements looked at. Never time, so that an answer is the same on every
 * machine. A question that has spent it is answered `unknown`.
 */
export interface Budget {
  steps: number;
}

/** One to two seconds of one core. The policies of AWS need a thousandth of it, the hardest of them a tenth. */
const MAX_STEPS = 20_000_000;

export const createBudget = (steps: number = MAX_STEPS): Budget => ({ steps });

export const isSpent = ({ steps }: Budget): boolean => steps < 0;
