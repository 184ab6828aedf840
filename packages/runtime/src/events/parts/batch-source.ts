import { EventError } from '../../errors.ts';
import type { Policy } from './policy.ts';
import { isObject } from './shape.ts';
import { defineSource, readSafely, type Batch, type EventSource, type SourceOptions, type Split } from './source.ts';

export interface BatchSourceOptions<E, P extends Policy> extends Omit<SourceOptions<E, P>, 'kind' | 'recordsAt'> {
  readonly batch: Batch;
}

/** A source of batches whose records can fail one by one. */
export function defineBatchSource<E, P extends Policy = Policy>({
  batch,
  ...options
}: BatchSourceOptions<E, P>): EventSource<E, P> {
  const source: EventSource<E, P> = {
    ...defineSource<E, P>({ ...options, recordsAt: batch.at }),
    kind: 'batch',
    batch,
    of: () => source,
    split: (event, policy) => readSafely(() => splitBatch(source, batch, event, policy)),
  };
  return source;
}

/** Each record is held against the whole check in an event of its own, and what is left once more together. */
function splitBatch<E, P>(source: EventSource<E, P>, batch: Batch, event: unknown, policy: P | undefined): Split<E> {
  try {
    return { event: source.parse(event, policy), rejected: [] };
  } catch (error) {
    if (!(error instanceof EventError) || !error.path.startsWith(`${batch.at}[`)) throw error;
  }
  const envelope = event as Readonly<Record<string, unknown>>;
  const records = envelope[batch.at] as readonly never[];
  const accepted: unknown[] = [];
  const rejected: { index: number; id: string | undefined; error: EventError }[] = [];
  for (const [index, record] of records.entries()) {
    try {
      source.parse({ ...envelope, [batch.at]: [record] }, policy);
      accepted.push(record);
    } catch (error) {
      if (!(error instanceof EventError)) throw error;
      rejected.push({ index, id: findId(batch, record), error });
    }
  }
  const rest = { ...envelope, [batch.at]: accepted };
  // Each alone can be right where they do not belong together.
  return { event: accepted.length === 0 ? (rest as E) : source.parse(rest, policy), rejected };
}

function findId(batch: Batch, record: never): string | undefined {
  const id = isObject(record) ? batch.id(record) : undefined;
  return typeof id === 'string' ? id : undefined;
}
