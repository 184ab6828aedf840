import { EncryptionError } from '../encryption-error.ts';
import { toUint16 } from './context-bytes.ts';

/*
 * Version 1, numbers big-endian:
 *
 *   offset       bytes  what
 *   0            2      53 45, "SE"
 *   2            1      01, the version
 *   3            1      01, the algorithm: AES-256-GCM, random 96-bit nonce, 128-bit tag
 *   4            1      i, length of the wrapping key's name, 1 to 255
 *   5            i      the name, UTF-8
 *   5 + i        2      w, length of the wrapped data key, 1 to 65,535
 *   7 + i        w      the wrapped data key, as its service gave it
 *   7 + i + w    12     the nonce
 *   19 + i + w   n      the cipher text, as long as the data
 *   19 + i + w + n  16  the tag
 *
 * Additional data of GCM: all before the nonce, then the context (see `context-bytes.ts`), then the label: length (4), UTF-8.
 */
const MAGIC = 'SE';
const VERSION = 1;
const AES_256_GCM = 1;
const ID_AT = 5;

/** An envelope taken apart. */
export interface EnvelopeParts {
  readonly id: string;
  readonly wrapped: Buffer;
  /** All before the nonce. */
  readonly head: Buffer;
  /** Nonce, cipher text and tag. */
  readonly sealed: Buffer;
}

/** The bytes before the nonce. `id` and `wrapped` are within their bounds. */
export function toHead(id: string, wrapped: Uint8Array): Buffer {
  const name = Buffer.from(id, 'utf8');
  const start = Buffer.from([...Buffer.from(MAGIC), VERSION, AES_256_GCM, name.length]);
  return Buffer.concat([start, name, toUint16(wrapped.length), wrapped]);
}

/** Takes an envelope apart without copying. Throws `ERR_ENVELOPE_INVALID`, `ERR_ENVELOPE_VERSION`. */
export function parseEnvelope(bytes: Buffer): EnvelopeParts {
  if (bytes.length < ID_AT || bytes.toString('latin1', 0, 2) !== MAGIC) throw toInvalidEnvelope();
  if (bytes[2] !== VERSION || bytes[3] !== AES_256_GCM) {
    throw new EncryptionError('ERR_ENVELOPE_VERSION', 'the envelope is of a version that is not known here');
  }
  const wrappedAt = ID_AT + (bytes[4] ?? 0) + 2;
  if (wrappedAt > bytes.length) throw toInvalidEnvelope();
  const sealedAt = wrappedAt + bytes.readUInt16BE(wrappedAt - 2);
  if (sealedAt > bytes.length) throw toInvalidEnvelope();
  return {
    id: bytes.toString('utf8', ID_AT, wrappedAt - 2),
    wrapped: bytes.subarray(wrappedAt, sealedAt),
    head: bytes.subarray(0, sealedAt),
    sealed: bytes.subarray(sealedAt),
  };
}

/** One error for whatever is wrong with the bytes, the context or the label. */
export function toInvalidEnvelope(): EncryptionError {
  return new EncryptionError(
    'ERR_ENVELOPE_INVALID',
    'the envelope is malformed, was changed, or belongs to another context',
  );
}
