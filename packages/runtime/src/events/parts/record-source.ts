import { isArray } from './shape.ts';
import { fail, failWithin } from './failure.ts';
import type { Limits } from './limits.ts';
import type { Policy } from './policy.ts';
import { defineSource, type EventSource, type SourceOptions } from './source.ts';

export interface RecordSourceOptions<E, P extends Policy> extends Omit<SourceOptions<E, P>, 'kind' | 'open'> {
  /** The field that holds the records. */
  readonly recordsAt: string;
  /** Events that carry none. */
  readonly mayBeEmpty?: (event: Readonly<Record<string, unknown>>) => boolean;
  /** What the shape cannot say of one of them. Throws a `Failure`. */
  readonly checkRecord?: (record: never, policy: P & Limits) => void;
}

type Envelope = Readonly<Record<string, readonly unknown[]>>;

/** A source whose events carry records: one at least, unless they may be empty, and at most `maxRecords`. */
export function defineRecordSource<E, P extends Policy = Policy>({
  recordsAt,
  mayBeEmpty,
  checkRecord,
  ...options
}: RecordSourceOptions<E, P>): EventSource<E, P> {
  const { check } = options;
  return defineSource<E, P>({
    ...options,
    open: (event, { maxRecords }) => {
      const records = (event as Envelope | null | undefined)?.[recordsAt];
      if (!isArray(records) || (records.length === 0 && mayBeEmpty?.(event as Envelope) !== true))
        fail('SHAPE', recordsAt);
      if (records.length > maxRecords) fail('TOO_MANY_RECORDS', recordsAt);
    },
    check: (event, policy, shape) => {
      check?.(event, policy, shape);
      if (checkRecord === undefined) return;
      const records = (event as Envelope)[recordsAt] as readonly never[];
      let at = 0;
      try {
        for (; at < records.length; at++) checkRecord(records[at] as never, policy);
      } catch (error) {
        failWithin(`${recordsAt}[${at}]`, error);
      }
    },
  });
}
