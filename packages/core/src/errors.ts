/** The closed set of errors that `@sallyport/core` throws on misuse by the caller. Bad input is a diagnostic. */
export type ErrorCode =
  /** The path does not exist, or holds no template, no function and no source file that can be an entry point. */
  | 'ERR_NOTHING_TO_READ'
  /** An option has a value that it cannot have. */
  | 'ERR_BAD_OPTION'
  /** `only` or `skip` names a rule that does not exist. */
  | 'ERR_UNKNOWN_RULE'
  /** A document that the IAM prover was given is no policy: something in it has no meaning. */
  | 'ERR_BAD_POLICY'
  /** A request that the IAM prover was given has no principal, action or resource that could be one. */
  | 'ERR_BAD_REQUEST'
  /** A JSON Schema names what is not there, or gives a keyword a value that it cannot have. */
  | 'ERR_BAD_SCHEMA'
  /** Checking a value against a JSON Schema could take more than linear time, or never end. */
  | 'ERR_UNSAFE_SCHEMA'
  /** The advisory database is damaged, half-written or of another version: nothing can be said from it. */
  | 'ERR_BAD_DATABASE'
  /** An archive or a record that a database is to be made from is damaged. */
  | 'ERR_BAD_ARCHIVE';

export class SallyportError extends Error {
  readonly code: ErrorCode;
  readonly help: string | undefined;

  constructor(code: ErrorCode, message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'SallyportError';
    this.code = code;
    this.help = options.help;
  }
}
