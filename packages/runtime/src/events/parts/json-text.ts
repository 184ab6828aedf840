import { fail } from './failure.ts';
import { refine, string, type Shape } from './shape.ts';

const OPEN = /^[\s\uFEFF]*[[{]/;

/**
 * Keys and depth of JSON in a text, without parsing it: a body is parsed once, by the handler. What does not parse is left
 * to whoever does, and what is neither an object nor an array is not looked into. Linear in the text.
 */
export function checkJson(text: string, maxDepth: number): void {
  const first = text.charCodeAt(0);
  // By far the most frequent beginnings, told without a pattern: a letter, digit or quote, then `{` and `[`.
  if (first !== 0x7b && first !== 0x5b && !((first <= 0x20 || first > 0x7e) && OPEN.test(text))) return;
  // A key can hide behind an escape (`\u005f`), so any escape of a code unit makes the text suspicious.
  const isSuspicious = text.includes('__proto__') || text.includes('constructor') || text.includes('\\u');
  if (isSuspicious || countOpen(text, maxDepth) > maxDepth) scan(text, maxDepth);
}

/** How many objects and arrays a text can open, brackets in strings included; stops counting above `enough`. */
function countOpen(text: string, enough: number): number {
  let count = 0;
  if (text.length <= enough) return count;
  for (const bracket of '{[') {
    for (let at = text.indexOf(bracket); at !== -1 && count <= enough; at = text.indexOf(bracket, at + 1)) count++;
  }
  return count;
}

function scan(text: string, maxDepth: number): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x22) {
      const end = findQuote(text, at + 1);
      if (isForbidden(text, at + 1, end)) fail('FORBIDDEN_KEY');
      at = end;
    } else if (code === 0x7b || code === 0x5b) {
      if (++depth > maxDepth) fail('TOO_DEEP');
    } else if (code === 0x7d || code === 0x5d) depth--;
  }
}

/** The offset of the quote that ends a string, or the end of the text. */
function findQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at !== -1; at = text.indexOf('"', at + 1)) {
    let slash = at;
    while (slash > from && text.charCodeAt(slash - 1) === 0x5c) slash--;
    if ((at - slash) % 2 === 0) return at;
  }
  return text.length;
}

/** The longest spelling of `constructor`: six characters for each of its letters. */
const LONGEST = 66;

/** `constructor` or `__proto__`, and white space (RFC 8259, 2) before a colon. */
function isForbidden(text: string, start: number, end: number): boolean {
  if (end - start < 9 || end - start > LONGEST) return false;
  const raw = text.slice(start, end);
  const key = raw.includes('\\') ? raw.replaceAll(/\\u([0-9a-f]{4})/gi, toCharacter) : raw;
  return (key === '__proto__' || key === 'constructor') && /^[ \n\r\t]*:/.test(text.slice(end + 1));
}

/** The character of a code unit in hexadecimal digits: what a pattern captured. */
export const toCharacter = (_: string, digits: string): string => String.fromCharCode(Number.parseInt(digits, 16));

/** A text that the handler parses as JSON. */
export const jsonText: Shape<string> = /* @__PURE__ */ refine(
  string,
  (text, { maxDepth }) => checkJson(text, maxDepth),
  'JSON in a string',
);
