import { checkBase64 } from './base64.ts';
import { fail, failWithin } from './failure.ts';
import { checkHeaders, createHeaderFacts, isApiHost, type HeaderFacts, type Listing } from './http-headers.ts';
import { METHODS, type HttpPolicy } from './http-policy.ts';
import { asIs, checkQuery, checkRawQuery, decode, matches } from './http-query.ts';
import { checkJson } from './json-text.ts';
import type { Limits } from './limits.ts';
import { checkTraversal } from './object-key.ts';
import { isObject } from './shape.ts';
import { hasControl, requireLength } from './text.ts';
import { requireCleanKey } from './walk.ts';

/** What a source calls the parts of a request; what is empty it does not have. `headers` and `body` have one name in all. */
export interface RequestParts {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly rawQuery: string;
  readonly pathParameters: string;
  readonly isBase64: string;
  /** Whether there are `multiValueHeaders` and `multiValueQueryStringParameters`: all values, beside the last of each. */
  readonly hasLists: boolean;
  /** How headers and parameters are written that have several values. */
  readonly listing: Listing;
  /** The load balancer passes parameters on as they were sent. */
  readonly isQueryEncoded: boolean;
}

const PARTS: RequestParts = {
  method: '',
  path: '',
  query: 'queryStringParameters',
  rawQuery: '',
  pathParameters: '',
  isBase64: 'isBase64Encoded',
  hasLists: false,
  listing: 'single',
  isQueryEncoded: false,
};

export const toParts = (parts: Partial<RequestParts>): RequestParts => ({ ...PARTS, ...parts });

type Fields = Readonly<Record<string, unknown>>;

/** Everything that is said about a request, whatever the source calls its parts. */
export function checkRequest(event: object, parts: RequestParts, policy: HttpPolicy, limits: Limits): void {
  const { method, path, rawQuery, pathParameters, hasLists, listing } = parts;
  const fields = event as Fields;
  const { headers, body } = fields;
  const query = fields[parts.query];
  const asked = method === '' ? undefined : fields[method];
  const toText = parts.isQueryEncoded ? decode : asIs;
  const facts = createHeaderFacts();
  if (path !== '') checkPath(fields[path], path, policy);
  checkHeaders(headers, 'headers', listing, facts);
  if (hasLists) checkHeaders(fields[LISTS.headers], LISTS.headers, 'list', facts, headers as Fields | null | undefined);
  if (method !== '') checkMethod(asked, method, policy);
  try {
    checkOverride(facts.method, asked, policy);
    checkHosts(facts, policy);
  } catch (error) {
    failWithin((headers ?? undefined) === undefined && hasLists ? LISTS.headers : 'headers', error);
  }
  checkQuery(query, parts.query, listing, policy, toText);
  if (hasLists) checkQuery(fields[LISTS.query], LISTS.query, 'list', policy, toText, query);
  if (rawQuery !== '') checkRawQuery(fields[rawQuery], rawQuery, policy, query);
  if (pathParameters !== '') checkPathParameters(fields[pathParameters]);
  if (typeof body === 'string') checkBody(body, fields[parts.isBase64] === true, limits);
}

const LISTS = { headers: 'multiValueHeaders', query: 'multiValueQueryStringParameters' };

/** A path in the request line: it starts with a slash, or is the `*` of OPTIONS. */
export function checkPath(path: unknown, at: string, policy: HttpPolicy): void {
  if (path === undefined || path === null) return;
  try {
    requirePath(path);
    if (!path.startsWith('/') && path !== '*') fail('TRAVERSAL');
    if (policy.path !== undefined && !matches(policy.path, path)) fail('NOT_ALLOWED');
  } catch (error) {
    failWithin(at, error);
  }
}

/** Control characters, encoded once or more, are as good as plain ones. */
const ENCODED_CONTROL = /%(?:25)*(?:[01][0-9a-f]|7f)/i;

/** The longest URL that a load balancer passes on, and longer than API Gateway's (Elastic Load Balancing quotas). */
const MAX_PATH = 16 * 1024;

/** Anything but words between slashes, which is what most paths look like. */
const NOTABLE = /[^\w/-]/;

function requirePath(path: unknown): asserts path is string {
  if (typeof path !== 'string') fail('SHAPE');
  if (path.length > MAX_PATH) fail('TOO_LARGE');
  if (!NOTABLE.test(path)) return;
  if (hasControl(path) || ENCODED_CONTROL.test(path)) fail('CONTROL_CHARACTER');
  if (/\\|%(?:25)*5c/i.test(path)) fail('TRAVERSAL');
  checkTraversal(path);
}

function checkPathParameters(parameters: unknown): void {
  if (parameters === undefined || parameters === null) return;
  let name = '';
  try {
    if (!isObject(parameters)) fail('SHAPE');
    for (name in parameters) {
      requireCleanKey(name);
      requirePath(parameters[name]);
    }
  } catch (error) {
    failWithin(`pathParameters${name === '' ? '' : '.*'}`, error);
  }
}

export function checkMethod(method: unknown, at: string, { methods }: HttpPolicy): void {
  if (typeof method !== 'string') fail('SHAPE', at);
  if (!(methods ?? METHODS).includes(method)) fail(METHODS.includes(method) ? 'NOT_ALLOWED' : 'METHOD', at);
}

/** Methods that a header may ask for: those that the policy allows; with no policy, none but the request's own. */
function checkOverride(override: string | undefined, method: unknown, { methods }: HttpPolicy): void {
  if (override === undefined) return;
  const asked = override.trim().toUpperCase();
  if (methods === undefined ? asked !== method : !methods.includes(asked)) fail('METHOD', '*');
}

/**
 * A name or an address, with or without a port (RFC 3986, 3.2.2, without what no host of AWS has). Without the flag `i`, which
 * takes five times as long to compile.
 */
const HOST = /^(?:\w(?:[\w-]*\w)?(?:\.\w(?:[\w-]*\w)?)*\.?|\[[\da-fA-F:.]+\])(?::\d{1,5})?$/;

/** What AWS writes for the host of a function URL in its samples. */
const PLACEHOLDER = /^<url-?id>\.lambda-url\.[a-z0-9-]{4,24}\.on\.aws$/;

/** The longest name of the DNS, and a port. */
const MAX_HOST = 261;

/** The host that passed last: a function has few of them. */
let lastHost: string | undefined;

function checkHosts({ host, forwardedHost }: HeaderFacts, { allowedHosts }: HttpPolicy): void {
  if (allowedHosts === undefined && forwardedHost === undefined && (host === undefined || host === lastHost)) return;
  if (allowedHosts !== undefined && host === undefined) fail('HOST');
  for (const text of [...(host === undefined ? [] : [host]), ...(forwardedHost?.split(',') ?? [])]) {
    const one = text.trim();
    if (one.length > MAX_HOST || !(HOST.test(one) || isApiHost(one) || PLACEHOLDER.test(one))) fail('HOST', '*');
    const name = one.replace(/\.?(?::\d+)?$/, '').toLowerCase();
    if (allowedHosts?.includes(name) === false) fail('NOT_ALLOWED', '*');
  }
  lastHost = host;
}

/** The body of the sample requests in the documentation of AWS, which some of them call base64. */
const SAMPLE_BODY = /^Hello from (?:Lambda|client)!$/;

function checkBody(body: string, isBase64: boolean, limits: Limits): void {
  try {
    if (!isBase64) {
      requireLength(body, limits.maxBodyBytes);
      checkJson(body, limits.maxDepth);
    } else if (!SAMPLE_BODY.test(body)) checkBase64(body, limits);
  } catch (error) {
    failWithin('body', error);
  }
}
