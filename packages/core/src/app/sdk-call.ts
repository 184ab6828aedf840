import type { CodeValue } from './code-value.ts';
import type { Location } from './location.ts';

/** One call of an AWS operation that a handler can reach. */
export interface SdkCall {
  /** The service as the JS SDK v3 names its package after `client-` (`dynamodb`, `sfn`, `cognito-identity-provider`). */
  readonly service: string;
  /** The operation as the service's API names it (`GetItem`). */
  readonly operation: string;
  /** The API's own input members (`TableName`, `Key`); an object value, or unknown. */
  readonly args: CodeValue;
  readonly at: Location;
  /** The region and endpoint that the client was made with, when the code sets them. */
  readonly region?: CodeValue;
  readonly endpoint?: CodeValue;
  /** `other` when the client was made with credentials that are not the function's own (an assumed role, static keys). */
  readonly credentials: 'default' | 'other';
  /** The library that makes the call on the code's behalf, e.g. `@aws-lambda-powertools/parameters`. */
  readonly library?: string;
  readonly confidence: 'certain' | 'likely';
}

/** A variable of the environment that is given to a library of which it is not known what it does. */
export interface HandedVariable {
  readonly name: string;
  readonly library: string;
  readonly at: Location;
}

/** Something that the analysis saw and could not resolve: it may hide a call. */
export interface UnresolvedCode {
  readonly what: string;
  readonly why: string;
  readonly at: Location;
  /** The service, where a client of it is called by a name that the code works out: any operation of it may be meant. */
  readonly service?: string;
}
