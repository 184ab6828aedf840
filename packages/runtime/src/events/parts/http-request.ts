import { inspectBytes, decodeBase64 } from './base64.ts';
import { fail, within, type Failure } from './failure.ts';
import { checkHeaders, isApiHost, createHeaderFacts, type HeaderFacts } from './http-headers.ts';
import { METHODS, type HttpPolicy } from './http-policy.ts';
import { checkQuery, checkRawQuery, matches } from './http-query.ts';
import { inspectJson } from './json-text.ts';
import type { Limits } from './limits.ts';
import { findTraversal } from './object-key.ts';
import { isObject } from './shape.ts';
import { hasControl, isLonger } from './text.ts';

/** Where an HTTP source keeps the parts of a request; a part that it does not have is left out. */
export interface RequestFields {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: string;
  readonly multiHeaders?: string;
  readonly query?: string;
  readonly multiQuery?: string;
  readonly rawQuery?: string;
  readonly pathParameters?: string;
  readonly body?: string;
  readonly isBase64?: string;
  /** A header or a parameter is a list where it has several values. */
  readonly mayList?: boolean;
  /** The load balancer passes parameters on as they were sent. */
  readonly isQueryEncoded?: boolean;
}

/** Where API Gateway and the load balancer keep what can have several values. */
export const MULTI_VALUE: RequestFields = {
  headers: 'headers',
  multiHeaders: 'multiValueHeaders',
  query: 'queryStringParameters',
  multiQuery: 'multiValueQueryStringParameters',
};

type Event = Readonly<Record<string, unknown>>;

/** Everything that is said about a request, whatever the source calls its parts. */
export function checkRequest(
  event: Event,
  fields: RequestFields,
  policy: HttpPolicy,
  limits: Limits,
): Failure | undefined {
  const facts = createHeaderFacts();
  return (
    checkAt(event, fields.path, (path) => checkPath(path, policy)) ??
    checkAt(event, fields.headers, (headers) =>
      checkHeaders(headers, fields.mayList === true ? 'either' : 'single', facts),
    ) ??
    checkAt(event, fields.multiHeaders, (headers) =>
      checkHeaders(headers, 'list', facts, event[fields.headers ?? '']),
    ) ??
    checkAt(event, fields.method, (method) => checkMethod(method, policy)) ??
    checkFacts(event, fields, facts, policy) ??
    checkQueries(event, fields, policy) ??
    checkAt(event, fields.pathParameters, checkPathParameters) ??
    checkAt(event, fields.body, (body) => checkBody(body, event[fields.isBase64 ?? ''] === true, limits))
  );
}

function checkAt(
  event: Event,
  field: string | undefined,
  check: (value: unknown) => Failure | undefined,
): Failure | undefined {
  if (field === undefined) return undefined;
  const failure = check(event[field]);
  return failure && within(field, failure);
}

/** A path in the request line: it starts with a slash, or is the `*` of OPTIONS. */
export function checkPath(path: unknown, policy: HttpPolicy): Failure | undefined {
  if (path === undefined || path === null) return undefined;
  if (typeof path !== 'string') return fail('SHAPE');
  const failure = checkPathText(path);
  if (failure) return failure;
  if (!path.startsWith('/') && path !== '*') return fail('TRAVERSAL');
  return policy.path === undefined || matches(policy.path, path) ? undefined : fail('NOT_ALLOWED');
}

/** Control characters, encoded once or more, are as good as plain ones. */
const ENCODED_CONTROL = /%(?:25)*(?:[01][0-9a-f]|7f)/i;

/** The longest URL that a load balancer passes on, and longer than API Gateway's (Elastic Load Balancing quotas). */
const MAX_PATH = 16 * 1024;

/** Words between slashes: what most paths look like. */
const PLAIN = /^\/?(?:[\w-]+\/)*[\w-]*$/;

function checkPathText(path: string): Failure | undefined {
  if (path.length > MAX_PATH) return fail('TOO_LARGE');
  if (PLAIN.test(path)) return undefined;
  if (hasControl(path) || ENCODED_CONTROL.test(path)) return fail('CONTROL_CHARACTER');
  if (path.includes('\\') || /%(?:25)*5c/i.test(path)) return fail('TRAVERSAL');
  return path.includes('.') || path.includes('%') || /[^ -~]/.test(path) ? findTraversal(path) : undefined;
}

export function checkPathParameters(parameters: unknown): Failure | undefined {
  if (parameters === undefined || parameters === null) return undefined;
  if (!isObject(parameters)) return fail('SHAPE');
  for (const name in parameters) {
    const value = parameters[name];
    const failure = typeof value === 'string' ? checkPathText(value) : fail('SHAPE');
    if (failure) return within('*', failure);
  }
  return undefined;
}

export function checkMethod(method: unknown, { methods }: HttpPolicy): Failure | undefined {
  if (typeof method !== 'string') return fail('SHAPE');
  if ((methods ?? METHODS).includes(method)) return undefined;
  return fail(METHODS.includes(method) ? 'NOT_ALLOWED' : 'METHOD');
}

/** Methods that a header may ask for: those that the policy allows; with no policy, none but the request's own. */
function checkFacts(event: Event, fields: RequestFields, facts: HeaderFacts, policy: HttpPolicy): Failure | undefined {
  const failure = checkOverride(facts.method, event[fields.method ?? ''], policy) ?? checkHosts(facts, policy);
  const at = (event[fields.headers ?? ''] ?? undefined) === undefined ? fields.multiHeaders : fields.headers;
  return failure === undefined || at === undefined ? failure : within(at, failure);
}

function checkOverride(override: string | undefined, method: unknown, { methods }: HttpPolicy): Failure | undefined {
  if (override === undefined) return undefined;
  const asked = override.trim().toUpperCase();
  const isAllowed = methods === undefined ? asked === method : methods.includes(asked);
  return isAllowed ? undefined : fail('METHOD', '*');
}

/** A name or an address, with or without a port (RFC 3986, 3.2.2, without what no host of AWS has). */
const HOST =
  /^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?)*\.?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** What AWS writes for the host of a function URL in its samples. */
const PLACEHOLDER = /^<url-?id>\.lambda-url\.[a-z0-9-]{4,24}\.on\.aws$/;

/** The longest name of the DNS, and a port. */
const MAX_HOST = 261;

/** The host that passed last: a function has few of them. */
let lastHost: string | undefined;

function checkHosts({ host, forwardedHost }: HeaderFacts, { allowedHosts }: HttpPolicy): Failure | undefined {
  if (allowedHosts === undefined && forwardedHost === undefined && (host === undefined || host === lastHost))
    return undefined;
  const hosts = [...(host === undefined ? [] : [host]), ...(forwardedHost?.split(',') ?? [])].map((one) => one.trim());
  for (const one of hosts) {
    if (one.length > MAX_HOST || !isHost(one)) return fail('HOST', '*');
    if (allowedHosts !== undefined && !allowedHosts.includes(withoutPort(one))) return fail('NOT_ALLOWED', '*');
  }
  if (allowedHosts !== undefined && host === undefined) return fail('HOST');
  lastHost = host;
  return undefined;
}

const isHost = (host: string): boolean => HOST.test(host) || isApiHost(host) || PLACEHOLDER.test(host);

const withoutPort = (host: string): string => host.replace(/:\d+$/, '').replace(/\.$/, '').toLowerCase();

function checkQueries(event: Event, fields: RequestFields, policy: HttpPolicy): Failure | undefined {
  const isEncoded = fields.isQueryEncoded === true;
  return (
    checkAt(event, fields.query, (query) =>
      checkQuery(query, fields.mayList === true ? 'either' : 'single', policy, isEncoded),
    ) ??
    checkAt(event, fields.multiQuery, (query) =>
      checkQuery(query, 'list', policy, isEncoded, event[fields.query ?? '']),
    ) ??
    checkAt(event, fields.rawQuery, (raw) => checkRawQuery(raw, policy, event[fields.query ?? '']))
  );
}

/** The body of the sample requests in the documentation of AWS, which some of them call base64. */
const SAMPLE_BODY = /^Hello from (?:Lambda|client)!$/;

export function checkBody(body: unknown, isBase64: boolean, limits: Limits): Failure | undefined {
  if (body === undefined || body === null) return undefined;
  if (typeof body !== 'string') return fail('SHAPE');
  if (!isBase64) {
    if (isLonger(body, limits.maxBodyBytes)) return fail('TOO_LARGE');
    return inspectJson(body, limits.maxDepth);
  }
  if ((body.length / 4) * 3 - 2 > limits.maxBodyBytes) return fail('TOO_LARGE');
  if (SAMPLE_BODY.test(body)) return undefined;
  const bytes = decodeBase64(body);
  return bytes === undefined ? fail('ENCODING') : inspectBytes(bytes, limits);
}
