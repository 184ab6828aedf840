import type { KeyObject } from 'node:crypto';
import { loadCrypto } from '../crypto.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Random nonce (12) | cipher text | tag (16). One key takes 2^32 messages at most (NIST SP 800-38D, 8.3). */
export function encryptGcm(data: Uint8Array, key: KeyObject, aad: Uint8Array): Buffer {
  const { createCipheriv, randomBytes } = loadCrypto();
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(aad);
  return Buffer.concat([nonce, cipher.update(data), cipher.final(), cipher.getAuthTag()]);
}

/** The data, or `undefined` when anything was changed. */
export function decryptGcm(sealed: Buffer, key: KeyObject, aad: Uint8Array): Buffer | undefined {
  if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const cipher = loadCrypto().createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(aad).setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([cipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), cipher.final()]);
  } catch {
    return undefined;
  }
}
