import { fail, within, type Failure } from './failure.ts';
import { hasControl } from './text.ts';

/** What the rest of the checks asks of the headers of a request. */
export interface HeaderFacts {
  host: string | undefined;
  forwardedHost: string | undefined;
  contentType: string | undefined;
  method: string | undefined;
}

export function createHeaderFacts(): HeaderFacts {
  return { host: undefined, forwardedHost: undefined, contentType: undefined, method: undefined };
}

/** One header field name (RFC 9110, 5.1: a token). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;

/** More than any of the sources passes on: the load balancer's limit is 64 KB (Elastic Load Balancing quotas). */
const MAX_CHARACTERS = 64 * 1024;

type Values = string | readonly string[];

/** How a source writes values: one string for each name, a list of them, or either. */
export type Listing = 'single' | 'list' | 'either';

/**
 * Checks names and values of headers: tokens, no line breaks (CWE-113), strings only, no name twice in different case.
 * Values are strings, or lists of them. What it learns goes into `facts`.
 */
export function checkHeaders(headers: unknown, listing: Listing, facts: HeaderFacts): Failure | undefined {
  if (headers === undefined || headers === null) return undefined;
  if (typeof headers !== 'object' || Array.isArray(headers)) return fail('SHAPE');
  let characters = 0;
  const names = new Set<string>();
  for (const name in headers) {
    const value = (headers as Record<string, unknown>)[name];
    const isList = listing === 'list' || (listing === 'either' && Array.isArray(value));
    const failure = isList ? checkList(value) : checkValue(value);
    if (failure !== undefined) return within('*', failure);
    if (!NAME.test(name)) return fail('HEADER', '*');
    const lower = name.toLowerCase();
    if (names.size === names.add(lower).size) return fail('HEADER', '*');
    characters += name.length + (value as Values).length;
    const wrong = learn(lower, value as Values, facts);
    if (wrong !== undefined) return wrong;
  }
  return characters > MAX_CHARACTERS ? fail('TOO_LARGE') : undefined;
}

function checkValue(value: unknown): Failure | undefined {
  if (typeof value !== 'string') return fail('SHAPE');
  if (value.length > MAX_CHARACTERS) return fail('TOO_LARGE');
  return hasControl(value) ? fail('CONTROL_CHARACTER') : undefined;
}

function checkList(values: unknown): Failure | undefined {
  if (!Array.isArray(values)) return fail('SHAPE');
  for (let at = 0; at < values.length; at++) {
    const failure = checkValue(values[at]);
    if (failure !== undefined) return within(at, failure);
  }
  return undefined;
}

/** Takes note of a header that decides something; one that decides must not be there twice. */
function learn(name: string, value: Values, facts: HeaderFacts): Failure | undefined {
  switch (name) {
    case 'host':
      return note(facts, 'host', value, 'HOST', name);
    case 'x-forwarded-host':
      return note(facts, 'forwardedHost', value, 'HOST', name);
    case 'content-type':
      return note(facts, 'contentType', value, 'HEADER', name);
    case 'x-http-method-override':
    case 'x-http-method':
    case 'x-method-override':
      return note(facts, 'method', value, 'METHOD', name);
    case 'content-length':
    case 'authorization':
      return isTwice(value) ? fail('HEADER', name) : undefined;
    default:
      return undefined;
  }
}

const isTwice = (value: Values): boolean => typeof value !== 'string' && new Set(value).size > 1;

function note(
  facts: HeaderFacts,
  fact: keyof HeaderFacts,
  value: Values,
  code: 'HOST' | 'HEADER' | 'METHOD',
  name: string,
): Failure | undefined {
  const one = typeof value === 'string' ? value : value[0];
  if (one === undefined) return undefined;
  const known = facts[fact];
  if (isTwice(value) || (known !== undefined && known !== one && !areOfApi(known, one))) return fail(code, name);
  facts[fact] ??= one;
  return undefined;
}

/**
 * Whether `headers` and `multiValueHeaders`, which API Gateway writes beside each other, agree: a check of one must hold for
 * whoever reads the other.
 */
export function findDisagreement(single: unknown, multi: unknown): Failure | undefined {
  if (!isMap(single) || !isMap(multi)) return undefined;
  for (const name in single) {
    const values = multi[name];
    if (!Array.isArray(values) || values.includes(single[name])) continue;
    if (!areOfApi(single[name], values[0]) && !REDACTED.test(String(values[0]))) return fail('INCONSISTENT', '*');
  }
  return undefined;
}

/** An address that AWS has taken out of a sample. */
const REDACTED = /^\*(?:\.\*){3}$/;

/** A host that API Gateway gave: in the samples that AWS publishes, one request carries two of them. */
const API_HOST = /^[\w*.-]{1,63}\.execute-api\.[a-z0-9-]{4,24}\.amazonaws\.com(?:\.cn)?$/;

const areOfApi = (one: unknown, other: unknown): boolean => isApiHost(one) && isApiHost(other);

export const isApiHost = (host: unknown): boolean => typeof host === 'string' && API_HOST.test(host);

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
