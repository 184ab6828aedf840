import type { AuditContext, AuditFields } from './audit-fields.ts';
import { cleanMilliseconds, cleanRequestId } from './clean-value.ts';
import { FORMAT_VERSION, METRIC_HEAD, NO_HASH } from './format.ts';
import { createLineBytes } from './line-bytes.ts';
import { MAC_MEMBER, type Line } from './line.ts';
import { createToRepeatedParts, isRepeated } from './repeated-parts.ts';

export interface RecordLineOptions {
  /** Whether a record counts itself in CloudWatch. */
  readonly emf: boolean;
  /** The only routes that are printed, where they are known. */
  readonly routes: ReadonlySet<string> | undefined;
}

type Context = Partial<AuditContext>;
type Fields = Partial<AuditFields>;

export interface RecordEncoder {
  /** Takes what the next line is about. */
  readonly take: (context: Context, fields: Fields) => void;
  /** The line, given its number, the digest of the line before, and the time in milliseconds. */
  readonly encode: (seq: number, prev: string, timestamp: number) => Line;
}

const NOTHING = {};

/**
 * Writes the records of one chain. It names each member that it takes; whatever else the caller's objects hold is never read. Every value
 * is of a closed set, a number, or checked by `clean-value.ts`, so nothing needs escaping.
 */
export function createRecordEncoder(chain: string, hasMac: boolean, { emf, routes }: RecordLineOptions): RecordEncoder {
  const toRepeatedParts = createToRepeatedParts(chain, routes);
  let repeated = toRepeatedParts(NOTHING, NOTHING);
  let lastId: unknown;
  let lastDuration: unknown;
  let lastRemaining: unknown;
  let lastTime = 0;

  const { add, set, read } = createLineBytes();
  add(emf ? `{${METRIC_HEAD}` : '{');
  const metricTime = emf ? add('0') : undefined;
  add(`${emf ? '},' : ''}${hasMac ? MAC_MEMBER[0] : ''}`);
  const mac = add(hasMac ? MAC_MEMBER[1] : '');
  add(hasMac ? MAC_MEMBER[2] : '');
  const hashed = add(`"audit":"record",${emf ? '"audit_records":1,' : ''}"aws_request_id":"`);
  const id = add(cleanRequestId(undefined));
  const beforeDuration = add(repeated.beforeDuration);
  const duration = add('');
  const beforePrev = add(repeated.beforePrev);
  const prevPart = add(NO_HASH);
  const remaining = add('"');
  const beforeSeq = add(repeated.beforeSeq);
  const seqPart = add('0');
  add(',"timestamp":');
  const time = add('0');
  add(`,"v":${FORMAT_VERSION}}\n`);

  const setRepeated = (context: Context, fields: Fields): void => {
    repeated = toRepeatedParts(context, fields);
    set(beforeDuration, repeated.beforeDuration);
    set(beforePrev, repeated.beforePrev);
    set(beforeSeq, repeated.beforeSeq);
  };
  const setFields = (context: Context, fields: Fields): void => {
    // Before all others: it is the caller's code, and may itself write a record.
    const remainingTime: unknown = context.getRemainingTimeInMillis?.();
    if (!isRepeated(repeated, context, fields)) setRepeated(context, fields);
    const { awsRequestId } = context;
    if (awsRequestId !== lastId) set(id, cleanRequestId((lastId = awsRequestId)));
    const { durationMs } = fields;
    if (durationMs !== lastDuration) {
      const cleaned = cleanMilliseconds((lastDuration = durationMs));
      set(duration, cleaned === undefined ? '' : `,"duration_ms":${cleaned}`);
    }
    if (remainingTime !== lastRemaining) {
      const cleaned = cleanMilliseconds((lastRemaining = remainingTime));
      set(remaining, cleaned === undefined ? '"' : `","remaining_time":${Math.floor(cleaned)}`);
    }
  };
  const setTime = (timestamp: number): void => {
    const text = `${(lastTime = timestamp)}`;
    set(time, text);
    if (metricTime !== undefined) set(metricTime, text);
  };
  return {
    take: (context, fields) => {
      try {
        setFields(context, fields);
      } catch {
        // A getter that throws, or nothing to read from: that costs the values, never the record.
        setFields(NOTHING, NOTHING);
      }
    },
    encode: (seq, prev, timestamp) => {
      set(prevPart, prev);
      set(seqPart, `${seq}`);
      if (timestamp !== lastTime) setTime(timestamp);
      return read(mac, hashed);
    },
  };
}
