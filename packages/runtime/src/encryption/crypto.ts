import type * as Crypto from 'node:crypto';

let crypto: typeof Crypto | undefined;

/** `node:crypto`, loaded when it is first needed: a function that never decrypts does not pay for it at its start. */
export function loadCrypto(): typeof Crypto {
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto;
}
