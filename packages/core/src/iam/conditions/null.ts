import type { ConditionOperator } from './operator.ts';

/** `true`: the key is absent. Decided by presence alone, in `holds.ts`. */
export const nullOperator: ConditionOperator = {
  name: 'Null',
  family: 'null',
  isNegated: false,
  hasWildcards: false,
  fits: () => false,
};
