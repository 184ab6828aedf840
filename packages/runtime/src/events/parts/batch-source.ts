import { EventError } from '../../errors.ts';
import { toEventError } from './failure.ts';
import type { Validate } from './payload.ts';
import type { Policy } from './policy.ts';
import { defineSource, type Admission, type Batch, type EventSource, type SourceOptions } from './source.ts';

export interface BatchSourceOptions<E, P extends Policy> extends Omit<SourceOptions<E, P>, 'kind' | 'recordsAt'> {
  readonly batch: Batch;
}

type Envelope = Readonly<Record<string, readonly unknown[]>>;

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
    admit: async (event, policy, validate) => {
      try {
        const errors = findRefused(source, batch, event, policy);
        const records = await readRecords(source, batch, event as Envelope, errors, validate);
        return settle(batch, event as Envelope, records, errors);
      } catch (error) {
        throw toEventError(error);
      }
    },
  };
  return source;
}

type Errors = Map<unknown, EventError>;

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
  const accepted = envelope[at]?.filter((record) => {
    try {
      source.parse({ ...envelope, [at]: [record] }, policy);
      return true;
    } catch (error) {
      errors.set(record, error as EventError);
      return false;
    }
  });
  // Each alone can be right where they do not belong together.
  if (accepted !== undefined && accepted.length > 0) source.parse({ ...envelope, [at]: accepted }, policy);
  return errors;
}

/** The records, with what a schema made of their content; what does not satisfy it joins the errors. */
async function readRecords<E, P>(
  { payload }: EventSource<E, P>,
  { at }: Batch,
  event: Envelope,
  errors: Errors,
  validate: Validate | undefined,
): Promise<ReadonlyMap<unknown, unknown>> {
  const ready = new Map<unknown, unknown>();
  for (const record of event[at] ?? []) {
    if (errors.has(record)) continue;
    try {
      const one = validate === undefined ? undefined : await payload?.({ [at]: [record] }, validate, '');
      ready.set(record, one === undefined ? record : (one as Envelope)[at]?.[0]);
    } catch (error) {
      if (!(error instanceof EventError)) throw error;
      errors.set(record, error);
    }
  }
  return ready;
}

/** Which records go on, given the order that must be kept. */
function settle(batch: Batch, event: Envelope, ready: ReadonlyMap<unknown, unknown>, errors: Errors): Admission {
  const failed: string[] = [];
  const accepted: unknown[] = [];
  const blocked = new Set<unknown>();
  for (const record of event[batch.at] ?? []) {
    const error = errors.get(record);
    const group = ask(batch.group, record, error);
    if (error === undefined && !blocked.has(group ?? record)) accepted.push(ready.get(record));
    else {
      failed.push(findId(batch, record, error));
      if (batch.order === 'from-first') break;
      blocked.add(group ?? record);
    }
  }
  const isWhole = failed.length === 0 && [...ready].every(([before, after]) => before === after);
  return {
    event: isWhole ? event : { ...event, [batch.at]: accepted },
    isEmpty: accepted.length === 0,
    errors: [...errors.values()],
    answer: (response) => (failed.length === 0 ? response : toAnswer(batch, response, failed, event)),
  };
}

/** What has no name cannot be given back alone. */
function findId(batch: Batch, record: unknown, error: EventError | undefined): string {
  const id = ask(batch.id, record, error);
  if (typeof id !== 'string' || id === '') throw error ?? new EventError('ERR_EVENT_SHAPE', batch.at);
  return id;
}

/** A refused record may lack what it is asked for: then the batch is refused for the same reason. */
function ask(
  question: ((record: never) => unknown) | undefined,
  record: unknown,
  error: EventError | undefined,
): unknown {
  try {
    return question?.(record as never);
  } catch {
    throw error ?? new EventError('ERR_EVENT_UNREADABLE', '');
  }
}

function toAnswer({ answer }: Batch, response: unknown, failed: readonly string[], event: Envelope): unknown {
  if (answer !== undefined) return answer(response, failed, event as never);
  const own = typeof response === 'object' && response !== null && !Array.isArray(response) ? response : {};
  const before = (own as { batchItemFailures?: unknown }).batchItemFailures;
  const items = failed.map((itemIdentifier) => ({ itemIdentifier }));
  return { ...own, batchItemFailures: [...(Array.isArray(before) ? (before as unknown[]) : []), ...items] };
}
