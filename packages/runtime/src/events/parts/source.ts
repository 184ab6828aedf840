import type { EventError } from '../../errors.ts';
import type { OptionRules } from '../../options.ts';
import type { SourceName } from '../source-name.ts';
import { countAccounts } from './arn.ts';
import { fail, toEventError } from './failure.ts';
import { MAX_EVENT_CHARACTERS, type Limits } from './limits.ts';
import type { Replace, Validate } from './payload.ts';
import { toPolicy, type DefaultLimits, type Policy, type RulesOf } from './policy.ts';
import type { Shape } from './shape.ts';
import { walk } from './walk.ts';

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
  /** Throws an `EventError` on a policy that the source cannot have, as `parse` does. */
  checkPolicy(policy?: P): void;
  /** HTTP sources: how a refusal is answered. */
  readonly refuse?: ((error: EventError) => Refusal) | undefined;
  /** Batches: as `parse`, with each record for itself. Throws where the event as a whole is refused. */
  admit?(event: unknown, policy?: P, validate?: Validate): Promise<Admission>;
  /** The source that the event is of: itself, unless it stands for several. */
  of(event: unknown): EventSource<E, P>;
  /** What is checked, for the pages of the documentation: no part of what the package promises. */
  readonly shape: () => unknown;
  readonly batch?: Batch;
  /** Where the content is that a body schema describes. */
  readonly payload?: Replace | undefined;
}

/** What the pages of the documentation say of its policy; short in the bundle, so no part of what the package exports. */
export interface WithPolicyFields {
  /** Fields of the policy besides those that all have. */
  readonly policyFields: OptionRules;
}

export interface SourceOptions<E, P extends Policy> {
  readonly name: SourceName | 'direct';
  readonly kind?: 'http' | 'throw';
  /** Made when it is asked for its policy or gets its first event: a function that has many sources gets events of few. */
  readonly shape: () => Shape<E>;
  readonly matches: (event: Readonly<Record<string, unknown>>) => boolean;
  readonly defaults?: DefaultLimits | undefined;
  readonly policyFields?: RulesOf<P>;
  /** What the shape cannot say: fields that must agree, and the source's own policy. Throws a `Failure`. */
  readonly check?: ((event: E, policy: P & Limits, shape: Shape<E>) => void) | undefined;
  /** What must hold before anything looks into the event. */
  readonly open?: ((event: unknown, policy: P & Limits) => void) | undefined;
  readonly payload?: Replace | undefined;
  /** Whether `maxBodyBytes` bounds the event as a whole; it does where no field is the body. */
  readonly isBody?: boolean;
  readonly refuse?: ((error: EventError) => Refusal) | undefined;
}

/** Makes a source of its parts. */
export function defineSource<E, P extends Policy = Policy>(options: SourceOptions<E, P>): EventSource<E, P> {
  const { shape, policyFields, payload, matches } = options;
  const { isBody = payload === undefined, open, check, defaults } = options;
  // A function has one policy for all its life: it is worked out once.
  let known: P | undefined;
  let inForce: (P & Limits) | undefined;
  let made: Shape<E> | undefined;

  const prepare = (policy?: P): P & Limits => {
    if (inForce === undefined || known !== policy) {
      inForce = toPolicy(policy, policyFields, defaults);
      known = policy;
    }
    return inForce;
  };

  const source: EventSource<E, P> & WithPolicyFields = {
    kind: 'throw',
    policyFields: {},
    ...options,
    of: () => source,
    checkPolicy: (policy) => {
      prepare(policy);
      // Whoever asks before the first event has the time that an event has not.
      made ??= shape();
    },
    matches: (event) => {
      try {
        return typeof event === 'object' && event !== null && matches(event as Fields);
      } catch {
        return false;
      }
    },
    parse: (event, given) => {
      try {
        const policy = prepare(given);
        open?.(event, policy);
        countAccounts();
        walk(event, (made ??= shape()), policy, isBody ? policy.maxBodyBytes : MAX_EVENT_CHARACTERS);
        check?.(event as E, policy, made);
        // A list of accounts is no list where the event names none.
        if (policy.allowedAccounts !== undefined && countAccounts() < 1) fail('NOT_ALLOWED');
        return event as E;
      } catch (error) {
        throw toEventError(error);
      }
    },
  };
  return source;
}

type Fields = Readonly<Record<string, unknown>>;
