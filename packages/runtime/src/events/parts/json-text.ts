import { fail, type Failure } from './failure.ts';

const OPEN = /^[\s\uFEFF]*[[{]/;

/** Whether a text can only be JSON, an object or an array, to who parses it. */
export function looksLikeJson(text: string): boolean {
  const first = text.charCodeAt(0);
  // By far the most frequent cases, told without a pattern: `{` and `[`, or a letter, digit or quote.
  if (first === 0x7b || first === 0x5b) return true;
  if (first >= 0x21 && first <= 0x7e) return false;
  return OPEN.test(text);
}

/**
 * Keys and depth of JSON in a text, without parsing it: a body is parsed once, by the handler. What does not parse is left
 * to whoever does. Linear in the text.
 */
export function inspectJson(text: string, maxDepth: number): Failure | undefined {
  if (!looksLikeJson(text)) return undefined;
  // A key can hide behind an escape (`\u005f`), so any escape of a code unit makes the text suspicious.
  const isSuspicious = text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
  if (!isSuspicious && countOpen(text, maxDepth) <= maxDepth) return undefined;
  return scan(text, maxDepth, isSuspicious);
}

/** How many objects and arrays a text can open, brackets in strings included; stops counting above `enough`. */
function countOpen(text: string, enough: number): number {
  let count = 0;
  for (const bracket of ['{', '[']) {
    let at = text.indexOf(bracket);
    while (at !== -1 && count <= enough) {
      count++;
      at = text.indexOf(bracket, at + 1);
    }
  }
  return count;
}

function scan(text: string, maxDepth: number, withKeys: boolean): Failure | undefined {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const end = findQuote(text, at + 1);
      if (withKeys && isForbidden(text, at, end)) return fail('FORBIDDEN_KEY');
      at = end;
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) return fail('TOO_DEEP');
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
  return undefined;
}

/** The offset of the quote that ends a string, or the end of the text. */
function findQuote(text: string, from: number): number {
  let quote = text.indexOf('"', from);
  while (quote !== -1) {
    let slashes = 0;
    while (quote - slashes > from && text.charCodeAt(quote - slashes - 1) === 0x5c) slashes++;
    if (slashes % 2 === 0) return quote;
    quote = text.indexOf('"', quote + 1);
  }
  return text.length;
}

/** The longest spelling of `constructor`: six characters for each of its letters, and the quotes. */
const LONGEST = 6 * 'constructor'.length + 2;

function isForbidden(text: string, start: number, end: number): boolean {
  if (end - start > LONGEST) return false;
  let after = end + 1;
  while (isBlank(text.charCodeAt(after))) after++;
  if (text.charCodeAt(after) !== 0x3a) return false;
  const raw = text.slice(start + 1, end);
  const key = raw.includes('\\') ? raw.replaceAll(/\\u([0-9a-fA-F]{4})/g, toCharacter) : raw;
  return key === '__proto__' || key === 'constructor';
}

/** The white space of JSON (RFC 8259, 2); past the end there is none. */
const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

/** The character of a code unit in hexadecimal digits: what a pattern captured. */
export const toCharacter = (_: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));
