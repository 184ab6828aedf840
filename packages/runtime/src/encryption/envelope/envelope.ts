import type { KeyObject } from 'node:crypto';
import { loadCrypto } from '../crypto.ts';
import { checkOptions } from '../check-options.ts';
import { EncryptionError } from '../encryption-error.ts';
import { toContextBytes } from './context-bytes.ts';
import { checkSource, isKeyName, type DataKey, type DataKeySource, type EncryptionContext } from './data-key-source.ts';
import { parseEnvelope, toHead, toInvalidEnvelope } from './envelope-format.ts';
import { decryptGcm, encryptGcm } from './gcm.ts';
import { KeyCache, type KeyCacheOptions } from './key-cache.ts';

export interface EnvelopeOptions {
  /** Where data keys come from: `kmsKeys(…)`, `staticKeys(…)`, a `keyring(…)`, or two functions of your own. */
  readonly keys: DataKeySource;
  readonly cache?: KeyCacheOptions;
}

/** What is bound to a message and not part of it: who decrypts must give the same. */
export interface BoundTo {
  /** Goes to the key service too: one data key for each different context. */
  readonly context?: EncryptionContext;
  /** Stays here: for what differs from message to message, such as a record's id. */
  readonly label?: string;
}

export interface Envelope {
  /** Encrypts text (as UTF-8) or bytes. Throws `ERR_KEY_SERVICE`, `ERR_OPTION_INVALID`. */
  readonly encrypt: (data: string | Uint8Array, boundTo?: BoundTo) => Promise<Buffer>;
  /** The bytes that were encrypted. Throws `ERR_ENVELOPE_INVALID`, `ERR_ENVELOPE_VERSION`, `ERR_KEY_UNKNOWN`, `ERR_KEY_SERVICE`. */
  readonly decrypt: (envelope: Uint8Array, boundTo?: BoundTo) => Promise<Buffer>;
}

/** A data key, ready for use. */
interface ReadyKey {
  readonly key: KeyObject;
  readonly head: Buffer;
}

/** AES-256-GCM with data keys from a key service. `envelope-format.ts` has the format, byte by byte. Throws `ERR_OPTION_INVALID`. */
export function envelope(options: EnvelopeOptions): Envelope {
  const { keys, cache } = checkOptions(options, ['keys', 'cache']);
  checkSource(keys);
  const toEncrypt = new KeyCache<ReadyKey>(cache);
  const toDecrypt = new KeyCache<KeyObject>({ ...cache, maxBytes: 2 ** 40 });
  return {
    encrypt: async (data, boundTo = {}) => {
      const { context = {}, label = '' } = checkOptions(boundTo, ['context', 'label']);
      const bytes = typeof data === 'string' ? Buffer.from(data, 'utf8') : data;
      if (!(bytes instanceof Uint8Array))
        throw new EncryptionError('ERR_OPTION_INVALID', 'data is neither text nor bytes');
      const bound = toContextBytes(context);
      const { key, head } = await toEncrypt.get(bound.toString('latin1'), bytes.length, () => generate(keys, context));
      return Buffer.concat([head, encryptGcm(bytes, key, toAad(head, bound, label))]);
    },
    decrypt: async (sealed, boundTo = {}) => {
      const { context = {}, label = '' } = checkOptions(boundTo, ['context', 'label']);
      if (!(sealed instanceof Uint8Array)) throw toInvalidEnvelope();
      const parts = parseEnvelope(Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength));
      const bound = toContextBytes(context);
      const name = Buffer.concat([parts.head, bound]).toString('latin1');
      const key = await toDecrypt.get(name, 0, () => unwrap(keys, parts.wrapped, context, parts.id));
      const data = decryptGcm(parts.sealed, key, toAad(parts.head, bound, label));
      if (data === undefined) throw toInvalidEnvelope();
      return data;
    },
  };
}

function toAad(head: Buffer, context: Buffer, label: string): Buffer {
  const text = typeof label === 'string' ? Buffer.from(label, 'utf8') : undefined;
  if (text?.toString('utf8') !== label)
    throw new EncryptionError('ERR_OPTION_INVALID', '`label` is no well-formed text');
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([head, context, length, text]);
}

async function generate(keys: DataKeySource, context: EncryptionContext): Promise<ReadyKey> {
  const { id, plaintext, wrapped } = (await ask<Partial<DataKey> | undefined>(() => keys.generate(context))) ?? {};
  if (!isKeyName(id) || !(wrapped instanceof Uint8Array) || wrapped.length < 1 || wrapped.length > 0xff_ff) {
    throw new EncryptionError('ERR_KEY_SERVICE', 'the key service gave a key without a name or not wrapped');
  }
  return { key: toKey(plaintext), head: toHead(id, wrapped) };
}

async function unwrap(
  keys: DataKeySource,
  wrapped: Uint8Array,
  context: EncryptionContext,
  id: string,
): Promise<KeyObject> {
  const plaintext = await ask(() => keys.unwrap(wrapped, context, id));
  if (plaintext === undefined) {
    throw new EncryptionError('ERR_KEY_UNKNOWN', 'the envelope names a wrapping key that is not in the keyring');
  }
  return toKey(plaintext);
}

/** What a key service throws may hold what it was given: only the name of the error goes on. */
async function ask<Answer>(question: () => Answer | Promise<Answer>): Promise<Answer> {
  try {
    return await question();
  } catch (error) {
    if (error instanceof EncryptionError) throw error;
    const name = error instanceof Error && /^[A-Za-z]{1,64}$/.test(error.name) ? error.name : 'unknown error';
    throw new EncryptionError('ERR_KEY_SERVICE', `the key service failed: ${name}`);
  }
}

function toKey(plaintext: unknown): KeyObject {
  if (plaintext instanceof Uint8Array && plaintext.length === 32) return loadCrypto().createSecretKey(plaintext);
  throw new EncryptionError('ERR_KEY_SERVICE', 'the key service gave no key of 32 bytes');
}
