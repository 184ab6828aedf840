/** The part of Lambda's context that the guard looks at. */
export interface LambdaContext {
  readonly functionName: string;
  readonly functionVersion: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly getRemainingTimeInMillis: () => number;
}

export type LambdaCallback = (error?: unknown, result?: unknown) => void;

/** INVARIANT: parameters of methods are bivariant, so a handler that names the types of another package can be guarded. */
interface Handlers<E> {
  callback(event: E, context: LambdaContext, callback: LambdaCallback): unknown;
  streaming(event: E, stream: ResponseStream, context: LambdaContext): unknown;
}

/** A stream to answer with, as Lambda hands it to `streamifyResponse`. */
export interface ResponseStream {
  write(chunk: string | Uint8Array): unknown;
  end(chunk?: string | Uint8Array): unknown;
}

export type CallbackHandler<E> = Handlers<E>['callback'];
export type StreamingHandler<E> = Handlers<E>['streaming'];

export type GuardedHandler = (event: unknown, context: LambdaContext) => Promise<unknown>;
export type GuardedCallbackHandler = (event: unknown, context: LambdaContext, callback: LambdaCallback) => unknown;

/** What becomes of a handler: it keeps the callback that it cannot do without. */
export type Guarded<H> = H extends (event: never, context: never) => unknown ? GuardedHandler : GuardedCallbackHandler;

/** What `awslambda.streamifyResponse` leaves on a handler (aws-lambda-ric, `HANDLER_STREAMING`). */
const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');

export function isStreaming(handler: object): boolean {
  return (handler as Readonly<Record<symbol, unknown>>)[STREAMING] !== undefined;
}

/** Everything that a runtime has noted on a handler, such as how it streams, stays on the guarded one. */
export function keepMarks<H extends object>(from: object, to: H): H {
  for (const mark of Object.getOwnPropertySymbols(from)) {
    Object.defineProperty(to, mark, Object.getOwnPropertyDescriptor(from, mark) as PropertyDescriptor);
  }
  return to;
}
