import { parseBase64url, toBase64url } from '../base64url.ts';
import { loadCrypto } from '../crypto.ts';
import { EncryptionError } from '../encryption-error.ts';

/** 32 bytes: as base64url with padding (the form in which Fernet keys are handed around), or raw. */
export type FernetKey = string | Uint8Array;

/** One key, or several with the newest first: it encrypts, all decrypt. */
export type FernetKeys = FernetKey | readonly FernetKey[];

/** The two halves of a key, as the specification takes it apart. */
export interface KeyPair {
  readonly signing: Buffer;
  readonly encryption: Buffer;
}

/** A new key, as base64url with padding (44 characters). */
export function generateKey(): string {
  return toBase64url(loadCrypto().randomBytes(32));
}

/** The keys in their order, at least one. Throws `ERR_KEY_INVALID`. */
export function parseKeys(keys: FernetKeys): readonly [KeyPair, ...KeyPair[]] {
  const [first, ...rest] = isList(keys) ? keys : [keys];
  if (first === undefined) throw new EncryptionError('ERR_KEY_INVALID', 'there is no key');
  return [parseKey(first), ...rest.map(parseKey)];
}

const isList = (keys: FernetKeys): keys is readonly FernetKey[] => Array.isArray(keys);

function parseKey(key: FernetKey): KeyPair {
  const bytes =
    typeof key === 'string' ? parseBase64url(key) : key instanceof Uint8Array ? Buffer.from(key) : undefined;
  if (bytes?.length !== 32) {
    throw new EncryptionError('ERR_KEY_INVALID', 'a Fernet key is 32 bytes, raw or as base64url with its padding');
  }
  return { signing: bytes.subarray(0, 16), encryption: bytes.subarray(16) };
}
