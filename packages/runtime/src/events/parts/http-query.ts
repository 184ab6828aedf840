import { unescape } from 'node:querystring';
import { fail, failWithin } from './failure.ts';
import { LIST, MAX_QUERY, MAX_QUERY_VALUE_LENGTH, TEXT } from './http-limits.ts';
import type { HttpPolicy } from './http-policy.ts';
import { isMissing, isObject, isText } from './shape.ts';
import { requireLine } from './text.ts';
import { isForbidden, requireCleanKey, spend } from './walk.ts';

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
        if (isObject(single) && Object.hasOwn(single, name) && !value.includes(single[name])) fail('INCONSISTENT');
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
  spend(value.length);
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

/** One parameter's text, decoded; bytes that are not UTF-8 become U+FFFD, and hide none of the others. */
export const decode = (text: string): string =>
  text.includes('%') || text.includes('+') ? unescape(text.replaceAll('+', ' ')) : text;

/** Control characters, and what is to be decoded. */
const NOTABLE = /[^\t !-$&-*,-~\x80-\uffff]/;

/**
 * The query string as it was sent: its parameters are checked one by one, because API Gateway joins the values of a repeated
 * parameter with commas, and because a handler may read either.
 */
export function checkRawQuery(raw: unknown, policy: HttpPolicy, query: unknown): void {
  // Events made by hand often leave it empty, and name the parameters alone.
  if (isMissing(raw) || raw === '') return;
  if (!isText(raw)) fail();
  if (raw.length > MAX_QUERY) fail('TOO_LARGE');
  const toText = NOTABLE.test(raw) ? decode : asIs;
  if (toText === decode) requireLine(raw);
  else if (policy.query === undefined && isObject(query) && isOneByOne(raw, query)) return;
  const sent = isObject(query) ? new Map<string, string>() : undefined;
  for (const pair of raw.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const middle = equals < 0 ? pair.length : equals;
    const name = toText(pair.slice(0, middle));
    const value = toText(pair.slice(middle + 1));
    const before = sent?.get(name);
    sent?.set(name, before === undefined ? value : `${before},${value}`);
    // What it must be part of has passed, but for a pattern that it alone must match.
    if (sent === undefined || policy.query !== undefined || name === '') checkParameter(name, value, policy, asIs);
  }
  if (sent !== undefined) requireSame(sent, query as Readonly<Record<string, unknown>>);
}

/** Whether a query with nothing to decode is just its parameters one after the other, which have passed already. */
function isOneByOne(raw: string, query: Readonly<Record<string, unknown>>): boolean {
  let at = 0;
  for (const name in query) {
    const value = query[name] as string;
    if (name.includes('=')) return false;
    // Values of a repeated parameter are joined with commas.
    for (let used = 0; ; used++) {
      const next = raw.indexOf('&', at);
      const end = next < 0 ? raw.length : next;
      const start = at + name.length + 1;
      if (!raw.startsWith(name, at) || raw[start - 1] !== '=' || start > end) return false;
      if (!value.startsWith(raw.slice(start, end), used)) return false;
      used += end - start;
      at = end + 1;
      if (used === value.length) break;
      if (value[used] !== ',') return false;
    }
  }
  return at > raw.length;
}

/** API Gateway makes the parameters of the query: what only one of them says, it did not make. */
function requireSame(sent: Map<string, string>, query: Readonly<Record<string, unknown>>): void {
  for (const name in query) {
    if (!isSame(sent.get(name), query[name])) fail('INCONSISTENT');
    sent.delete(name);
  }
  // What has no name need not become a parameter.
  sent.delete('');
  if (sent.size > 0) fail('INCONSISTENT');
}

/** What is not UTF-8 others decode in their own way, or not at all. */
const isSame = (sent: string | undefined, said: unknown): boolean =>
  sent === said || (sent?.includes('\ufffd') === true && toAscii(sent) === toAscii(String(said)));

const toAscii = (text: string): string => text.replaceAll(/%[89a-f][\da-f]|[\x80-\uffff]/gi, '');
