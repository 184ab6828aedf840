import type { AuditContext, AuditFields } from './audit-fields.ts';
import { cleanMilliseconds, cleanRequestId } from './clean-value.ts';
import { FORMAT_VERSION, METRIC_HEAD } from './format.ts';
import type { Place } from './place.ts';
import { createToRepeatedParts, isRepeated } from './repeated-parts.ts';

export interface RecordLineOptions {
  /** Whether a record counts itself in CloudWatch. */
  readonly emf: boolean;
  /** The only routes that are printed, where they are known. */
  readonly routes: ReadonlySet<string> | undefined;
}

/** The line of one invocation, without its MAC. */
export type RecordEncoder = (context: AuditContext, fields: AuditFields, place: Place) => string;

/**
 * Writes the line of one invocation. It names each member that it takes; whatever else the caller's objects hold is never read. Every
 * value is of a closed set, a number, or checked by `clean-value.ts`, so nothing needs escaping.
 */
export function createRecordEncoder(options: RecordLineOptions): RecordEncoder {
  const encode = createEncoder(options);
  return (context, fields, place) => {
    try {
      return encode(context ?? NOTHING, fields ?? NOTHING, place);
    } catch {
      // A getter that throws costs its values, never the record.
      return encode(NOTHING, NOTHING, place);
    }
  };
}

type Encoder = (context: Partial<AuditContext>, fields: Partial<AuditFields>, place: Place) => string;

const NOTHING = {};

// Much of what an invocation costs it pays before its code is compiled, and for compiling it. So what comes again is a text already, and
// one built-in puts the rest between.
function createEncoder({ emf, routes }: RecordLineOptions): Encoder {
  const toRepeatedParts = createToRepeatedParts(routes);
  let parts = toRepeatedParts(NOTHING, NOTHING);
  const start = emf ? `{${METRIC_HEAD}` : '{"audit":"record","aws_request_id":"';
  const afterTime = emf ? '},"audit":"record","audit_records":1,"aws_request_id":"' : '';
  const end = `,"v":${FORMAT_VERSION}}`;
  return (context, fields, { chain, seq, prev, timestamp }) => {
    if (!isRepeated(parts, context, fields)) parts = toRepeatedParts(context, fields);
    const duration = cleanMilliseconds(fields.durationMs);
    const remaining = cleanMilliseconds(context.getRemainingTimeInMillis?.());
    return start.concat(
      emf ? `${timestamp}` : '',
      afterTime,
      cleanRequestId(context.awsRequestId),
      '","chain":"',
      chain,
      '"',
      parts.beforeDuration,
      duration === undefined ? '' : `,"duration_ms":${duration}`,
      parts.beforePrev,
      prev,
      remaining === undefined ? '"' : `","remaining_time":${Math.floor(remaining)}`,
      parts.beforeSeq,
      `${seq},"timestamp":${timestamp}`,
      end,
    );
  };
}
