import type { KeyObject } from 'node:crypto';
import type { ColdStartManifest } from './manifest.ts';

/** A key in PEM, or as Node holds it. */
export type ManifestKey = string | KeyObject;

/** What a signature is over: the manifest without it, in the canonical form of RFC 8785, as UTF-8. */
export function toSignedText(manifest: ColdStartManifest): string {
  const { signature: _signature, ...rest } = manifest;
  return toCanonical(rest);
}

/** Members in the order of their UTF-16 code units, all the way down; an object of its own would put whole numbers first. */
function toCanonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = members.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, inner]) => `${JSON.stringify(name)}:${toCanonical(inner)}`).join(',')}}`;
}

/** The manifest with its signature. */
export function signManifest(manifest: ColdStartManifest, privateKey: ManifestKey): ColdStartManifest {
  const { sign } = process.getBuiltinModule('node:crypto');
  const value = sign(null, Buffer.from(toSignedText(manifest)), privateKey).toString('base64');
  return { ...manifest, signature: { algorithm: 'ed25519', value } };
}

/** Whether the manifest bears a signature of the key. */
export function isSigned(manifest: ColdStartManifest, publicKey: ManifestKey): boolean {
  const { signature } = manifest;
  if (signature?.algorithm !== 'ed25519' || typeof signature.value !== 'string') return false;
  const { createPublicKey, verify } = process.getBuiltinModule('node:crypto');
  try {
    const key = typeof publicKey === 'string' ? createPublicKey(publicKey) : publicKey;
    // Another kind of key would verify another kind of signature.
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(toSignedText(manifest)), key, Buffer.from(signature.value, 'base64'));
  } catch {
    return false;
  }
}
