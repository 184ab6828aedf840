import { fail } from './failure.ts';
import { isObject } from './shape.ts';
import { hasControl } from './text.ts';

/** What the rest of the checks asks of the headers of a request. */
export interface HeaderFacts {
  host: string | undefined;
  forwardedHost: string | undefined;
  contentType: string | undefined;
  method: string | undefined;
}

/** All fields from the start: to add them one by one costs more than the rest of the check. */
export const createHeaderFacts = (): HeaderFacts => ({
  host: undefined,
  forwardedHost: undefined,
  contentType: undefined,
  method: undefined,
});

/** What a header decides: why a request is refused that says it twice, and what the rest of the checks asks of it. */
type Decision = readonly ['HOST' | 'HEADER' | 'METHOD', (keyof HeaderFacts)?];

const ALONE: Decision = ['HEADER'];
const METHOD: Decision = ['METHOD', 'method'];

const DECISIONS: Readonly<Record<string, Decision>> = {
  host: ['HOST', 'host'],
  'x-forwarded-host': ['HOST', 'forwardedHost'],
  'content-type': ['HEADER', 'contentType'],
  'content-length': ALONE,
  authorization: ALONE,
  'x-http-method-override': METHOD,
  'x-http-method': METHOD,
  'x-method-override': METHOD,
};

/** One header field name (RFC 9110, 5.1: a token). */
const NAME = /^[!#$%&'*+.^_`|~\w-]{1,256}$/;

/** Headers whose values are not kept. */
const SECRET = /auth|cookie|token|key|secret|sess|sign|cred|pass/;

/** More than any of the sources passes on: the load balancer's limit is 64 KB (Elastic Load Balancing quotas). */
const MAX_CHARACTERS = 64 * 1024;

/** More than any client sends. */
const MAX_COUNT = 512;

/** Longer values are not kept from one request to the next. */
const MAX_KEPT = 128;

/** How a source writes values: one string for each name, a list of them, either, or a list of objects that have them. */
export type Listing = 'single' | 'list' | 'either' | 'objects';

/** A name that is known to be one, whatever its case. */
interface Name {
  readonly lower: string;
  readonly decision: Decision | undefined;
  readonly isSecret: boolean;
  /** The call that saw it last. */
  seenIn: number;
  /** The value that passed last: most say the same in each request. */
  last: string | undefined;
}

/** Clients and AWS send the same names again and again. */
const known = new Map<string, Name>();

/** Counts the calls of `checkHeaders`: a name that is seen twice in one call stands there twice. */
let call = 0;

function learn(name: string, path: string): Name {
  if (name === '__proto__' || name === 'constructor') fail('FORBIDDEN_KEY', `${path}.${name}`);
  if (!NAME.test(name)) fail('HEADER', `${path}.*`);
  const lower = name.toLowerCase();
  const entry = known.get(lower) ?? {
    lower,
    decision: Object.hasOwn(DECISIONS, lower) ? DECISIONS[lower] : undefined,
    isSecret: SECRET.test(lower),
    seenIn: 0,
    last: undefined,
  };
  known.set(lower, entry);
  known.set(name, entry);
  return entry;
}

/**
 * Checks names and values of headers: tokens, no line breaks (CWE-113), strings only, no name twice in different case.
 * Values are strings, or lists of them. What it learns goes into `facts`. Values that `single` holds as well, which has
 * passed before, are taken as they are; those that it contradicts are refused.
 */
export function checkHeaders(
  headers: unknown,
  path: string,
  listing: Listing = 'single',
  facts: HeaderFacts = createHeaderFacts(),
  single?: Readonly<Record<string, unknown>> | null,
): void {
  if (headers === undefined || headers === null) return;
  if (!isObject(headers)) fail('SHAPE', path);
  let characters = 0;
  let count = 0;
  // Between calls only: within one, what is forgotten could come twice.
  if (known.size > MAX_COUNT) known.clear();
  call++;
  for (const name in headers) {
    const value = headers[name];
    const entry = known.get(name) ?? learn(name, path);
    characters += name.length;
    let first: unknown = value;
    let isTwice = false;
    if (typeof value === 'string' && (listing === 'single' || listing === 'either')) {
      if (value !== entry.last) requireText(value, entry, path);
      characters += value.length;
    } else if (Array.isArray(value) && listing !== 'single') {
      const one = single?.[name];
      if (one !== undefined && !value.includes(one) && !areOfApi(one, value[0]) && !REDACTED.test(String(value[0])))
        fail('INCONSISTENT', `${path}.*`);
      for (let at = 0; at < value.length; at++) {
        const text: unknown = listing === 'objects' ? (value[at] as { value: unknown }).value : value[at];
        // What stands beside it has passed.
        characters += text === one && typeof text === 'string' ? text.length : requireText(text, entry, path);
        if (at === 0) first = text;
        else if (text !== first) isTwice = true;
      }
      if (value.length === 0) first = undefined;
    } else fail('SHAPE', `${path}.*`);
    if (++count > MAX_COUNT || characters > MAX_CHARACTERS) fail('TOO_LARGE', path);
    if (entry.seenIn === call) fail('HEADER', `${path}.*`);
    entry.seenIn = call;
    const { decision } = entry;
    if (decision !== undefined && (isTwice || !isNoted(decision[1], first as string | undefined, facts)))
      fail(decision[0], `${path}.${entry.lower}`);
  }
}

/** Refuses what is no text, or has a control character in it; answers its length. */
function requireText(text: unknown, entry: Name, path: string): number {
  if (typeof text !== 'string') fail('SHAPE', `${path}.*`);
  if (text.length > MAX_CHARACTERS) fail('TOO_LARGE', path);
  if (hasControl(text)) fail('CONTROL_CHARACTER', `${path}.*`);
  if (text.length <= MAX_KEPT && !entry.isSecret) entry.last = text;
  return text.length;
}

/** Takes note of a header that decides something, unless it says another thing than before. */
function isNoted(fact: keyof HeaderFacts | undefined, value: string | undefined, facts: HeaderFacts): boolean {
  if (fact === undefined || value === undefined) return true;
  const before = (facts[fact] ??= value);
  return before === value || areOfApi(before, value);
}

/** An address that AWS has taken out of a sample. */
const REDACTED = /^\*(?:\.\*){3}$/;

/** A host that API Gateway gave: in the samples that AWS publishes, one request carries two of them. */
const API_HOST = /^[\w*.-]{1,63}\.execute-api\.[a-z0-9-]{4,24}\.amazonaws\.com(?:\.cn)?$/;

const areOfApi = (one: unknown, other: unknown): boolean => isApiHost(one) && isApiHost(other);

export const isApiHost = (host: unknown): boolean => typeof host === 'string' && API_HOST.test(host);
