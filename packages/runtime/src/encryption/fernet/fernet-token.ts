import { parseBase64url, toBase64url } from '../base64url.ts';
import { loadCrypto } from '../crypto.ts';
import { EncryptionError } from '../encryption-error.ts';
import type { KeyPair } from './fernet-key.ts';

// Version (1) | seconds since 1970, big-endian (8) | IV (16) | AES-128-CBC with PKCS #7 (n * 16) | HMAC-SHA-256 (32).
const VERSION = 0x80;
const IV_AT = 9;
const TEXT_AT = 25;
const MAC_BYTES = 32;
const BLOCK = 16;

/** A genuine token, opened. */
export interface OpenToken {
  /** Seconds since 1970. */
  readonly timestamp: bigint;
  readonly data: Buffer;
}

/** Makes a token of `data`. */
export function sealToken(data: Uint8Array, key: KeyPair, timestamp: bigint, iv: Uint8Array): string {
  const crypto = loadCrypto();
  const head = Buffer.alloc(TEXT_AT);
  head[0] = VERSION;
  head.writeBigUInt64BE(timestamp, 1);
  head.set(iv, IV_AT);
  const cipher = crypto.createCipheriv('aes-128-cbc', key.encryption, iv);
  const signed = Buffer.concat([head, cipher.update(data), cipher.final()]);
  return toBase64url(Buffer.concat([signed, macOf(signed, key)]));
}

/** Opens a token with the first key that made it; its age is not judged here. Throws `ERR_TOKEN_INVALID`. */
export function openToken(token: string, keys: readonly KeyPair[]): OpenToken {
  const bytes = typeof token === 'string' ? parseBase64url(token) : undefined;
  if (bytes === undefined || !hasShape(bytes)) throw toInvalid();
  const signed = bytes.subarray(0, -MAC_BYTES);
  const mac = bytes.subarray(-MAC_BYTES);
  const key = keys.find((one) => loadCrypto().timingSafeEqual(mac, macOf(signed, one)));
  if (key === undefined) throw toInvalid();
  return { timestamp: signed.readBigUInt64BE(1), data: decrypt(signed, key) };
}

function hasShape(bytes: Buffer): boolean {
  const length = bytes.length - TEXT_AT - MAC_BYTES;
  return bytes[0] === VERSION && length >= BLOCK && length % BLOCK === 0;
}

const macOf = (signed: Buffer, { signing }: KeyPair): Buffer =>
  loadCrypto().createHmac('sha256', signing).update(signed).digest();

function decrypt(signed: Buffer, { encryption }: KeyPair): Buffer {
  const cipher = loadCrypto().createDecipheriv('aes-128-cbc', encryption, signed.subarray(IV_AT, TEXT_AT));
  try {
    return Buffer.concat([cipher.update(signed.subarray(TEXT_AT)), cipher.final()]);
  } catch {
    throw toInvalid();
  }
}

// One message for whatever is wrong: which check failed is nobody's business.
const toInvalid = (): EncryptionError =>
  new EncryptionError('ERR_TOKEN_INVALID', 'the token is malformed, was changed, or was made with another key');
