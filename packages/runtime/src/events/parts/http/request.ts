import { checkBase64 } from '../base64.ts';
import { fail, failWithin } from '../failure.ts';
import { facts, forgetFacts, isAwsHost } from './headers.ts';
import { FORWARDED, FORWARDED_HOST, HOST, MAX_HOST, METHOD, OTHER_HOST, TYPE, URL_PATH } from './limits.ts';
import { checkRequestPath } from './path.ts';
import type { HttpPolicy } from './policy.ts';
import { decode, isPolluting } from './query.ts';
import { checkJson } from '../json-text.ts';
import type { Limits } from '../limits.ts';
import { isText, type Shape } from '../shape.ts';
import { requireLength } from '../text.ts';

/** The parts of a request that depend upon each other, whatever else the source writes. */
export interface Request {
  readonly headers?: object | null | undefined;
  readonly multiValueHeaders?: object | null | undefined;
  readonly httpMethod?: string | undefined;
  readonly method?: string | undefined;
  readonly body?: string | null | undefined;
  readonly isBase64Encoded?: boolean | null | undefined;
  readonly is_base64_encoded?: boolean | null | undefined;
}

/**
 * What the shape of a request cannot say, and first what `check` says of its source, which may read more headers. Those in
 * `headers` have been read into `facts`; where there are none, they hold those of another request.
 */
export function checkRequest<E extends Request>(
  request: E,
  policy: HttpPolicy & Limits,
  check?: (request: E, policy: HttpPolicy & Limits) => void,
  { fields }: Partial<Shape> = {},
): void {
  if (fields !== undefined && policy.unknownFields === 'reject') {
    for (const name in request) if (!Object.hasOwn(fields, name)) fail('UNKNOWN_FIELD', '*');
  }
  const { headers, multiValueHeaders, body, httpMethod, method = httpMethod } = request;
  if (!headers) forgetFacts();
  check?.(request, policy);
  let at = headers || !multiValueHeaders ? 'headers' : 'multiValueHeaders';
  try {
    const override = facts[METHOD];
    if (override !== undefined) checkOverride(override, method, policy);
    // A URL has its host before it, and either may have a query.
    const url = facts[URL_PATH]?.replace(/^https?:\/\/[^/?#]*|[?#].*/gi, '');
    if (url !== undefined) checkRequestPath(url || '/', policy);
    checkHosts(policy);
    at = 'body';
    // Of a request that a source describes without a body, it is whatever its sender wrote.
    if (isText(body)) checkBody(body, isBase64(request), policy);
  } catch (error) {
    failWithin(at, error);
  }
}

/** Whether the body of a request is base64. */
export const isBase64 = ({ isBase64Encoded, is_base64_encoded: other }: Request): boolean =>
  isBase64Encoded === true || other === true;

/** Methods that a header may ask for: those that the policy allows; with no policy, none but the request's own. */
function checkOverride(override: string, method: string | undefined, { methods }: HttpPolicy): void {
  const asked = override.trim().toUpperCase();
  if (methods === undefined ? asked !== method : !methods.includes(asked)) fail('METHOD', '*');
}

/** Labels that neither begin nor end with a hyphen, or an address in brackets (RFC 3986, 3.2.2). */
const HOST_NAME = /^(?:\w(?:[\w-]*\w)?(?:\.\w(?:[\w-]*\w)?)*|\[[\da-fA-F:.]+\])$/;

/** The host that passed last: a function has few of them. */
let lastHost: string | undefined;

function checkHosts({ allowedHosts }: HttpPolicy): void {
  const host = facts[HOST];
  const forwardedHost = facts[FORWARDED_HOST];
  const forwarded = facts[FORWARDED];
  const isOne = forwardedHost === undefined && forwarded === undefined;
  if (allowedHosts === undefined && isOne && (host === undefined || host === lastHost)) return;
  if (allowedHosts !== undefined && host === undefined) fail('HOST');
  // With blanks, which some readers pass over (RFC 7239, 4, has none).
  const said = forwarded?.match(/\bhost\s*=[\s"]*[^\s",;][^",;]*/gi) ?? [];
  const others = said.map((pair) => pair.replace(/^[^=]*=[\s"]*/, ''));
  for (const text of [host ?? [], facts[OTHER_HOST] ?? [], forwardedHost?.split(',') ?? [], others].flat()) {
    // Without a port, and without the stop that ends a name.
    const whole = text.trim();
    const name = whole.includes(':') || whole.endsWith('.') ? whole.replace(/\.?(?::\d{1,5})?$/, '') : whole;
    if (name.length > MAX_HOST || !(HOST_NAME.test(name) || isAwsHost(name))) fail('HOST', '*');
    if (allowedHosts?.includes(name.toLowerCase()) === false) fail('NOT_ALLOWED', '*');
  }
  lastHost = host;
}

/** The body of the sample requests in the documentation of AWS, which some of them call base64. */
const SAMPLE_BODY = /^Hello from (?:Lambda|client)!?$/;

/** What parsers nest by the names in it, as they do with parameters. */
const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/** Values of a form: what they say is no name. Some parsers take a semicolon for what ends one, too. */
const VALUE = /=[^&;]*/g;

/** What a part of a form says of itself, in one line or folded; what it holds may be a program (RFC 7578, 4.2; RFC 5322, 2.2.3). */
const PART_HEAD = /\ncontent-disposition[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*/gi;

/** A name of a file that climbs: it is often stored under it. Encoded as well (RFC 5987, 3.2). */
const CLIMBING = /(?:\.|%2e){2}(?:[\\/]|%2f|%5c)/i;

function hasPollutingName(text: string, isForm: boolean): boolean {
  if (!isForm) {
    const heads = String(text.match(PART_HEAD));
    if (CLIMBING.test(heads)) fail('TRAVERSAL');
    return isPolluting(heads);
  }
  // To take the values out takes long, so only where one of them, or a name, says so.
  return isPolluting(decode(text)) && isPolluting(decode(text.replaceAll(VALUE, '=x')));
}

function checkBody(body: string, isEncoded: boolean, policy: Limits): void {
  const type = (facts[TYPE] ?? '').toLowerCase();
  const isForm = type.startsWith(FORM);
  if (isForm || type.startsWith(MULTIPART)) {
    const text = isEncoded ? Buffer.from(body, 'base64').toString('latin1') : body;
    if (hasPollutingName(text, isForm)) fail('FORBIDDEN_KEY');
  }
  if (!isEncoded) {
    requireLength(body, policy.maxBodyBytes);
    checkJson(body, policy.maxDepth);
  } else if (!SAMPLE_BODY.test(body)) checkBase64(body, policy);
}
