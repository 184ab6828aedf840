import type { AuditLog } from '../audit-log/create-audit-log.ts';
import { EventError } from '../errors.ts';
import type { Admission, EventSource } from '../events/parts/source.ts';
import type { BodySchema } from '../schema/standard-schema.ts';
import { validate } from '../schema/validate.ts';
import type { WithBody } from './body-type.ts';
import {
  keepMarks,
  type CallbackHandler,
  type Guarded,
  type LambdaCallback,
  type LambdaContext,
  type StreamingHandler,
} from './handler.ts';
import { checkOptions } from './check-options.ts';
import { createReport } from './report.ts';
import { isStream, writeRefusal } from './stream.ts';

export interface GuardOptions<E, P, B = never> {
  /** Where events come from: `s3`, `apiGatewayV2`, … or `anySource`. */
  readonly source: EventSource<E, P>;
  readonly policy?: P | undefined;
  /**
   * What the body, message, data or detail must satisfy once it is parsed as JSON: any Standard Schema, a compiled JSON Schema,
   * or a function that says yes or no. The handler gets what the schema gives back in the place of the text.
   */
  readonly body?: BodySchema<B> | undefined;
  /** Called once, before the first event: `() => restrict({ … })`. */
  readonly restrict?: (() => unknown) | undefined;
  /** Takes a record of each invocation: `createAuditLog()`. */
  readonly audit?: Pick<AuditLog, 'record'> | undefined;
  /** Told of each refusal. What it answers, unless `undefined`, is answered in place of the guard's own answer where a whole event is refused. */
  readonly onReject?: ((error: EventError, context: LambdaContext) => unknown) | undefined;
}

type AnyHandler = (...parameters: readonly unknown[]) => unknown;

/**
 * Lets an event through to its handler only when it is what its source sends and what the policy allows. A refusal is a 400, 413
 * or 415 for HTTP sources, a failure of single records for batches, and a thrown `EventError` for the rest.
 *
 * Takes handlers of every shape: `async (event, context)`, with a callback, and what `awslambda.streamifyResponse` made. Throws a
 * `GuardError` at once where an option does not exist or has a value that it cannot have.
 */
// One signature for both, and a type of its own for the handler: parameters that are written without types keep what the first overload
// gave them, and a second one finds nothing to infer.
export function guard<
  E,
  P,
  B = never,
  H extends CallbackHandler<WithBody<NoInfer<E>, NoInfer<B>>> = CallbackHandler<WithBody<NoInfer<E>, NoInfer<B>>>,
>(handler: H, options: GuardOptions<E, P, B>): Guarded<H>;
export function guard<E, P, B = never>(
  handler: StreamingHandler<WithBody<NoInfer<E>, NoInfer<B>>>,
  options: GuardOptions<E, P, B>,
): StreamingHandler<unknown>;
export function guard(handler: unknown, options: GuardOptions<unknown, unknown, unknown>): unknown {
  checkOptions(handler, options);
  options.restrict?.();
  const guarded = createGuarded(handler as AnyHandler, options as Options);
  return keepMarks(handler as AnyHandler, guarded);
}

type Options = GuardOptions<unknown, object, unknown>;

function createGuarded(handler: AnyHandler, options: Options): AnyHandler {
  const guarded: AnyHandler = function (this: unknown, event, second, ...rest) {
    const call = (ready: unknown): unknown => handler.call(this, ready, second, ...rest);
    // Before the context, Lambda hands over a stream to what streams, wherever `awslambda.streamifyResponse` stands.
    if (!isStream(second)) return run(event, second, options, call);
    return run(event, rest[0], options, call, (refusal) => writeRefusal(second, refusal));
  };
  // A handler with a callback stays one: Lambda tells them by the number of their parameters.
  return handler.length < 3 ? guarded : withCallback(handler, options, guarded);
}

function withCallback(handler: AnyHandler, options: Options, guarded: AnyHandler): AnyHandler {
  return function (this: unknown, event, context, callback) {
    // Middy hands over an object in its place.
    if (typeof callback !== 'function') return guarded.call(this, event, context, callback);
    const done = callback as LambdaCallback;
    const call = async (ready: unknown): Promise<unknown> =>
      await new Promise((resolve, reject) => {
        const settle: LambdaCallback = (error, result) =>
          error === undefined || error === null ? resolve(result) : reject(error);
        const returned = handler.call(this, ready, context, settle) as Partial<Promise<unknown>> | null | undefined;
        // What is no promise is not answered, as Lambda does not.
        if (typeof returned?.then === 'function') resolve(returned);
      });
    // oxlint-disable promise/no-callback-in-promise -- the callback is the answer
    run(event, context, options, call).then(
      (result) => done(null, result),
      (error: unknown) => done(error as Error),
    );
    // oxlint-enable promise/no-callback-in-promise
    return undefined;
  };
}

/** One invocation, from the event to the answer. */
async function run(
  event: unknown,
  invocation: unknown,
  options: Options,
  call: (event: unknown) => unknown,
  refuse: (answer: unknown) => unknown = (answer) => answer,
): Promise<unknown> {
  const context = invocation as LambdaContext;
  const report = createReport(options.audit, context);
  let source: EventSource<unknown, object> = options.source;
  let admission: Admission;
  try {
    source = source.of(event);
    admission = await admit(source, event, options);
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    report(source.name, 'rejected', error.code);
    const answer = await options.onReject?.(error, context);
    if (answer !== undefined) return await refuse(answer);
    // A policy that is wrong is no fault of the caller.
    if (source.refuse === undefined || error.code === 'ERR_EVENT_POLICY') throw error;
    return await refuse(source.refuse(error));
  }
  const { errors, isEmpty } = admission;
  for (const error of errors) await options.onReject?.(error, context);
  try {
    const response = isEmpty ? undefined : await call(admission.event);
    report(source.name, errors.length === 0 ? 'accepted' : isEmpty ? 'rejected' : 'partial', errors[0]?.code);
    return admission.answer(response);
  } catch (error) {
    report(source.name, 'failed');
    throw error;
  }
}

/** Holds an event against its source, its policy and the schema of its body. Throws an `EventError` where all of it is refused. */
async function admit(source: EventSource<unknown, object>, event: unknown, options: Options): Promise<Admission> {
  const { policy, body } = options;
  const { payload } = source;
  if (body !== undefined && payload === undefined) throw new EventError('ERR_EVENT_POLICY', 'body');
  const check = body === undefined ? undefined : (value: unknown) => validate(body, value);
  if (source.admit !== undefined) return await source.admit(event, policy, check);
  const parsed = source.parse(event, policy);
  const ready = check === undefined ? parsed : await payload?.(parsed, check, '');
  return { event: ready, isEmpty: false, errors: [], answer: (response) => response };
}
