/** How grave AWS's own checks call it. */
export type PolicySeverity = 'error' | 'security-warning' | 'warning' | 'suggestion';

/** Something to say about a policy. */
export interface PolicyFinding {
  /** The name of the check of IAM Access Analyzer, or one of our own where it has none. */
  readonly check: string;
  readonly severity: PolicySeverity;
  /** Lower case, no full stop, input in backticks. */
  readonly message: string;
  /** Where in the document: keys and indices from its root. */
  readonly path: readonly (string | number)[];
  /** True when the part has no meaning, so that the policy cannot be decided. */
  readonly isFatal: boolean;
  /** From 1; only when the policy was read from text. */
  readonly line?: number;
  readonly column?: number;
}
