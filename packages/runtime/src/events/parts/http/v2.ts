import { isObject } from '../../../is-object.ts';
import { account } from '../arn.ts';
import { fail } from '../failure.ts';
import { client, domain, request } from './fields.ts';
import { optionalBoolean, optionalLine, optionalObject, optionalText, textMap } from '../optional.ts';
import { headerMap } from './headers.ts';
import { MAX_CHARACTERS, MAX_COUNT } from './limits.ts';
import { method } from './method.ts';
import { pathParameters, requestPath } from './path.ts';
import { count } from '../matching.ts';
import type { HttpPolicy } from './policy.ts';
import { query } from './query.ts';
import { checkRawQuery } from './raw-query.ts';
import { alsoWith, array, exactly, line, object, optional, refine, string, type Infer } from '../shape.ts';

export interface HttpContext {
  readonly protocol: string;
  readonly sourceIp: string;
  readonly userAgent: string;
}

export interface RequestContext {
  readonly apiId: string;
  readonly authentication?: Readonly<Record<string, unknown>> | null;
  readonly authorizer?: Readonly<Record<string, unknown>> | null;
  readonly domainPrefix?: string | null;
  readonly requestId: string;
  readonly routeKey?: string | null;
  readonly stage?: string | null;
  readonly time?: string | null;
  readonly timeEpoch: number;
}

/** As many of them, and as long, as headers may be. */
const cookies = () =>
  refine(array(line), (all) => {
    let characters = 0;
    for (const one of all) characters += one.length;
    if (all.length > MAX_COUNT || characters > MAX_CHARACTERS) fail('TOO_LARGE');
  });

/** Payload format 2.0, which HTTP APIs and function URLs share (API Gateway Developer Guide, "Create AWS Lambda proxy integrations"). */
export const requestV2 = () =>
  object({
    version: exactly('2.0'),
    routeKey: optionalLine,
    rawPath: requestPath,
    rawQueryString: string,
    cookies: optional(cookies()),
    headers: headerMap,
    queryStringParameters: query(),
    pathParameters,
    stageVariables: textMap,
    requestContext: alsoWith<RequestContext>()(
      object({
        accountId: optional(account),
        domainName: domain,
        authorizer: optional(
          object({
            // Who looks for one scope in a text finds it in the name of another.
            jwt: optional(object({ claims: textMap, scopes: optional(array(string)) })),
            iam: optionalObject,
            lambda: optionalObject,
          }),
        ),
        timeEpoch: optional(count),
        ...request,
        http: alsoWith<HttpContext>()(object({ method, path: requestPath, protocol: optionalLine, ...client })),
      }),
    ),
    body: optionalText,
    isBase64Encoded: optionalBoolean,
  });

export type RequestV2 = Infer<typeof requestV2>;

/** The query stands there twice. */
export const checkV2 = ({ rawQueryString, queryStringParameters }: RequestV2, policy: HttpPolicy): void =>
  checkRawQuery('rawQueryString', rawQueryString, policy, queryStringParameters);

/** Tells requests of format 2.0 of a function URL and of an HTTP API apart: by the host that they came in by. */
export const isV2 =
  (isUrl: boolean) =>
  ({ version, requestContext, type, httpMethod }: Readonly<Record<string, unknown>>): boolean =>
    version === '2.0' &&
    type === undefined &&
    httpMethod === undefined &&
    isObject(requestContext) &&
    isObject(requestContext['http']) &&
    String(requestContext['domainName']).includes('.lambda-url.') === isUrl;
