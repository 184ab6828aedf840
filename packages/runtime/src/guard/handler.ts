/** What Lambda's runtime tells a handler about its invocation (AWS Lambda, "Using the Lambda context object", Node.js). */
export interface LambdaContext {
  /** Set it to `false` to answer with the callback at once, and not when nothing is left to do. */
  callbackWaitsForEmptyEventLoop: boolean;
  readonly functionName: string;
  readonly functionVersion: string;
  readonly invokedFunctionArn: string;
  readonly memoryLimitInMB: string;
  readonly awsRequestId: string;
  readonly logGroupName: string;
  readonly logStreamName: string;
  readonly identity?: CognitoIdentity | undefined;
  readonly clientContext?: ClientContext | undefined;
  readonly tenantId?: string | undefined;
  getRemainingTimeInMillis(): number;
  /** @deprecated Of the first Node.js runtimes; it is here so that this context can be handed to what asks for the whole of it. */
  done(error?: Error, result?: unknown): void;
  /** @deprecated As `done`. */
  fail(error: Error | string): void;
  /** @deprecated As `done`. */
  succeed(message: unknown, object?: unknown): void;
}

/** Who calls with credentials of an identity pool. */
interface CognitoIdentity {
  readonly cognitoIdentityId: string;
  readonly cognitoIdentityPoolId: string;
}

/** What the Mobile SDK says of the application that calls. */
interface ClientContext {
  readonly client: Fields<'installationId' | 'appTitle' | 'appVersionName' | 'appVersionCode' | 'appPackageName'>;
  readonly custom?: unknown;
  readonly env: Fields<'platformVersion' | 'platform' | 'make' | 'model' | 'locale'>;
}

type Fields<Name extends string> = Readonly<Record<Name, string>>;

export type LambdaCallback = (error?: Error | string | null, result?: unknown) => void;

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

/** Answers as its handler does, or with a refusal of its source in that place. */
export type GuardedHandler<R = unknown> = (event: unknown, context: LambdaContext) => Promise<R>;
export type GuardedCallbackHandler<R = unknown, C = LambdaCallback> = (
  event: unknown,
  context: LambdaContext,
  callback: C,
) => Promise<R> | void;

/** What becomes of a handler: it keeps the callback that it cannot do without, and the type of what it answers. */
export type Guarded<H> = H extends (event: never, context: never) => infer R
  ? GuardedHandler<Awaited<R>>
  : H extends (event: never, context: never, callback: infer C) => infer R
    ? GuardedCallbackHandler<Awaited<R>, C>
    : never;

/** Everything that a runtime has noted on a handler, such as how it streams, stays on the guarded one. */
export function keepMarks<H extends object>(from: object, to: H): H {
  for (const mark of Object.getOwnPropertySymbols(from)) {
    Object.defineProperty(to, mark, Object.getOwnPropertyDescriptor(from, mark) as PropertyDescriptor);
  }
  return to;
}
