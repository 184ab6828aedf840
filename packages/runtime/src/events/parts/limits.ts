/** What every check is told: the bounds of its source, as the policy has tightened or widened them. */
export interface Limits {
  readonly maxBodyBytes: number;
  readonly maxDepth: number;
  readonly maxRecords: number;
  readonly allowedAccounts: readonly string[] | undefined;
}

/** What one invocation can carry: 6 MB of payload (AWS Lambda quotas), and the same again for what encodes it. */
export const MAX_EVENT_CHARACTERS = 12 * 1024 * 1024;

/** The most that compressed data may grow to: what one invocation can carry uncompressed. */
export const MAX_INFLATED_BYTES = 6 * 1024 * 1024;
