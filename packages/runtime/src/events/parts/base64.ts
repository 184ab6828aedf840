import { fail, type Failure } from './failure.ts';
import { checkInflation, checkZlib } from './gzip.ts';
import { inspectJson } from './json-text.ts';
import type { Limits } from './limits.ts';
import { refine, string, type Shape } from './shape.ts';

/**
 * The bytes of a base64 text (RFC 4648, 4), or `undefined` where it is none. Node skips what it cannot decode, so a text with
 * such characters gives fewer bytes than its length says.
 */
export function decodeBase64(text: string): Buffer | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = Buffer.from(text, 'base64');
  const isWhole = bytes.length === (text.length / 4) * 3 - padding;
  // The alphabet of URLs, which Node takes for the same, is another one.
  return isWhole && !text.includes('-') && !text.includes('_') ? bytes : undefined;
}

/** What must hold for bytes that a handler is about to parse: bounded if they are gzip, clean if they are JSON. */
export function inspectBytes(bytes: Buffer, { maxDepth }: Limits): Failure | undefined {
  const first = bytes[0];
  if (first === 0x1f && bytes[1] === 0x8b) return checkInflation(bytes);
  if (first === 0x78) return checkZlib(bytes);
  // `{`, `[`, white space, or the first byte of a byte order mark.
  const mayBeJson = first === 0x7b || first === 0x5b || first === 0xef || (first !== undefined && first <= 0x20);
  return mayBeJson ? inspectJson(bytes.toString('utf8'), maxDepth) : undefined;
}

/** Checks base64 that holds at most `maxBodyBytes`, and what it decodes to. */
export function checkBase64(text: string, limits: Limits): Failure | undefined {
  if ((text.length / 4) * 3 - 2 > limits.maxBodyBytes) return fail('TOO_LARGE');
  const bytes = decodeBase64(text);
  return bytes === undefined ? fail('ENCODING') : inspectBytes(bytes, limits);
}

export const base64: Shape<string> = /* @__PURE__ */ refine(string, checkBase64, 'base64');
