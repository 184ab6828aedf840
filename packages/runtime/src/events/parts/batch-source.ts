import { isArray, isText } from './shape.ts';
import { EventError } from '../../errors.ts';
import { isObject } from '../../is-object.ts';
import { fail, toEventError } from './failure.ts';
import type { Validate } from './payload.ts';
import type { Policy } from './policy.ts';
import { defineRecordSource, type RecordSourceOptions } from './record-source.ts';
import type { Admission, Batch, EventSource } from './source.ts';

export interface BatchSourceOptions<E, P extends Policy> extends Omit<RecordSourceOptions<E, P>, 'recordsAt'> {
  readonly batch: Batch;
}

type Envelope = Readonly<Record<string, readonly unknown[]>>;

/** A source of batches whose records can fail one by one. */
export function defineBatchSource<E, P extends Policy = Policy>({
  batch,
  ...options
}: BatchSourceOptions<E, P>): EventSource<E, P> {
  const source: EventSource<E, P> = {
    ...defineRecordSource<E, P>({ ...options, recordsAt: batch.at }),
    kind: 'batch',
    batch,
    of: () => source,
    admit: async (event, policy, validate) => {
      try {
        const errors = findRefused(source, batch, event, policy);
        return await settle(source, batch, event as Envelope, errors, validate);
      } catch (error) {
        throw toEventError(error);
      }
    },
  };
  return source;
}

type Errors = Map<unknown, EventError>;

/** What is wrong with a record that was alone in its event, seen from the event that it came in. */
function toPlace(error: unknown, at: string, index: number): EventError {
  const { code, path } = toEventError(error);
  return new EventError(code, path.replace(`${at}[0]`, `${at}[${index}]`));
}

/** Each record is held against the whole check in an event of its own, and what is left once more together. */
function findRefused<E, P>(source: EventSource<E, P>, { at }: Batch, event: unknown, policy: P | undefined): Errors {
  const errors: Errors = new Map();
  try {
    source.parse(event, policy);
    return errors;
  } catch (error) {
    if (!(error instanceof EventError) || !error.path.startsWith(`${at}[`)) throw error;
  }
  const envelope = event as Envelope;
  const accepted = envelope[at]?.filter((record, index) => {
    try {
      source.parse({ ...envelope, [at]: [record] }, policy);
      return true;
    } catch (error) {
      errors.set(record, toPlace(error, at, index));
      return false;
    }
  });
  // Each alone can be right where they do not belong together.
  if (accepted !== undefined && accepted.length > 0) source.parse({ ...envelope, [at]: accepted }, policy);
  return errors;
}

/** Which records go on, with what a schema made of their content, given the order that must be kept. */
async function settle<E, P>(
  { payload }: EventSource<E, P>,
  { at, id, group, order, answer = addFailures }: Batch,
  event: Envelope,
  errors: Errors,
  validate: Validate | undefined,
): Promise<Admission> {
  const records = event[at] ?? [];
  const failed: string[] = [];
  const accepted: unknown[] = [];
  const blocked = new Set<unknown>();
  for (const [index, record] of records.entries()) {
    let ready = record;
    if (validate !== undefined && payload !== undefined && !errors.has(record)) {
      try {
        ready = ((await payload({ [at]: [record] }, validate, '')) as Envelope)[at]?.[0];
      } catch (error) {
        errors.set(record, toPlace(error, at, index));
      }
    }
    const error = errors.get(record);
    try {
      const key = group?.(record as never) ?? record;
      if (error === undefined && !blocked.has(key)) {
        accepted.push(ready);
        continue;
      }
      blocked.add(key);
      const name = id(record as never);
      // What has no name cannot be given back alone.
      if (!isText(name) || name === '') fail('SHAPE', at);
      failed.push(name);
    } catch (cause) {
      // A refused record may lack what it is asked for: then the batch is refused for the same reason.
      throw error ?? cause;
    }
    if (order === 'from-first') break;
  }

  return {
    event: failed.length === 0 && validate === undefined ? event : { ...event, [at]: accepted },
    // The handler is told of a batch that came with no records.
    isEmpty: accepted.length === 0 && records.length > 0,
    errors: [...errors.values()],
    answer: (response) => (failed.length === 0 ? response : answer(response, failed, event as never)),
  };
}

function addFailures(response: unknown, failed: readonly string[]): unknown {
  const own = isObject(response) ? response : {};
  const before = own['batchItemFailures'];
  const items = failed.map((itemIdentifier) => ({ itemIdentifier }));
  return { ...own, batchItemFailures: [...(isArray(before) ? (before as unknown[]) : []), ...items] };
}
