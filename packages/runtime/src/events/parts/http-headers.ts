import { fail, within, type Failure } from './failure.ts';
import { hasControl } from './text.ts';

/** What the rest of the checks asks of the headers of a request. */
export interface HeaderFacts {
  host: string | undefined;
  forwardedHost: string | undefined;
  contentType: string | undefined;
  method: string | undefined;
}

/** All fields from the start: to add them one by one costs more than the rest of the check. */
export function createHeaderFacts(): HeaderFacts {
  return { host: undefined, forwardedHost: undefined, contentType: undefined, method: undefined };
}

/** What a header decides: why a request is refused that says it twice, and what the rest of the checks asks of it. */
type Decision = readonly ['HOST' | 'HEADER' | 'METHOD', (keyof HeaderFacts)?];

const METHOD: Decision = ['METHOD', 'method'];

const DECISIONS: ReadonlyMap<string, Decision> = new Map([
  ['host', ['HOST', 'host']],
  ['x-forwarded-host', ['HOST', 'forwardedHost']],
  ['content-type', ['HEADER', 'contentType']],
  ['content-length', ['HEADER']],
  ['authorization', ['HEADER']],
  ['x-http-method-override', METHOD],
  ['x-http-method', METHOD],
  ['x-method-override', METHOD],
]);

/** One header field name (RFC 9110, 5.1: a token). */
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}$/;

/** More than any of the sources passes on: the load balancer's limit is 64 KB (Elastic Load Balancing quotas). */
const MAX_CHARACTERS = 64 * 1024;

/** More than any client sends. */
const MAX_COUNT = 512;

type Values = string | readonly string[];

/** How a source writes values: one string for each name, a list of them, or either. */
export type Listing = 'single' | 'list' | 'either';

/** A name that is known to be one, whatever its case: what it decides, and when it was seen last. */
interface Name {
  readonly decision: Decision | undefined;
  seenIn: number;
}

/** Clients and AWS send the same names again and again. */
const known = new Map<string, Name>();
const MAX_KNOWN = 512;

/** Counts the calls of `checkHeaders`: a name that is seen twice in one call stands there twice. */
let call = 0;

function findName(name: string): Name | undefined {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (!NAME.test(name)) return undefined;
  const lower = name.toLowerCase();
  const entry = known.get(lower) ?? { decision: DECISIONS.get(lower), seenIn: 0 };
  known.set(lower, entry);
  known.set(name, entry);
  return entry;
}

/**
 * Checks names and values of headers: tokens, no line breaks (CWE-113), strings only, no name twice in different case.
 * Values are strings, or lists of them. What it learns goes into `facts`. Values that `checked` holds as well, which has
 * passed before, are taken as they are; those that it contradicts are refused.
 */
export function checkHeaders(
  headers: unknown,
  listing: Listing,
  facts: HeaderFacts = createHeaderFacts(),
  checked?: unknown,
): Failure | undefined {
  if (headers === undefined || headers === null) return undefined;
  if (typeof headers !== 'object' || Array.isArray(headers)) return fail('SHAPE');
  const single = isMap(checked) ? checked : undefined;
  let characters = 0;
  let count = 0;
  // Between calls only: within one, what is forgotten could come twice.
  if (known.size > MAX_KNOWN) known.clear();
  call++;
  for (const name in headers) {
    if (++count > MAX_COUNT) return fail('TOO_LARGE');
    const value = (headers as Record<string, unknown>)[name];
    const failure = checkValues(value, listing, single?.[name]);
    if (failure) return within('*', failure);
    const entry = findName(name);
    if (entry === undefined || entry.seenIn === call) return fail('HEADER', '*');
    entry.seenIn = call;
    characters += name.length + (value as Values).length;
    const wrong = entry.decision && note(entry.decision, value as Values, facts);
    if (wrong) return fail(wrong, name.toLowerCase());
  }
  return characters > MAX_CHARACTERS ? fail('TOO_LARGE') : undefined;
}

function checkValues(value: unknown, listing: Listing, single: unknown): Failure | undefined {
  if (listing === 'single' || (listing === 'either' && !Array.isArray(value))) return checkValue(value);
  if (single !== undefined && Array.isArray(value)) {
    if (value.length === 1 && value[0] === single) return undefined;
    if (!agree(single, value)) return fail('INCONSISTENT');
  }
  return checkList(value);
}

function checkValue(value: unknown): Failure | undefined {
  if (typeof value !== 'string') return fail('SHAPE');
  if (value.length > MAX_CHARACTERS) return fail('TOO_LARGE');
  return hasControl(value) ? fail('CONTROL_CHARACTER') : undefined;
}

/** Each of the values of a list. */
function checkList(values: unknown): Failure | undefined {
  if (!Array.isArray(values)) return fail('SHAPE');
  for (let at = 0; at < values.length; at++) {
    const failure = checkValue(values[at]);
    if (failure) return within(at, failure);
  }
  return undefined;
}

const isTwice = (value: Values): boolean => typeof value !== 'string' && new Set(value).size > 1;

/** Takes note of a header that decides something; one that decides must not be there twice. */
function note(decision: Decision, value: Values, facts: HeaderFacts): Decision[0] | undefined {
  // By index: to take a pair apart costs more than to look into it.
  const code = decision[0];
  const fact = decision[1];
  if (isTwice(value)) return code;
  const one = typeof value === 'string' ? value : value[0];
  if (fact === undefined || one === undefined) return undefined;
  const before = (facts[fact] ??= one);
  return before === one || areOfApi(before, one) ? undefined : code;
}

/**
 * Whether a value of `headers` is among those of `multiValueHeaders`, which API Gateway writes beside it: a check of one must
 * hold for whoever reads the other.
 */
function agree(single: unknown, values: readonly unknown[]): boolean {
  return values.includes(single) || areOfApi(single, values[0]) || REDACTED.test(String(values[0]));
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
