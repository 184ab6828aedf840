import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Location } from './location.ts';
import type { HandedVariable, SdkCall, UnresolvedCode } from './sdk-call.ts';

/** What the code of one function shows. */
export interface CodeFacts {
  /** The module and export that Lambda calls; `null` when the code could not be found. */
  readonly handler: { readonly file: string; readonly export: string; readonly at: Location } | null;
  /** Files that the handler can reach, in the order in which they were first read. */
  readonly files: readonly string[];
  readonly calls: readonly SdkCall[];
  readonly unresolved: readonly UnresolvedCode[];
  readonly handed?: readonly HandedVariable[];
  /** Clients that every invocation makes anew, on whatever path it takes, though each would be the same. */
  readonly clients?: readonly MadeClient[];
  /** Calls over the network by other libraries than those of AWS, which an invocation waits for. */
  readonly requests?: readonly NetworkRequest[];
  /** True where the handler may answer which records of a batch have failed (`batchItemFailures`). */
  readonly reportsFailures?: true;
  /** Where all of the AWS SDK for JavaScript v2 is loaded. */
  readonly wholeSdk?: Location;
  readonly diagnostics: readonly Diagnostic[];
}

/** A request of a library, or a connection to a database. */
export interface NetworkRequest {
  /** As a person would write it: `requests.get`. */
  readonly name: string;
  readonly at: Location;
}

/** A client of an AWS service, where the code makes it. */
export interface MadeClient {
  readonly service: string;
  readonly at: Location;
}
