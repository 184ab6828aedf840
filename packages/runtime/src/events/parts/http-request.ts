import { checkBase64 } from './base64.ts';
import { fail, failWithin } from './failure.ts';
import { checkHeaders, facts, isAwsHost } from './http-headers.ts';
import { FORWARDED_HOST, HOST, LIST, MAX_HOST, MAX_PATH, METHOD, OTHER_HOST, TEXT } from './http-limits.ts';
import { METHODS, type HttpPolicy } from './http-policy.ts';
import { asIs, checkQuery, checkRawQuery, decode, matches } from './http-query.ts';
import { checkJson } from './json-text.ts';
import type { Limits } from './limits.ts';
import { checkTraversal } from './object-key.ts';
import { isMissing, isObject, isText } from './shape.ts';
import { requireLength } from './text.ts';
import { requireCleanKey, spend } from './walk.ts';

/** What a source calls the parts of a request that have many names; the rest has one in all, or one of two. */
export interface RequestParts {
  readonly method: string;
  readonly path: string;
  readonly rawQuery: string;
  /** How headers and parameters are written. */
  readonly listing: number;
  /** The load balancer passes parameters on as they were sent. */
  readonly isQueryEncoded: boolean;
}

/** What is not said the source does not have. INVARIANT: all are made here, with the same properties, which makes them fast. */
export const toParts = (parts: Partial<RequestParts>): RequestParts => ({
  method: '',
  path: '',
  rawQuery: '',
  listing: TEXT,
  isQueryEncoded: false,
  ...parts,
});

type Fields = Readonly<Record<string, unknown>>;

/** Everything that is said about a request, whatever the source calls its parts. */
export function checkRequest(event: object, parts: RequestParts, policy: HttpPolicy, limits: Limits): void {
  const { method, path, rawQuery, listing } = parts;
  const fields = event as Fields;
  const { headers, multiValueHeaders, body } = fields;
  const {
    queryStringParameters: query,
    query_string_parameters: query2,
    multiValueQueryStringParameters: lists,
  } = fields;
  const toText = parts.isQueryEncoded ? decode : asIs;
  // What is checked, for whoever refuses it.
  let at = path;
  try {
    if (path !== '') checkPath(fields[path], policy);
    at = 'headers';
    checkHeaders(headers, listing);
    at = 'multiValueHeaders';
    checkHeaders(multiValueHeaders, LIST, (headers ?? {}) as Fields);
    at = method;
    const asked = method === '' ? undefined : fields[method];
    if (method !== '') checkMethod(asked, policy);
    at = isMissing(headers) && !isMissing(multiValueHeaders) ? 'multiValueHeaders' : 'headers';
    const override = facts[METHOD];
    if (override !== undefined) checkOverride(override, asked, policy);
    checkHosts(policy);
    at = 'queryStringParameters';
    checkQuery(query, listing, policy, toText);
    at = 'query_string_parameters';
    checkQuery(query2, listing, policy, toText);
    at = 'multiValueQueryStringParameters';
    checkQuery(lists, LIST, policy, toText, query);
    at = rawQuery;
    if (rawQuery !== '') checkRawQuery(fields[rawQuery], policy, query);
    at = 'pathParameters';
    checkPathParameters(fields['pathParameters']);
    at = 'body';
    if (isText(body)) checkBody(body, isBase64(fields), limits);
  } catch (error) {
    failWithin(at, error);
  }
}

/** Whether the body of a request is base64. */
export const isBase64 = (request: Fields): boolean =>
  request['isBase64Encoded'] === true || request['is_base64_encoded'] === true;

/** A path in the request line: it starts with one slash, for two begin a host (RFC 3986, 4.2), or is the `*` of OPTIONS. */
export function checkPath(path: unknown, policy: HttpPolicy): void {
  if (isMissing(path)) return;
  requirePath(path);
  if (path !== '*' && (!path.startsWith('/') || path.startsWith('//'))) fail('TRAVERSAL');
  if (policy.path !== undefined && !matches(policy.path, path)) fail('NOT_ALLOWED');
}

/** Anything but words between slashes, which is what most paths look like. */
const NOTABLE = /[^\w/-]/;

function requirePath(path: unknown): asserts path is string {
  if (!isText(path)) fail();
  if (path.length > MAX_PATH) fail('TOO_LARGE');
  spend(path.length);
  if (NOTABLE.test(path)) checkTraversal(path);
}

function checkPathParameters(parameters: unknown): void {
  if (isMissing(parameters)) return;
  if (!isObject(parameters)) fail();
  try {
    for (const name in parameters) {
      requireCleanKey(name);
      requirePath(parameters[name]);
    }
  } catch (error) {
    failWithin('*', error);
  }
}

/** A method that the policy allows. */
export function checkMethod(method: unknown, { methods = METHODS }: HttpPolicy, at?: string): void {
  if (!isText(method)) fail('SHAPE', at);
  if (!methods.includes(method)) fail(METHODS.includes(method) ? 'NOT_ALLOWED' : 'METHOD', at);
}

/** Methods that a header may ask for: those that the policy allows; with no policy, none but the request's own. */
function checkOverride(override: string, method: unknown, { methods }: HttpPolicy): void {
  const asked = override.trim().toUpperCase();
  if (methods === undefined ? asked !== method : !methods.includes(asked)) fail('METHOD', '*');
}

/** What no name of a host has, nor a stop or a hyphen at the edge of a label (RFC 3986, 3.2.2). */
const NO_NAME = /[^\w.-]|^[.-]|[.-]\.|\.-|[.-]$/;

const isHostName = (text: string): boolean => text !== '' && text.length <= MAX_HOST && !NO_NAME.test(text);

const ADDRESS = /^\[[\da-fA-F:.]+\]$/;

/** The host that passed last: a function has few of them. */
let lastHost: string | undefined;

function checkHosts({ allowedHosts }: HttpPolicy): void {
  const host = facts[HOST];
  const forwardedHost = facts[FORWARDED_HOST];
  if (allowedHosts === undefined && forwardedHost === undefined && (host === undefined || host === lastHost)) return;
  if (allowedHosts !== undefined && host === undefined) fail('HOST');
  for (const text of [host ?? [], facts[OTHER_HOST] ?? [], forwardedHost?.split(',') ?? []].flat()) {
    let name = text.trim();
    if (!isHostName(name)) {
      // Without a port, and without the stop that ends a name.
      name = name.replace(/\.?(?::\d{1,5})?$/, '');
      if (!isHostName(name) && !ADDRESS.test(name) && !isAwsHost(name)) fail('HOST', '*');
    }
    if (allowedHosts?.includes(name.toLowerCase()) === false) fail('NOT_ALLOWED', '*');
  }
  lastHost = host;
}

/** The body of the sample requests in the documentation of AWS, which some of them call base64. */
const SAMPLE_BODY = /^Hello from (?:Lambda|client)!$/;

function checkBody(body: string, isEncoded: boolean, limits: Limits): void {
  if (!isEncoded) {
    requireLength(body, limits.maxBodyBytes);
    checkJson(body, limits.maxDepth);
  } else if (!SAMPLE_BODY.test(body)) checkBase64(body, limits);
}
