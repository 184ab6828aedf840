import type { Pattern } from '../policy/match-text.ts';

/** What the values of an operator are. */
export type ValueFamily = 'string' | 'number' | 'date' | 'boolean' | 'binary' | 'ip' | 'arn' | 'null';

/**
 * A condition operator without qualifier and `IfExists`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface ConditionOperator {
  /** AWS's spelling. */
  readonly name: string;
  readonly family: ValueFamily;
  /** True when it holds where no value of the policy fits (`StringNotEquals`), hence for absent keys too. */
  readonly isNegated: boolean;
  /** True when `*` and `?` in the policy's values are wildcards. */
  readonly hasWildcards: boolean;
  /** Whether one value of the request fits one of the policy; for a negated operator, whether its opposite would. */
  readonly fits: (have: string, want: Pattern) => boolean;
}

/** The operator that holds exactly where `positive` does not. */
export function negate(name: string, positive: ConditionOperator): ConditionOperator {
  return { ...positive, name, isNegated: true };
}
