/** The closed set of what the cold-start scan throws. */
export type ColdStartErrorCode =
  /** An option that does not exist: a misspelt `publicKey` would check no signature. */
  | 'ERR_SCAN_OPTION'
  /** There is no manifest where one is looked for, or it cannot be read. */
  | 'ERR_MANIFEST_MISSING'
  /** The manifest is not of the form that it should be. */
  | 'ERR_MANIFEST_INVALID'
  /** The manifest was written by a later version. */
  | 'ERR_MANIFEST_VERSION'
  /** The signature is missing where one is needed, or is not that of the manifest. */
  | 'ERR_MANIFEST_SIGNATURE';

/** What the cold-start scan throws, and nothing else. */
export class ColdStartError extends Error {
  readonly code: ColdStartErrorCode;

  constructor(code: ColdStartErrorCode, message: string) {
    super(message);
    this.name = 'ColdStartError';
    this.code = code;
  }
}
