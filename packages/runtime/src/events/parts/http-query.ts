import { fail, failWithin } from './failure.ts';
import type { Listing } from './http-headers.ts';
import { MAX_QUERY_VALUE_LENGTH, type HttpPolicy } from './http-policy.ts';
import { isObject } from './shape.ts';
import { requireLine } from './text.ts';
import { requireCleanKey } from './walk.ts';

/** Checks query parameters: strings (or lists of them), bounded, without control characters, as the policy's patterns say. */
export function checkQuery(
  query: unknown,
  path: string,
  listing: Listing,
  policy: HttpPolicy,
  toText: (encoded: string) => string,
  single?: unknown,
): void {
  if (query === undefined || query === null) return;
  if (!isObject(query)) fail('SHAPE', path);
  let name = '';
  try {
    for (name in query) {
      const value = query[name];
      requireCleanKey(name);
      const key = toText(name);
      requireName(key, policy);
      if (Array.isArray(value) && listing !== 'single') {
        for (const one of value as unknown[]) checkValue(name, one, policy, toText);
        const agrees = !isObject(single) || single[name] === undefined || value.includes(single[name]);
        if (!agrees) fail('INCONSISTENT');
      } else if (listing === 'list') fail('SHAPE');
      else checkValue(name, value, policy, toText);
    }
  } catch (error) {
    // A name that the policy writes is the developer's own: it may be said.
    const isOwn = name === '__proto__' || name === 'constructor' || toPattern(name, policy) !== undefined;
    failWithin(`${path}.${isOwn ? name : '*'}`, error);
  }
}

/** The policy's pattern for a parameter. */
const toPattern = (name: string, { query }: HttpPolicy): RegExp | undefined =>
  query !== undefined && Object.hasOwn(query, name) ? query[name] : undefined;

function requireName(name: string, policy: HttpPolicy): void {
  requireLine(name);
  if (policy.unknownFields === 'reject' && policy.query !== undefined && toPattern(name, policy) === undefined)
    fail('UNKNOWN_FIELD');
}

/** A character has twelve at most when it is encoded. */
const MAX_GROWTH = 12;

function checkValue(name: string, value: unknown, policy: HttpPolicy, toText: (encoded: string) => string): void {
  if (typeof value !== 'string') fail('SHAPE');
  const max = policy.maxQueryValueLength ?? MAX_QUERY_VALUE_LENGTH;
  if (value.length > MAX_GROWTH * max) fail('TOO_LARGE');
  const text = toText(value);
  if (text.length > max) fail('TOO_LARGE');
  requireLine(text);
  requireMatch(name, text, policy);
}

function requireMatch(name: string, text: string, policy: HttpPolicy): void {
  const pattern = toPattern(name, policy);
  if (pattern !== undefined && !matches(pattern, text)) fail('NOT_ALLOWED');
}

/** `pattern.test` from the start: a pattern with the flag `g` remembers where it was. */
export function matches(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

export const asIs = (text: string): string => text;

/** One parameter's text, decoded; what does not decode stays as it is. */
export function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** The longest URL that any of the sources passes on, and some. */
const MAX_QUERY = 64 * 1024;

/** Control characters, and what is to be decoded. */
const NOTABLE = /[^\t !-$&-*,-~\x80-\uffff]/;

/**
 * The query string as it was sent: the parameters that the policy names are checked in it one by one, because API Gateway joins
 * the values of a repeated parameter with commas, and because a handler may read either.
 */
export function checkRawQuery(raw: unknown, path: string, policy: HttpPolicy, query: unknown): void {
  if (raw === undefined || raw === null || raw === '') return;
  try {
    if (typeof raw !== 'string') fail('SHAPE');
    if (raw.length > MAX_QUERY) fail('TOO_LARGE');
    const toText = NOTABLE.test(raw) ? decode : asIs;
    if (toText === decode) requireLine(raw);
    let start = 0;
    while (start <= raw.length) {
      const next = raw.indexOf('&', start);
      const end = next === -1 ? raw.length : next;
      const equals = raw.indexOf('=', start);
      const middle = equals === -1 || equals > end ? end : equals;
      const name = toText(raw.slice(start, middle));
      checkPair(name, toText(raw.slice(middle + 1, end)), policy, query);
      start = end + 1;
    }
  } catch (error) {
    failWithin(path, error);
  }
}

function checkPair(name: string, value: string, policy: HttpPolicy, query: unknown): void {
  const joined = isObject(query) ? query[name] : undefined;
  if (typeof joined === 'string' && joined.includes(value)) {
    // The whole of it has passed.
    if (joined !== value) requireMatch(name, value, policy);
    return;
  }
  requireName(name, policy);
  checkValue(name, value, policy, asIs);
  // API Gateway makes the parameters of the query: what only one of them says, it did not make. What does not decode as UTF-8,
  // others decode in their own way.
  if (isObject(query) && name !== '' && !value.includes('%')) fail('INCONSISTENT');
}
