import type { AuditContext, AuditFields } from './audit-fields.ts';
import { cleanMilliseconds, cleanRequestId } from './clean-value.ts';
import { FORMAT_VERSION, METRIC_HEAD } from './format.ts';
import { createToRepeatedParts, isRepeated } from './repeated-parts.ts';

export interface RecordLineOptions {
  /** Whether a record counts itself in CloudWatch. */
  readonly emf: boolean;
  /** The only routes that are printed, where they are known. */
  readonly routes: ReadonlySet<string> | undefined;
}

/** The line of one invocation, without its MAC: given its number, the digest of the line before, and the time in milliseconds. */
export type RecordEncoder = (
  context: Partial<AuditContext>,
  fields: Partial<AuditFields>,
  seq: number,
  prev: string,
  timestamp: number,
) => string;

const NOTHING = {};

/**
 * Writes the records of one chain. It names each member that it takes; whatever else the caller's objects hold is never read. Every value
 * is of a closed set, a number, or checked by `clean-value.ts`, so nothing needs escaping.
 */
// Much of what an invocation costs it pays before its code is compiled, and for compiling it: so there are few functions, what comes
// again is a text already, and one built-in puts the rest between.
export function createRecordEncoder({ emf, routes }: RecordLineOptions, chain: string): RecordEncoder {
  const toRepeatedParts = createToRepeatedParts(chain, routes);
  let parts = toRepeatedParts(NOTHING, NOTHING);
  const start = emf ? `{${METRIC_HEAD}` : '{"audit":"record","aws_request_id":"';
  const afterTime = emf ? '},"audit":"record","audit_records":1,"aws_request_id":"' : '';
  const end = `,"v":${FORMAT_VERSION}}`;
  const encode: RecordEncoder = (context, fields, seq, prev, timestamp) => {
    try {
      if (!isRepeated(parts, context, fields)) parts = toRepeatedParts(context, fields);
      const duration = cleanMilliseconds(fields.durationMs);
      const remaining = cleanMilliseconds(context.getRemainingTimeInMillis?.());
      return start.concat(
        emf ? `${timestamp}` : '',
        afterTime,
        cleanRequestId(context.awsRequestId),
        parts.beforeDuration,
        duration === undefined ? '' : `,"duration_ms":${duration}`,
        parts.beforePrev,
        prev,
        remaining === undefined ? '"' : `","remaining_time":${Math.floor(remaining)}`,
        parts.beforeSeq,
        `${seq},"timestamp":${timestamp}`,
        end,
      );
    } catch (error) {
      if (context === NOTHING) throw error;
      // A getter that throws, or nothing to read from: that costs the values, never the record.
      return encode(NOTHING, NOTHING, seq, prev, timestamp);
    }
  };
  return encode;
}
