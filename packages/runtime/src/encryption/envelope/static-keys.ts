import { loadCrypto } from '../crypto.ts';
import { EncryptionError } from '../encryption-error.ts';
import { decryptGcm, encryptGcm } from './gcm.ts';
import { isKeyName, type DataKeySource } from './data-key-source.ts';
import { toContextBytes } from './context-bytes.ts';

/**
 * Data keys wrapped by a key that the caller holds (from Secrets Manager, or in tests) instead of by a service.
 *
 * @param id Name of the key, 1 to 255 bytes. Throws `ERR_OPTION_INVALID` otherwise.
 * @param key 32 bytes. Throws `ERR_KEY_INVALID` for another length.
 */
export function staticKeys(id: string, key: Uint8Array): DataKeySource {
  if (!(key instanceof Uint8Array) || key.length !== 32) {
    throw new EncryptionError('ERR_KEY_INVALID', 'a wrapping key is 32 bytes');
  }
  if (!isKeyName(id)) throw new EncryptionError('ERR_OPTION_INVALID', 'the name of a key is a text of 1 to 255 bytes');
  const { createSecretKey, randomBytes } = loadCrypto();
  const wrapping = createSecretKey(key);
  return {
    generate: (context) => {
      const plaintext = randomBytes(32);
      return { id, plaintext, wrapped: encryptGcm(plaintext, wrapping, toContextBytes(context)) };
    },
    unwrap: (wrapped, context, name) => {
      if (name !== id) return undefined;
      const plaintext = decryptGcm(Buffer.from(wrapped), wrapping, toContextBytes(context));
      if (plaintext === undefined)
        throw new EncryptionError(
          'ERR_ENVELOPE_INVALID',
          'the data key does not open: it belongs to another context, or was wrapped by another key of this name',
        );
      return plaintext;
    },
  };
}
