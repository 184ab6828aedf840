/** The closed set of what encryption throws. No message holds a key, a plain text or a token. */
export type EncryptionErrorCode =
  /** A key is not of the form that is asked for, or there is none. */
  | 'ERR_KEY_INVALID'
  /** An option (`now`, `ttl`, `iv`, a bound of the cache, a context) has a value that it cannot have. */
  | 'ERR_OPTION_INVALID'
  /** The Fernet token is malformed, was changed, or was made with another key. */
  | 'ERR_TOKEN_INVALID'
  /** The Fernet token is genuine and older than `ttl`. */
  | 'ERR_TOKEN_EXPIRED'
  /** The Fernet token is genuine and was made more than 60 seconds after `now`. */
  | 'ERR_TOKEN_FROM_FUTURE'
  /** The envelope is malformed, was changed, or belongs to another context. */
  | 'ERR_ENVELOPE_INVALID'
  /** The envelope was written by a later version. */
  | 'ERR_ENVELOPE_VERSION'
  /** The envelope names a wrapping key that is not in the keyring. */
  | 'ERR_KEY_UNKNOWN'
  /** The key service refused, failed, or answered with something that is no data key. */
  | 'ERR_KEY_SERVICE'
  /** A field of a record is not an encrypted field, or cannot be encrypted. */
  | 'ERR_FIELD_INVALID';

/** What encryption throws, and nothing else. `code` is for programs, `message` for people. */
export class EncryptionError extends Error {
  readonly code: EncryptionErrorCode;

  constructor(code: EncryptionErrorCode, message: string) {
    super(message);
    this.name = 'EncryptionError';
    this.code = code;
  }
}
