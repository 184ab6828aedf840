import { EventError } from '../../errors.ts';
import type { SourceName } from '../source-name.ts';
import { countAccounts } from './arn.ts';
import { fail, toEventError, within, type Failure } from './failure.ts';
import { inspect } from './inspect.ts';
import { MAX_EVENT_CHARACTERS, type Limits } from './limits.ts';
import { toLimits, type DefaultLimits, type Policy } from './policy.ts';
import type { Payload, Validate } from './payload.ts';
import { isObject, type Shape } from './shape.ts';

/** How records of a batch are told apart, for sources that take failures back one by one. */
export interface Batch {
  /** The field that holds the records. */
  readonly at: string;
  /** What Lambda calls a record in `batchItemFailures`. */
  readonly id: (record: never) => string | undefined;
  /** `each`: others go on; `group`: others of its group wait; `from-first`: all after it wait (AWS Lambda, "Reporting batch item failures"). */
  readonly order: 'each' | 'group' | 'from-first';
  /** What to answer where records failed, given what the handler answered for the others; without it, `batchItemFailures`. */
  readonly answer?: (response: unknown, failed: readonly string[], event: never) => unknown;
  /** The group of a record, where order counts within a group. */
  readonly group?: (record: never) => string | undefined;
}

/** A batch as the handler gets it, and what to answer for it. */
export interface Admission {
  readonly event: unknown;
  /** Whether no record is left for the handler. */
  readonly isEmpty: boolean;
  /** Why records were refused. */
  readonly errors: readonly EventError[];
  /** The handler's answer, and the records that it did not get. */
  readonly answer: (response: unknown) => unknown;
}

/** What an HTTP source is answered where its request is refused. */
export interface Refusal {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: false;
}

/** One door of a function: knows its events, checks them, and says how to refuse one. */
export interface EventSource<E = unknown, P = Policy> {
  readonly name: SourceName | 'any' | 'direct';
  /** What refusing means: an HTTP response, failures of single records, or a thrown error. */
  readonly kind: 'http' | 'batch' | 'throw';
  matches(event: unknown): boolean;
  /** The same object, once all checks have passed. Throws an `EventError`, and nothing else. */
  parse(event: unknown, policy?: P): E;
  /** HTTP sources: how a refusal is answered. */
  readonly refuse?: ((error: EventError) => Refusal) | undefined;
  /** Batches: as `parse`, with each record for itself. Throws where the event as a whole is refused. */
  admit?(event: unknown, policy?: P, validate?: Validate): Promise<Admission>;
  /** The source that the event is of: itself, unless it stands for several. */
  of(event: unknown): EventSource<E, P>;
  readonly shape: Shape<E>;
  readonly batch?: Batch;
  readonly payload?: Payload | undefined;
  /** Fields of the policy besides those that all have. */
  readonly policyFields: readonly string[];
}

export interface SourceOptions<E, P extends Policy> {
  readonly name: SourceName | 'direct';
  readonly kind?: 'http' | 'throw';
  readonly shape: Shape<E>;
  readonly matches: (event: Readonly<Record<string, unknown>>) => boolean;
  readonly defaults?: DefaultLimits | undefined;
  readonly policyFields?: readonly (keyof P & string)[];
  /** What the shape cannot say: fields that must agree, and the source's own policy. */
  readonly check?: (event: E, policy: P, limits: Limits) => Failure | undefined;
  /** The same for one of the records. */
  readonly checkRecord?: (record: never, policy: P, limits: Limits) => Failure | undefined;
  /** The field that holds records, where there are several. */
  readonly recordsAt?: string;
  readonly payload?: Payload | undefined;
  readonly refuse?: ((error: EventError) => Refusal) | undefined;
}

const NO_POLICY: Policy = {};

/** Makes a source of its parts. */
export function defineSource<E, P extends Policy = Policy>(options: SourceOptions<E, P>): EventSource<E, P> {
  const { name, kind = 'throw', shape, defaults = {}, payload } = options;
  const policyFields = options.policyFields ?? [];
  const { recordsAt } = options;
  const limitsOf = rememberLast((policy: P | undefined) => toLimits(policy, policyFields, defaults));
  const check = createCheck(options, recordsAt);

  const source: EventSource<E, P> = {
    name,
    kind,
    shape,
    policyFields,
    payload,
    refuse: options.refuse,
    of: () => source,
    matches: (event) => isSafely(event, options.matches),
    parse: (event, policy) =>
      readSafely(() => {
        const limits = limitsOf(policy);
        countAccounts();
        const failure = check(event, policy ?? (NO_POLICY as P), limits) ?? requireAccount(limits);
        if (failure) throw toEventError(failure);
        return event as E;
      }),
  };
  return source;
}

type Check<P> = (event: unknown, policy: P, limits: Limits) => Failure | undefined;

function createCheck<E, P extends Policy>(options: SourceOptions<E, P>, recordsAt: string | undefined): Check<P> {
  const { shape, check, checkRecord, payload } = options;
  // Where no field is the body, all of the event counts as one.
  const isBounded = payload !== undefined && payload.encoding !== 'value';
  return (event, policy, limits) => {
    if (recordsAt !== undefined) {
      const failure = checkCount(event, recordsAt, limits);
      if (failure) return failure;
    }
    const unclean = inspect(event, limits, isBounded ? MAX_EVENT_CHARACTERS : limits.maxBodyBytes);
    if (unclean) return mask(unclean, shape);
    const failure = shape.check(event, limits) ?? check?.(event as E, policy, limits);
    if (failure || checkRecord === undefined || recordsAt === undefined) return failure;
    const records = (event as Readonly<Record<string, readonly never[]>>)[recordsAt] ?? [];
    for (let at = 0; at < records.length; at++) {
      const wrong = checkRecord(records[at] as never, policy, limits);
      if (wrong) return within(recordsAt, within(at, wrong));
    }
    return undefined;
  };
}

/** A list of accounts is no list where the event names none. */
function requireAccount({ allowedAccounts }: Limits): Failure | undefined {
  return allowedAccounts !== undefined && countAccounts() === 0 ? fail('NOT_ALLOWED') : undefined;
}

/** Before anything looks into them: how many records there are. */
function checkCount(event: unknown, at: string, { maxRecords }: Limits): Failure | undefined {
  const records = isObject(event) ? event[at] : undefined;
  if (!Array.isArray(records)) return fail('SHAPE', at);
  if (records.length === 0) return fail('SHAPE', at);
  return records.length > maxRecords ? fail('TOO_MANY_RECORDS', at) : undefined;
}

/** Names that the sender chose become `*`: a key can be as secret as a value. */
function mask(failure: Failure, shape: Shape): Failure {
  let at: Shape | undefined = shape;
  const path = failure.path.map((step, index) => {
    const isField = typeof step === 'string' && at?.fields !== undefined && Object.hasOwn(at.fields, step);
    const isKnown = isField || typeof step === 'number' || step === '*';
    const known: Shape | undefined = isField ? at?.fields?.[step] : at?.item;
    at = known;
    const isPolluting = failure.code === 'FORBIDDEN_KEY' && index === failure.path.length - 1;
    return isKnown || isPolluting ? step : '*';
  });
  return { code: failure.code, path };
}

function isSafely(event: unknown, matches: (event: Readonly<Record<string, unknown>>) => boolean): boolean {
  try {
    return typeof event === 'object' && event !== null && matches(event as Readonly<Record<string, unknown>>);
  } catch {
    return false;
  }
}

/** An event that is not plain data can throw whatever it likes when it is read: that is a refusal as well. */
export function readSafely<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof EventError ? error : new EventError('ERR_EVENT_UNREADABLE', '');
  }
}

/** A function has one policy for all its life: its limits are worked out once. */
function rememberLast<A, R>(work: (argument: A) => R): (argument: A) => R {
  let last: { readonly argument: A; readonly result: R } | undefined;
  return (argument) => {
    if (last === undefined || last.argument !== argument) last = { argument, result: work(argument) };
    return last.result;
  };
}
