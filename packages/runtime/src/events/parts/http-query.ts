import { fail, failWithin } from './failure.ts';
import { LIST, MAX_QUERY, MAX_QUERY_VALUE_LENGTH, TEXT } from './http-limits.ts';
import type { HttpPolicy } from './http-policy.ts';
import { isMissing, isObject, isText } from './shape.ts';
import { requireLine } from './text.ts';
import { isForbidden, requireCleanKey } from './walk.ts';

/** Checks query parameters: strings (or lists of them), bounded, without control characters, as the policy's patterns say. */
export function checkQuery(
  query: unknown,
  listing: number,
  policy: HttpPolicy,
  toText: (encoded: string) => string,
  single?: unknown,
): void {
  if (isMissing(query)) return;
  if (!isObject(query)) fail();
  let name = '';
  try {
    for (name in query) {
      const value = query[name];
      requireCleanKey(name);
      const key = toText(name);
      if (Array.isArray(value) && (listing & LIST) !== 0) {
        for (const one of value as unknown[]) checkParameter(key, one, policy, toText);
        if (isObject(single) && single[name] !== undefined && !value.includes(single[name])) fail('INCONSISTENT');
      } else if ((listing & TEXT) === 0) fail();
      else checkParameter(key, value, policy, toText);
    }
  } catch (error) {
    // A name that the policy writes is the developer's own: it may be said.
    failWithin(isForbidden(name) || toPattern(name, policy) !== undefined ? name : '*', error);
  }
}

/** The policy's pattern for a parameter. */
const toPattern = (name: string, { query }: HttpPolicy): RegExp | undefined =>
  query !== undefined && Object.hasOwn(query, name) ? query[name] : undefined;

/** What most names look like. */
const PLAIN_NAME = /^[A-Za-z][\w-]*$/;

/** Parsers that nest parameters by their names take them for prototypes: `a[__proto__][b]`, `constructor.prototype.b`. */
const POLLUTING = /__proto__|constructor\W+prototype/;

/** One parameter: its name, decoded, and its value, which `toText` decodes. */
function checkParameter(name: string, value: unknown, policy: HttpPolicy, toText: (encoded: string) => string): void {
  const { maxQueryValueLength = MAX_QUERY_VALUE_LENGTH } = policy;
  const pattern = toPattern(name, policy);
  if (!PLAIN_NAME.test(name)) {
    requireLine(name);
    if (POLLUTING.test(name)) fail('FORBIDDEN_KEY');
  }
  if (policy.unknownFields === 'reject' && policy.query !== undefined && pattern === undefined) fail('UNKNOWN_FIELD');
  if (!isText(value)) fail();
  const text = toText(value);
  if (text.length > maxQueryValueLength) fail('TOO_LARGE');
  requireLine(text);
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

/** Control characters, and what is to be decoded. */
const NOTABLE = /[^\t !-$&-*,-~\x80-\uffff]/;

/**
 * The query string as it was sent: the parameters that the policy names are checked in it one by one, because API Gateway joins
 * the values of a repeated parameter with commas, and because a handler may read either.
 */
export function checkRawQuery(raw: unknown, policy: HttpPolicy, query: unknown): void {
  if (isMissing(raw) || raw === '') return;
  if (!isText(raw)) fail();
  if (raw.length > MAX_QUERY) fail('TOO_LARGE');
  const toText = NOTABLE.test(raw) ? decode : asIs;
  if (toText === decode) requireLine(raw);
  for (let start = 0; start <= raw.length;) {
    const next = raw.indexOf('&', start);
    const end = next < 0 ? raw.length : next;
    const equals = raw.indexOf('=', start);
    const middle = equals < 0 || equals > end ? end : equals;
    checkPair(toText(raw.slice(start, middle)), toText(raw.slice(middle + 1, end)), policy, query);
    start = end + 1;
  }
}

function checkPair(name: string, value: string, policy: HttpPolicy, query: unknown): void {
  const joined = isObject(query) ? query[name] : undefined;
  const isJoined = isText(joined) && joined.includes(value);
  // The whole of it has passed, but for a pattern that it alone must match.
  if (isJoined && (policy.query === undefined || joined === value)) return;
  checkParameter(name, value, policy, asIs);
  // API Gateway makes the parameters of the query: what only one of them says, it did not make. What does not decode as UTF-8,
  // others decode in their own way.
  if (isObject(query) && !isJoined && name !== '' && !value.includes('%')) fail('INCONSISTENT');
}
