import type { AuditContext, AuditFields } from './audit-fields.ts';
import { cleanMicroseconds, cleanRequestId } from './clean-value.ts';
import { createLineBytes } from './line-bytes.ts';
import type { Line } from './line.ts';
import { layOutRecord } from './record-layout.ts';
import { createToThousandths } from './thousandths.ts';
import { createToRepeatedParts, type RepeatedParts } from './repeated-parts.ts';

export interface RecordOptions {
  /** Whether a record counts itself in CloudWatch. */
  readonly emf: boolean;
  /** The only routes that are printed, where they are known. */
  readonly routes: ReadonlySet<string> | undefined;
}

/** What a record has of its chain. */
export interface ChainEnd {
  readonly id: string;
  readonly hasMacs: boolean;
  /** Number of the next line, and the digest of the line before it. */
  readonly seq: number;
  readonly prev: string;
}

/** Appends the record of one invocation, given the time in milliseconds. */
export type RecordWriter = (context: Partial<AuditContext>, fields: Partial<AuditFields>, timestamp: number) => void;

const NOTHING = {};

/**
 * Writes the records of one chain. It names each member that it takes; whatever else the caller's objects hold is never read. Every value
 * is of a closed set, a number, or checked by `clean-value.ts`, so nothing needs escaping.
 */
// Much of what an invocation costs it pays before its code is compiled, and for compiling it. What is called often is compiled into
// each of its callers again, as far as it is small: so all that is done for each record is in one function, which is not.
export function createRecordWriter(
  chain: ChainEnd,
  options: RecordOptions,
  append: (line: Line) => void,
): RecordWriter {
  const toRepeatedParts = createToRepeatedParts(chain.id, options.routes);
  const toThousandths = createToThousandths();
  let repeated = toRepeatedParts(NOTHING, NOTHING, false, false);
  let lastId: unknown;
  let lastDuration: number | undefined;
  let lastRemaining: number | undefined;
  let lastTime = 0;
  let lastSeq = 0;
  const line = createLineBytes();
  const { set, count, setText, read } = line;
  const layout = layOutRecord(line, repeated, options.emf, chain.hasMacs);
  const { metricTime, mac, id, duration, prev, remaining, seq, time } = layout;

  const setRepeated = (texts: RepeatedParts): void => {
    repeated = texts;
    setText(duration, texts.beforeDuration);
    setText(prev, texts.beforePrev);
    setText(remaining, texts.beforeRemaining);
    setText(seq, texts.beforeSeq);
  };
  const setTime = (timestamp: number): void => {
    lastTime = timestamp;
    set(time, `${timestamp}`);
    if (metricTime !== undefined) set(metricTime, `${timestamp}`);
  };
  const write: RecordWriter = (context, fields, timestamp) => {
    try {
      // Before all others: it is the caller's code, and may itself write a record.
      const left = cleanMicroseconds(context.getRemainingTimeInMillis?.());
      const took = cleanMicroseconds(fields.durationMs);
      if (
        context.functionName !== repeated.functionName ||
        context.functionVersion !== repeated.functionVersion ||
        context.logGroupName !== repeated.logGroupName ||
        fields.source !== repeated.source ||
        fields.outcome !== repeated.outcome ||
        fields.route !== repeated.route ||
        fields.code !== repeated.code ||
        fields.coldStart !== repeated.coldStart ||
        (took !== undefined) !== repeated.hasDuration ||
        (left !== undefined) !== repeated.hasRemaining
      ) {
        setRepeated(toRepeatedParts(context, fields, took !== undefined, left !== undefined));
      }
      const requestId = context.awsRequestId;
      if (requestId !== lastId) set(id, cleanRequestId((lastId = requestId)));
      if (took !== lastDuration) {
        lastDuration = took;
        set(duration, took === undefined ? '' : toThousandths(took));
      }
      if (left !== lastRemaining) {
        lastRemaining = left;
        set(remaining, left === undefined ? '' : `${Math.floor(left / 1000)}`);
      }
    } catch (error) {
      if (context === NOTHING) throw error;
      // A getter that throws, or nothing to read from: that costs the values, never the record.
      return write(NOTHING, NOTHING, timestamp);
    }
    set(prev, chain.prev);
    if (chain.seq === lastSeq + 1) count(seq, chain.seq);
    else set(seq, `${chain.seq}`);
    lastSeq = chain.seq;
    if (timestamp !== lastTime) setTime(timestamp);
    append(read(mac, id));
  };
  return write;
}
