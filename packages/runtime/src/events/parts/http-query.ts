import { fail, within, type Failure } from './failure.ts';
import type { Listing } from './http-headers.ts';
import { MAX_QUERY_VALUE_LENGTH, type HttpPolicy } from './http-policy.ts';
import { isObject } from './shape.ts';
import { hasControl } from './text.ts';

/** Checks query parameters: strings (or lists of them), bounded, without control characters, as the policy's patterns say. */
export function checkQuery(
  query: unknown,
  listing: Listing,
  policy: HttpPolicy,
  isEncoded: boolean,
  checked?: unknown,
): Failure | undefined {
  if (query === undefined || query === null) return undefined;
  if (typeof query !== 'object' || Array.isArray(query)) return fail('SHAPE');
  for (const name in query) {
    const value = (query as Record<string, unknown>)[name];
    const isList = listing === 'list' || (listing === 'either' && Array.isArray(value));
    const failure = isList
      ? checkList(name, value, policy, isEncoded)
      : (findNameFailure(name, policy, isEncoded) ?? checkValue(name, value, policy, isEncoded));
    const single = isObject(checked) ? checked[name] : undefined;
    const agrees = single === undefined || (Array.isArray(value) && value.includes(single));
    if (failure === undefined && !agrees) return fail('INCONSISTENT', '*');
    // A name that the policy writes is the developer's own: it may be said.
    if (failure) return within(isOwn(policy.query, name) ? name : '*', failure);
  }
  return undefined;
}

function checkList(name: string, values: unknown, policy: HttpPolicy, isEncoded: boolean): Failure | undefined {
  if (!Array.isArray(values)) return fail('SHAPE');
  const failure = findNameFailure(name, policy, isEncoded);
  if (failure) return failure;
  for (let at = 0; at < values.length; at++) {
    const wrong = checkValue(name, values[at], policy, isEncoded);
    if (wrong) return within(at, wrong);
  }
  return undefined;
}

function findNameFailure(name: string, policy: HttpPolicy, isEncoded: boolean): Failure | undefined {
  if (hasControl(isEncoded ? decode(name) : name)) return fail('CONTROL_CHARACTER');
  const isUnknown = policy.unknownFields === 'reject' && policy.query !== undefined && !isOwn(policy.query, name);
  return isUnknown ? fail('UNKNOWN_FIELD') : undefined;
}

const isOwn = (fields: object | undefined, name: string): boolean =>
  fields !== undefined && Object.hasOwn(fields, name);

function checkValue(name: string, value: unknown, policy: HttpPolicy, isEncoded: boolean): Failure | undefined {
  if (typeof value !== 'string') return fail('SHAPE');
  const max = policy.maxQueryValueLength ?? MAX_QUERY_VALUE_LENGTH;
  // A character has twelve at most when it is encoded.
  if (value.length > (isEncoded ? 12 : 1) * max) return fail('TOO_LARGE');
  const text = isEncoded ? decode(value) : value;
  if (text.length > max) return fail('TOO_LARGE');
  if (hasControl(text)) return fail('CONTROL_CHARACTER');
  const pattern = isOwn(policy.query, name) ? policy.query?.[name] : undefined;
  return pattern === undefined || matches(pattern, text) ? undefined : fail('NOT_ALLOWED');
}

/** `pattern.test` from the start: a pattern with the flag `g` remembers where it was. */
export function matches(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

/** One parameter's text, decoded; what does not decode stays as it is. */
function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}

/** The longest URL that any of the sources passes on, and some. */
const MAX_QUERY = 64 * 1024;

/**
 * The query string as it was sent: the parameters that the policy names are checked in it one by one, because API Gateway joins
 * the values of a repeated parameter with commas, and because a handler may read either.
 */
export function checkRawQuery(raw: unknown, policy: HttpPolicy, query: unknown): Failure | undefined {
  if (raw === undefined || raw === null || raw === '') return undefined;
  if (typeof raw !== 'string') return fail('SHAPE');
  if (raw.length > MAX_QUERY) return fail('TOO_LARGE');
  if (hasControl(raw)) return fail('CONTROL_CHARACTER');
  const parsed = isObject(query) ? query : undefined;
  for (const pair of raw.split('&')) {
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = decode(equals === -1 ? '' : pair.slice(equals + 1));
    const failure = findNameFailure(name, policy, false) ?? checkValue(name, value, policy, false);
    if (failure) return failure;
    // What does not decode as UTF-8, others decode in their own way.
    if (value.includes('%')) continue;
    // API Gateway makes the parameters of the query: what only one of them says, it did not make.
    const joined = isOwn(parsed, name) ? parsed?.[name] : undefined;
    if (parsed !== undefined && name !== '' && !(typeof joined === 'string' && joined.includes(value)))
      return fail('INCONSISTENT');
  }
  return undefined;
}
