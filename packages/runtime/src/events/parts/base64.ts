import { fail } from './failure.ts';
import { inflate, isHarmless } from './gzip.ts';
import { checkJson } from './json-text.ts';
import type { Limits } from './limits.ts';
import { refine, string, type Shape } from './shape.ts';

/**
 * The bytes of a base64 text (RFC 4648, 4). Node skips what it cannot decode, so a text with such characters gives fewer bytes
 * than its length says; the alphabet of URLs, which Node takes for the same, is another one.
 */
export function decodeBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  const isWhole = text.length % 4 === 0 && bytes.length === Buffer.byteLength(text, 'base64');
  if (!isWhole || text.includes('-') || text.includes('_')) fail('ENCODING');
  return bytes;
}

/**
 * Keys that pollute, and escapes that may hide one, at each of the three places that they can have in base64: of `__proto__`
 * `__p rot o__`, `.__ pro to_ _..` and `.._ _pr oto __.`, and so on.
 */
const SUSPICIOUS = /X19wcm90b19f|cHJvdG9f|X3Byb3Rv|Y29uc3RydWN0|bnN0cnVjdG9y|b25zdHJ1Y3Rv|XH[U-X]|[FVl1]x1|cd[Q-f]/;

/** Base64 that is no gzip. */
const PLAIN = /^(?!H4sI)[A-Za-z0-9+/]*={0,2}$/;

/** Whether a text is base64 of which nothing more must hold, told without decoding it: what is so short cannot nest too deep. */
const isPlain = (text: string, { maxBodyBytes, maxDepth }: Limits): boolean =>
  text.length <= maxDepth &&
  text.length <= maxBodyBytes &&
  text.length % 4 === 0 &&
  PLAIN.test(text) &&
  !SUSPICIOUS.test(text);

/**
 * Checks base64 that holds at most `maxBodyBytes`, and what a handler is about to parse in it: bounded if it is gzip, clean if
 * it is JSON.
 */
export function checkBase64(text: string, limits: Limits): void {
  if (isPlain(text, limits)) return;
  const { maxBodyBytes, maxDepth } = limits;
  if (Buffer.byteLength(text, 'base64') > maxBodyBytes) fail('TOO_LARGE');
  const bytes = decodeBase64(text);
  const first = bytes[0] ?? 0xff;
  // With the one method there is (RFC 1952, 2.3.1): of random data, one in 16 million begins so.
  const isGzip = first === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
  if (isGzip || first === 0x78) checkInflation(bytes, isGzip);
  // `{`, `[`, white space, or the first byte of a byte order mark.
  else if (first <= 0x20 || first === 0x7b || first === 0x5b || first === 0xef) checkJson(bytes.toString(), maxDepth);
}

/**
 * Whether gzip stays within its limit, and what begins like zlib (RFC 1950, 2.2), as many texts do as well. What is too small to
 * exceed it is not inflated.
 */
function checkInflation(bytes: Buffer, isGzip: boolean): void {
  if (isGzip && bytes.length < 18) fail('ENCODING');
  if (isHarmless(bytes.length) || !(isGzip || bytes.readUInt16BE(0) % 31 === 0)) return;
  const inflated = inflate(bytes);
  if (inflated === 'BOMB' || (isGzip && inflated === 'ENCODING')) fail(inflated);
}

export const base64: Shape<string> = /* @__PURE__ */ refine(string, checkBase64, 'base64');
