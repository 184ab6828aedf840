/**
 * What a question may still cost: letters, literals and statements looked at. Never time, so that an answer is the same on every
 * machine. A question that has spent it is answered `unknown`.
 */
export interface Budget {
  steps: number;
}

/** About a second of one core. All versions of all policies that AWS manages are compared within it. */
const MAX_STEPS = 12_000_000;

export const createBudget = (steps: number = MAX_STEPS): Budget => ({ steps });

export const isSpent = ({ steps }: Budget): boolean => steps < 0;
