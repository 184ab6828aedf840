import { fail } from '../failure.ts';
import {
  FORWARDED,
  FORWARDED_HOST,
  HOST,
  MAX_CHARACTERS,
  MAX_COUNT,
  MAX_KEPT,
  MAX_NAME,
  METHOD,
  OTHER_HOST,
  TYPE,
  URL_PATH,
} from './limits.ts';
import { isText, optional, ownMap, refine, type Shape } from '../shape.ts';
import { requireLine } from '../text.ts';
import { isForbidden } from '../walk.ts';

/** Headers that decide something and must not say two things, by their places; those of one place stand for each other. */
const DECISIVE = [
  'content-length',
  'transfer-encoding',
  'authorization',
  'content-type',
  'host',
  'x-forwarded-host x-host x-http-host-override',
  'x-http-method x-http-method-override x-method-override',
  'x-original-url x-rewrite-url',
  'forwarded',
];

/** What the first two of them can be: other codings are ways to hide one from some of the servers on the way (RFC 9112, 6.1). */
const FORMS = [/^\d{1,15}$/, /^(?:[a-z]+, ?)?(?:chunked|identity)$/i];

const toPlace = (name: string): number => DECISIVE.findIndex((names) => names.split(' ').includes(name));

/** What they say in the request that is checked, in their order, but for the first three: one is checked at a time, from start to end. */
export const facts: (string | undefined)[] = ['', '', '', '', '', '', '', '', '', ''];

/** As assignments, which take a fifth of what `fill` takes. */
export const forgetFacts = (): void => {
  facts[TYPE] = facts[HOST] = facts[FORWARDED_HOST] = facts[METHOD] = undefined;
  facts[URL_PATH] = facts[FORWARDED] = facts[OTHER_HOST] = undefined;
};

/** Refuses what says two things. */
export const failTwice = (place: number, name: string): never =>
  fail(place === METHOD ? 'METHOD' : place === HOST || place === FORWARDED_HOST ? 'HOST' : 'HEADER', name);

/** What no header field name has in it (RFC 9110, 5.1: a token). */
const NO_TOKEN = /[^!#$%&'*+.^_`|~\w-]/;

/** Headers whose values are not kept. */
const SECRET = /auth|cookie|token|key|secret|sess|sign|cred|pass/;

/** A name that is known to be one, whatever its case. */
export interface Name {
  readonly lower: string;
  /** Its place among the decisive ones; negative for all others. */
  readonly decides: number;
  /** Found out when it comes again. */
  isSecret: boolean | undefined;
  /** The call that saw it last, and how it was written there. */
  seenIn: number;
  spelled: string;
  /** The value that passed last: most say the same in each request. */
  last: string | undefined;
}

/** Clients and AWS send the same names again and again. */
const known = new Map<string, Name>();

/** Counts the calls of `checkHeaders`: a name that is seen twice in one call stands there twice. */
let call = 0;

/** Whether a name stood in the call before this one. */
export const wasSeen = ({ seenIn }: Name): boolean => seenIn === call - 1;

/** What is known of a name. Refuses what is none. */
export function toName(name: string): Name {
  const found = known.get(name);
  if (found !== undefined) return found;
  if (name === '' || name.length > MAX_NAME || NO_TOKEN.test(name)) fail('HEADER', '*');
  const lower = name.toLowerCase();
  // In any case: handlers and their libraries read headers by their names in lower case.
  if (isForbidden(lower)) fail('FORBIDDEN_KEY', lower);
  const entry = known.get(lower) ?? {
    lower,
    decides: toPlace(lower),
    isSecret: undefined,
    seenIn: 0,
    spelled: '',
    last: undefined,
  };
  known.set(lower, entry).set(name, entry);
  return entry;
}

/** Checks the value of a header, which may be several; answers the one that counts where it decides something. */
export type Read = (value: unknown, name: Name, spelled: string) => string | undefined;

/** Characters of the headers that are read. */
let characters = 0;

/** A text without control characters. */
export const readText: Read = (text, name) => {
  if (!isText(text)) fail('SHAPE', '*');
  const { length } = text;
  characters += length;
  if (text === name.last) return text;
  if (length > MAX_CHARACTERS) fail('TOO_LARGE');
  requireLine(text, '*');
  if (length <= MAX_KEPT && name.seenIn > 0 && !(name.isSecret ??= SECRET.test(name.lower))) name.last = text;
  return text;
};

/**
 * Checks names and values of headers: tokens, no line breaks (CWE-113), strings only, no name twice in different case. What it
 * learns goes into `facts`, which start anew unless the headers stand beside others of the same request, with which they must agree.
 */
export function checkHeaders(
  headers: Readonly<Record<string, unknown>>,
  read: Read = readText,
  isBeside: boolean = false,
): void {
  if (!isBeside) {
    forgetFacts();
    // Between requests only: what is forgotten could come twice.
    if (known.size > MAX_COUNT) known.clear();
  }
  characters = 0;
  let count = 0;
  // A bit for each of the decisive ones.
  let decided = 0;
  call++;
  for (const spelled in headers) {
    const name = toName(spelled);
    const { decides } = name;
    if (name.seenIn === call) fail('HEADER', '*');
    const value = read(headers[spelled], name, spelled);
    name.seenIn = call;
    name.spelled = spelled;
    characters += spelled.length;
    if (++count > MAX_COUNT || characters > MAX_CHARACTERS) fail('TOO_LARGE');
    if (decides < 0) continue;
    // All of the lists, where the value beside them is the last one.
    if (decides === FORWARDED) facts[FORWARDED] = undefined;
    decided |= 1 << decides;
    const form = FORMS[decides];
    if (form !== undefined && value !== undefined && !form.test(value)) fail('HEADER', name.lower);
    // Under several names; what says something else under the same one has been refused.
    if (decides >= TYPE && value !== undefined && (facts[decides] ??= value) !== value) failTwice(decides, name.lower);
  }
  // Length and encoding: a message that ends at two places (RFC 9112, 6.3).
  if ((decided & 3) === 3) fail('HEADER', 'content-length');
}

/** A host that AWS gave: in the samples that it publishes, one request carries two of them, and the URL of a function has no name. */
const AWS_HOST =
  /^(?:[\w*.-]+\.execute-api\.[\w-]+\.amazonaws\.(?:com(?:\.cn)?|eu)|<url-?id>\.lambda-url\.[\w-]+\.on\.aws)$/;

export const isAwsHost = (host: unknown): boolean => isText(host) && AWS_HOST.test(host);

/** Headers with a text each. */
export const headerMap: Shape<Record<string, string | undefined> | null | undefined> = /* @__PURE__ */ optional(
  refine(ownMap as Shape<Record<string, string | undefined>>, (headers) => checkHeaders(headers), 'headers'),
);
