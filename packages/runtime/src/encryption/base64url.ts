/**
 * Bytes of a base64url text (RFC 4648 section 5) with its padding, or `undefined`. Strict: another alphabet, white space, missing
 * padding or bits left over are refused, so that each value has one text.
 */
export function parseBase64url(text: string): Buffer | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9_-]*={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return toBase64url(bytes) === text ? bytes : undefined;
}

/** The base64url text of `bytes`, padded as Fernet wants it. */
export function toBase64url(bytes: Buffer): string {
  const text = bytes.toString('base64url');
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=');
}
