import { loadCrypto } from '../crypto.ts';
import { checkOptions } from '../check-options.ts';
import { EncryptionError } from '../encryption-error.ts';
import { generateKey, parseKeys, type FernetKeys } from './fernet-key.ts';
import { openToken, sealToken } from './fernet-token.ts';

/** Clocks may differ by this many seconds before a token counts as made in the future (Fernet specification, "max clock skew"). */
const MAX_CLOCK_SKEW = 60n;

/** The last millisecond that a `Date` can name. */
const MAX_TIME = 8.64e15;

export interface FernetEncryptOptions {
  /** The time that the token bears, in milliseconds since 1970; the clock's without it. */
  readonly now?: number;
  /** 16 bytes, for tests with known answers only: an IV that comes again tells which messages begin alike. */
  readonly iv?: Uint8Array;
}

export interface FernetDecryptOptions {
  /** The oldest that a token may be, in seconds. Without it tokens never expire and their time is not looked at. */
  readonly ttl?: number;
  /** Milliseconds since 1970; the clock's without it. */
  readonly now?: number;
}

/**
 * Fernet tokens (AES-128-CBC and HMAC-SHA-256), to exchange with whatever else speaks Fernet.
 *
 * Source: https://github.com/fernet/spec/blob/master/Spec.md; several keys behave as `MultiFernet` of Python's `cryptography`.
 * Stricter than that library in one point: a token has exactly one text, so white space and other characters in it are refused.
 */
export const fernet: Fernet = { encrypt, decrypt, rotate, generateKey };

export interface Fernet {
  /** Encrypts text (as UTF-8) or bytes with the first key; gives a token, base64url with padding. */
  readonly encrypt: (data: string | Uint8Array, keys: FernetKeys, options?: FernetEncryptOptions) => string;
  /** The bytes that a token holds. Throws `ERR_TOKEN_INVALID`, `ERR_TOKEN_EXPIRED`, `ERR_TOKEN_FROM_FUTURE`, `ERR_KEY_INVALID`, `ERR_OPTION_INVALID`. */
  readonly decrypt: (token: string, keys: FernetKeys, options?: FernetDecryptOptions) => Buffer;
  /** The same data under the first key and a new IV. Keeps the time of the token: to rotate a key makes no token younger. */
  readonly rotate: (token: string, keys: FernetKeys) => string;
  /** A new key: 32 random bytes as base64url with padding. */
  readonly generateKey: () => string;
}

function encrypt(data: string | Uint8Array, keys: FernetKeys, options: FernetEncryptOptions = {}): string {
  const [key] = parseKeys(keys);
  const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
  if (!(bytes instanceof Uint8Array)) throw new EncryptionError('ERR_OPTION_INVALID', 'data is neither text nor bytes');
  const { now, iv } = checkOptions(options, ['now', 'iv']);
  return sealToken(bytes, key, toSeconds(now), iv === undefined ? createIv() : checkIv(iv));
}

function decrypt(token: string, keys: FernetKeys, options: FernetDecryptOptions = {}): Buffer {
  const pairs = parseKeys(keys);
  const given = checkOptions(options, ['ttl', 'now']);
  const now = toSeconds(given.now);
  const ttl = given.ttl === undefined ? undefined : checkTtl(given.ttl);
  // The signature comes first, so that the two errors about time are told of genuine tokens only.
  const { timestamp, data } = openToken(token, pairs);
  if (ttl !== undefined && timestamp + ttl < now) {
    throw new EncryptionError('ERR_TOKEN_EXPIRED', 'the token is older than `ttl`');
  }
  if (ttl !== undefined && timestamp > now + MAX_CLOCK_SKEW) {
    throw new EncryptionError('ERR_TOKEN_FROM_FUTURE', 'the token was made in the future');
  }
  return data;
}

function rotate(token: string, keys: FernetKeys): string {
  const pairs = parseKeys(keys);
  const { timestamp, data } = openToken(token, pairs);
  return sealToken(data, pairs[0], timestamp, createIv());
}

const createIv = (): Buffer => loadCrypto().randomBytes(16);

function checkIv(iv: Uint8Array): Uint8Array {
  if (iv instanceof Uint8Array && iv.length === 16) return iv;
  throw new EncryptionError('ERR_OPTION_INVALID', '`iv` is not 16 bytes');
}

function toSeconds(now: number = Date.now()): bigint {
  if (typeof now === 'number' && now >= 0 && now <= MAX_TIME) return BigInt(Math.floor(now / 1000));
  throw new EncryptionError('ERR_OPTION_INVALID', '`now` is not a number of milliseconds since 1970');
}

function checkTtl(ttl: number): bigint {
  if (Number.isFinite(ttl) && ttl >= 0) return BigInt(Math.floor(ttl));
  throw new EncryptionError('ERR_OPTION_INVALID', '`ttl` is not a number of seconds, 0 or more');
}
