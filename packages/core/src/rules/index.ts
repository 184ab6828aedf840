import type { Rule } from './rule.ts';

/** Every rule, in the order of their ids. */
export const rules: readonly Rule[] = [];
