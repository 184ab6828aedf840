import { fail } from './failure.ts';
import { inflate, isHarmless } from './gzip.ts';
import { checkJson } from './json-text.ts';
import type { Limits } from './limits.ts';
import { refine, string, type Shape } from './shape.ts';

/**
 * The bytes of a base64 text (RFC 4648, 4), a character each, which takes half as long as to make a buffer and a text of them. White
 * space, which `atob` passes over, gives fewer bytes than the length says.
 */
function decode(text: string): string {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    fail('ENCODING');
  }
  const padding = text.at(-1) !== '=' ? 0 : text.at(-2) !== '=' ? 1 : 2;
  if (bytes.length + padding !== (text.length / 4) * 3) fail('ENCODING');
  return bytes;
}

const toBuffer = (bytes: string): Buffer => Buffer.from(bytes, 'latin1');

/** The same as a buffer. */
export const decodeBase64 = (text: string): Buffer => toBuffer(decode(text));

/**
 * Checks base64 that holds at most `maxBodyBytes`, and what a handler is about to parse in it: bounded if it is gzip, clean if
 * it is JSON.
 */
export function checkBase64(text: string, { maxBodyBytes, maxDepth }: Limits): void {
  if (text.length > maxBodyBytes && Buffer.byteLength(text, 'base64') > maxBodyBytes) fail('TOO_LARGE');
  const bytes = decode(text);
  const first = bytes.charCodeAt(0);
  // With the one method there is (RFC 1952, 2.3.1): of random data, one in 16 million begins so.
  const isGzip = first === 0x1f && bytes.startsWith('\x8b\b', 1);
  if (isGzip || first === 0x78) checkInflation(bytes, isGzip);
  // What counts in JSON is ASCII. A byte order mark is not.
  else if (first < 0x7f) checkJson(bytes, maxDepth);
  else if (first === 0xef) checkJson(toBuffer(bytes).toString(), maxDepth);
}

/**
 * Whether gzip stays within its limit, and what begins like zlib (RFC 1950, 2.2), as many texts do as well. What is too small to
 * exceed it is not inflated.
 */
function checkInflation(bytes: string, isGzip: boolean): void {
  if (isGzip && bytes.length < 18) fail('ENCODING');
  if (isHarmless(bytes.length)) return;
  const buffer = toBuffer(bytes);
  if (!isGzip && buffer.readUInt16BE(0) % 31 !== 0) return;
  const inflated = inflate(buffer);
  if (inflated === 'BOMB' || (isGzip && inflated === 'ENCODING')) fail(inflated);
}

export const base64: Shape<string> = /* @__PURE__ */ refine(string, checkBase64, 'base64');
