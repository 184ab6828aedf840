/** What became of an event: taken and handled, turned away, taken in part, or taken and then failed in the handler. */
export type AuditOutcome = 'accepted' | 'rejected' | 'partial' | 'failed';

/** The outcomes, as a closed list. */
export const outcomes: readonly AuditOutcome[] = ['accepted', 'rejected', 'partial', 'failed'];

/**
 * What a record may say of an invocation, and all that it may say. Every value is checked when it is written: what does not look like
 * what it should be, or looks like a secret, is printed as `withheld`.
 */
export interface AuditFields {
  /** Name of the event's source: `s3`, `api-gateway-v2`. */
  readonly source: string;
  readonly outcome: AuditOutcome;
  /** The route's template (`GET /users/{id}`) or the name of the resource, never the path that was asked for. */
  readonly route?: string | undefined;
  /** Code of the rejection or failure. */
  readonly code?: string | undefined;
  readonly coldStart?: boolean | undefined;
  /** Milliseconds. */
  readonly durationMs?: number | undefined;
}

/** The part of Lambda's context that a record takes; whatever else it has is never looked at. */
export interface AuditContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly getRemainingTimeInMillis: () => number;
}
