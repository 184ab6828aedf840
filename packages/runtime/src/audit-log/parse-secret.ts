import { AuditError } from './audit-error.ts';

/** A secret of at least 32 bytes: raw, or in hexadecimal. */
export type AuditKey = Uint8Array | string;

/** A data key, and the same wrapped by KMS: the wrapped one is written to the log, for whoever may unwrap it to verify. */
export interface WrappedAuditKey {
  readonly plaintext: Uint8Array;
  /** At most 1,024 bytes. */
  readonly wrapped: Uint8Array;
}

/** A secret of our own, to be overwritten when it was used. */
export interface AuditSecret {
  readonly bytes: Buffer;
  /** Base64. */
  readonly wrapped: string | undefined;
}

/** Throws `ERR_AUDIT_OPTION`. */
export function parseSecret(key: AuditKey | WrappedAuditKey): AuditSecret {
  if (typeof key === 'string') return { bytes: parseHex(key), wrapped: undefined };
  if (key instanceof Uint8Array) return { bytes: copy(key), wrapped: undefined };
  const wrapped: unknown = key?.wrapped;
  if (!(wrapped instanceof Uint8Array) || wrapped.length < 1 || wrapped.length > 1024) {
    throw new AuditError('ERR_AUDIT_OPTION', '`key.wrapped` is not 1 to 1024 bytes');
  }
  return { bytes: copy(key.plaintext), wrapped: Buffer.from(wrapped).toString('base64') };
}

function parseHex(text: string): Buffer {
  if (/^(?:[0-9a-fA-F]{2}){32,1024}$/.test(text)) return Buffer.from(text, 'hex');
  throw toBadKey();
}

function copy(bytes: unknown): Buffer {
  if (!(bytes instanceof Uint8Array) || bytes.length < 32 || bytes.length > 1024) throw toBadKey();
  // Not `Buffer.from`: its pool is shared, and this is to be overwritten.
  const own = Buffer.alloc(bytes.length);
  own.set(bytes);
  return own;
}

const toBadKey = (): AuditError =>
  new AuditError('ERR_AUDIT_OPTION', '`key` is not a secret of 32 to 1024 bytes, raw or in hexadecimal');
