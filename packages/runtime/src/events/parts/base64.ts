import { fail } from './failure.ts';
import { inflate, isHarmless } from './gzip.ts';
import { checkJson } from './json-text.ts';
import { SCRATCH_BYTES, SHORT_BASE64, type Limits } from './limits.ts';
import { refine, string, type Shape } from './shape.ts';

const OTHER = /[^A-Za-z0-9+/=]/;

/** Where texts of some kilobytes are decoded. */
let scratch: Buffer | undefined;

const toDecodedLength = (text: string): number =>
  (text.length / 4) * 3 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);

/**
 * The bytes of a base64 text (RFC 4648, 4), in memory that the next call writes over. Node skips what it cannot decode, so a text
 * with such characters gives fewer bytes than its length says; the alphabet of URLs, which Node takes for the same, is another
 * one.
 */
export function decodeBase64(text: string): Buffer {
  let bytes: Buffer;
  if (text.length > SCRATCH_BYTES) bytes = Buffer.from(text, 'base64');
  else {
    scratch ??= Buffer.allocUnsafeSlow(SCRATCH_BYTES);
    bytes = scratch.subarray(0, scratch.write(text, 'base64'));
  }
  const isWhole = text.length % 4 === 0 && bytes.length === toDecodedLength(text);
  if (!isWhole || text.includes('-') || text.includes('_')) fail('ENCODING');
  return bytes;
}

/**
 * How bytes begin, encoded, of which more must hold: those of JSON (`{`, `[`, white space, the first byte of a byte order mark),
 * those of gzip, and the 0x78 of zlib.
 */
const NOTABLE = /^(?:[A-H]|I[A-P]|[7eW][w-z0-9+/]|e[A-P])/;

/**
 * Keys that pollute, and escapes that may hide one, at each of the three places that they can have in base64: of `__proto__`
 * `__p rot o__`, `.__ pro to_ _..` and `.._ _pr oto __.`, and so on.
 */
const SUSPICIOUS = /X19wcm90b19f|cHJvdG9f|X3Byb3Rv|Y29uc3RydWN0|bnN0cnVjdG9y|b25zdHJ1Y3Rv|XH[U-X]|[FVl1]x1|cd[Q-f]/;

/** Whether a short text is base64 of which nothing more must hold, told without decoding it. */
function isPlain(text: string, maxDepth: number): boolean {
  if (text.length > SHORT_BASE64 || text.length % 4 !== 0 || OTHER.test(text)) return false;
  const end = text.indexOf('=');
  if (end !== -1 && (end < text.length - 2 || !text.endsWith('='))) return false;
  // Text that is not longer than it may be deep cannot nest too deep.
  return !NOTABLE.test(text) || (text.length <= maxDepth && !text.startsWith('H4s') && !SUSPICIOUS.test(text));
}

/**
 * Checks base64 that holds at most `maxBodyBytes`, and what a handler is about to parse in it: bounded if it is gzip, clean if
 * it is JSON.
 */
export function checkBase64(text: string, { maxBodyBytes, maxDepth }: Limits): void {
  if (toDecodedLength(text) > maxBodyBytes) fail('TOO_LARGE');
  if (isPlain(text, maxDepth)) return;
  const bytes = decodeBase64(text);
  const first = bytes[0] ?? 0xff;
  const isGzip = first === 0x1f && bytes[1] === 0x8b;
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
