import { fail } from './failure.ts';
import {
  FORWARDED_HOST,
  HOST,
  LIST,
  MAX_CHARACTERS,
  MAX_COUNT,
  MAX_KEPT,
  MAX_NAME,
  METHOD,
  OBJECTS,
  OTHER_HOST,
  TEXT,
  TYPE,
} from './http-limits.ts';
import { isMissing, isObject, isText } from './shape.ts';
import { hasControl } from './text.ts';
import { isForbidden } from './walk.ts';

/** Headers that decide something and must not say two things; the last ones name another method. */
const DECISIVE = [
  'content-length',
  'transfer-encoding',
  'authorization',
  'content-type',
  'host',
  'x-forwarded-host',
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
];

/** What they say in the request that is checked, in their order, but for the first three: one is checked at a time, from start to end. */
export const facts: (string | undefined)[] = ['', '', '', '', '', '', '', ''];

/** What no header field name has in it (RFC 9110, 5.1: a token). */
const NO_TOKEN = /[^!#$%&'*+.^_`|~\w-]/;

/** Headers whose values are not kept. */
const SECRET = /auth|cookie|token|key|secret|sess|sign|cred|pass/;

/** A name that is known to be one, whatever its case. */
interface Name {
  readonly lower: string;
  /** Its place among the decisive ones; negative for all others. */
  readonly decides: number;
  /** Found out when it comes again. */
  isSecret: boolean | undefined;
  /** The call that saw it last. */
  seenIn: number;
  /** The value that passed last: most say the same in each request. */
  last: string | undefined;
}

/** Clients and AWS send the same names again and again. */
const known = new Map<string, Name>();

/** Counts the calls of `checkHeaders`: a name that is seen twice in one call stands there twice. */
let call = 0;

function learn(name: string): Name {
  if (isForbidden(name)) fail('FORBIDDEN_KEY', name);
  if (name === '' || name.length > MAX_NAME || NO_TOKEN.test(name)) fail('HEADER', '*');
  const lower = name.toLowerCase();
  const entry = known.get(lower) ?? {
    lower,
    decides: Math.min(DECISIVE.indexOf(lower), METHOD),
    isSecret: undefined,
    seenIn: 0,
    last: undefined,
  };
  known.set(lower, entry);
  known.set(name, entry);
  return entry;
}

/**
 * Checks names and values of headers: tokens, no line breaks (CWE-113), strings only, no name twice in different case.
 * Values are strings, or lists of them. What it learns goes into `facts`, which start anew unless there is `single`: headers of
 * the same request that have passed. Values that it holds as well are taken as they are; those that it contradicts are refused.
 */
export function checkHeaders(
  headers: unknown,
  listing: number = TEXT,
  single?: Readonly<Record<string, unknown>>,
): void {
  if (single === undefined)
    facts[TYPE] = facts[HOST] = facts[FORWARDED_HOST] = facts[METHOD] = facts[OTHER_HOST] = undefined;
  if (isMissing(headers)) return;
  if (!isObject(headers)) fail();
  let characters = 0;
  let count = 0;
  // A bit for each of the decisive ones.
  let decided = 0;
  let byLower: ReadonlyMap<string, unknown> | undefined;
  // Between calls only: within one, what is forgotten could come twice.
  if (known.size > MAX_COUNT) known.clear();
  call++;
  for (const name in headers) {
    const value = headers[name];
    const entry = known.get(name) ?? learn(name);
    const { decides } = entry;
    characters += name.length;
    let first: unknown = value;
    let isTwice = false;
    if (isText(value) && (listing & TEXT) !== 0) {
      characters += value === entry.last ? value.length : requireText(value, entry);
    } else if (Array.isArray(value) && (listing & LIST) !== 0) {
      let one = single?.[name];
      // Not of that case, or what every object inherits.
      if (single !== undefined && !isText(one)) one = (byLower ??= toByLower(single)).get(entry.lower);
      if (one !== undefined && !value.includes(one) && !isOfSample(entry, one, value)) fail('INCONSISTENT', '*');
      first = undefined;
      for (const item of value as unknown[]) {
        const text = (listing & OBJECTS) === 0 ? item : toValue(item as Item, name, entry);
        // What stands beside it has passed.
        characters += (text === one || text === entry.last) && isText(text) ? text.length : requireText(text, entry);
        first ??= text;
        if (text !== first) isTwice = true;
      }
    } else fail('SHAPE', '*');
    if (++count > MAX_COUNT || characters > MAX_CHARACTERS) fail('TOO_LARGE');
    if (entry.seenIn === call) fail('HEADER', '*');
    entry.seenIn = call;
    if (decides < 0) continue;
    decided |= 1 << decides;
    if (isTwice || !isNoted(decides, first as string | undefined))
      fail(decides < HOST ? 'HEADER' : decides < METHOD ? 'HOST' : 'METHOD', entry.lower);
  }
  // Length and encoding: a message that ends at two places (RFC 9112, 6.3).
  if ((decided & 3) === 3) fail('HEADER', 'content-length');
}

const toByLower = (headers: object): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

interface Item {
  readonly key?: unknown;
  readonly value: unknown;
}

/** The value of a header that is written with its name once more, in whatever case. */
function toValue({ key, value }: Item, name: string, entry: Name): unknown {
  if (isText(key) && key !== name && (known.get(key) ?? learn(key)) !== entry) fail('HEADER', '*');
  return value;
}

/** Refuses what is no text, or has a control character in it; answers its length. */
function requireText(text: unknown, entry: Name): number {
  if (!isText(text)) fail('SHAPE', '*');
  if (text.length > MAX_CHARACTERS) fail('TOO_LARGE');
  if (hasControl(text)) fail('CONTROL_CHARACTER', '*');
  if (text.length <= MAX_KEPT && entry.seenIn > 0 && !(entry.isSecret ??= SECRET.test(entry.lower))) entry.last = text;
  return text.length;
}

/** Takes note of a header that decides something, unless it says another thing than before. */
function isNoted(fact: number, value: string | undefined): boolean {
  if (value === undefined || fact < TYPE) return true;
  const before = (facts[fact] ??= value);
  if (before === value) return true;
  if (fact !== HOST || !areOfAws(before, value)) return false;
  facts[OTHER_HOST] = value;
  return true;
}

/**
 * Where samples that AWS publishes contradict themselves: two of its own hosts (`sam local generate-event apigateway aws-proxy`),
 * and an address that was taken out of one of two places (`apigw-websocket-request.json` of aws-lambda-go).
 */
const isOfSample = ({ lower, decides }: Name, one: unknown, [value, next]: readonly unknown[]): boolean =>
  decides === HOST ? areOfAws(one, value) : lower === 'x-forwarded-for' && value === '*.*.*.*' && next === undefined;

/** A host that AWS gave: in the samples that it publishes, one request carries two of them, and the URL of a function has no name. */
const AWS_HOST =
  /^(?:[\w*.-]{1,63}\.execute-api\.[a-z0-9-]{4,24}\.amazonaws\.com(?:\.cn)?|<url-?id>\.lambda-url\.[a-z0-9-]{4,24}\.on\.aws)$/;

export const isAwsHost = (host: unknown): boolean => isText(host) && AWS_HOST.test(host);

const areOfAws = (one: unknown, other: unknown): boolean => isAwsHost(one) && isAwsHost(other);
