// INVARIANT: nothing is imported here, so bundlers put the numbers where they are used.

/** What every check is told: the bounds of its source, as the policy has tightened or widened them. */
export interface Limits {
  readonly maxBodyBytes: number;
  readonly maxDepth: number;
  readonly maxRecords: number;
  readonly allowedAccounts?: readonly string[];
}

/** What one invocation can carry: 6 MB of payload (AWS Lambda quotas), and the same again for what encodes it. */
export const MAX_EVENT_CHARACTERS = 12 * 1024 * 1024;

/** The most that compressed data may grow to: what one invocation can carry uncompressed. */
export const MAX_INFLATED_BYTES = 6 * 1024 * 1024;

/**
 * Deeper than bodies that people write, and as deep as an event of AWS: an item of DynamoDB has 32 levels, the value of each in an
 * object that says its type (Amazon DynamoDB quotas), and five stand around it.
 */
export const MAX_DEPTH = 68;
/** The deepest that a policy may ask for: checks are recursive. */
export const DEEPEST = 1000;

/** The largest batch of an event source mapping (AWS Lambda Developer Guide, "Batching behavior"). */
export const MAX_RECORDS = 10_000;

/** What one invocation can carry (AWS Lambda quotas). */
export const MAX_BODY_BYTES = 6 * 1024 * 1024;

/** Longer strings are not kept from one event to the next. */
export const MAX_KEPT = 256;
