import { fail } from './failure.ts';
import { refine, string, type Shape } from './shape.ts';

const OPEN = /^[\s\uFEFF]*[[{]/;

/** A key that pollutes, and white space (RFC 8259, 2) before its colon. */
const FORBIDDEN = /"(?:__proto__|constructor)"[ \n\r\t]*:/;

/** Letters and underscores behind an escape; no quote, which would begin or end a string. */
const ESCAPED = /\\u00(?:5[fF]|[46][1-9a-fA-F]|[57][0-9aA])/g;

/**
 * Keys and depth of JSON in a text, without parsing it: a body is parsed once, by the handler. What does not parse is left
 * to whoever does, and what is neither an object nor an array is not looked into. Linear in the text.
 */
export function checkJson(text: string, maxDepth: number): void {
  const first = text.charCodeAt(0);
  // By far the most frequent beginnings, told without a pattern: a letter, digit or quote, then `{` and `[`.
  if (first !== 0x7b && first !== 0x5b && !((first <= 0x20 || first > 0x7e) && OPEN.test(text))) return;
  const hasEscape = text.includes('\\u');
  // The rarest letters of `constructor`: to search for its first ones takes four times as long.
  if (hasEscape || text.includes('__proto__') || text.includes('uctor')) {
    if (FORBIDDEN.test(hasEscape ? text.replaceAll(ESCAPED, toCharacter) : text)) fail('FORBIDDEN_KEY');
  }
  // Brackets in strings count here: what has too many is looked at more closely.
  if (text.length > maxDepth && count(text, '{', count(text, '[', maxDepth)) < 0) requireDepth(text, maxDepth);
}

/** What is left of `limit` once each `part` in a text is taken off; below 0 where they are more. */
function count(text: string, part: string, limit: number): number {
  let left = limit;
  for (let at = text.indexOf(part); at >= 0 && left >= 0; at = text.indexOf(part, at + 1)) left--;
  return left;
}

function requireDepth(text: string, maxDepth: number): void {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    // `[` and `{`, `]` and `}` differ in one bit.
    const bracket = code | 0x20;
    if (code === 0x22) {
      // To the quote that ends the string.
      while (++at < text.length && text.charCodeAt(at) !== 0x22) if (text.charCodeAt(at) === 0x5c) at++;
    } else if (bracket === 0x7b) {
      if (++depth > maxDepth) fail('TOO_DEEP');
    } else if (bracket === 0x7d) depth--;
  }
}

const toCharacter = (escape: string): string => JSON.parse(`"${escape}"`) as string;

/** A text that the handler parses as JSON. */
export const jsonText: Shape<string> = /* @__PURE__ */ refine(
  string,
  (text, { maxDepth }) => checkJson(text, maxDepth),
  'JSON in a string',
);
