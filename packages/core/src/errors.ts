/** The closed set of errors that `@sallyport/core` throws: misuse by the caller, or a bug. Bad input is a diagnostic. */
export type ErrorCode = 'ERR_NOTHING_TO_READ' | 'ERR_BAD_OPTION' | 'ERR_UNKNOWN_RULE' | 'ERR_INTERNAL';

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
