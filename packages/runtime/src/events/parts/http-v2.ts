import { account } from './arn.ts';
import { checkWithin } from './failure.ts';
import { client, optionalBoolean, optionalText, requestMap, textMap } from './http-fields.ts';
import type { HttpPolicy } from './http-policy.ts';
import { checkMethod, checkPath, toParts, type RequestParts } from './http-request.ts';
import { exactly, alsoWith, array, isObject, isText, line, object, optional, string, type Infer } from './shape.ts';

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

/** Payload format 2.0, which HTTP APIs and function URLs share (API Gateway Developer Guide, "Create AWS Lambda proxy integrations"). */
export const requestV2 = () =>
  object({
    version: exactly('2.0'),
    routeKey: optionalText,
    rawPath: string,
    rawQueryString: string,
    cookies: optional(array(line)),
    headers: requestMap,
    queryStringParameters: requestMap,
    pathParameters: requestMap,
    stageVariables: textMap,
    requestContext: alsoWith<RequestContext>()(
      object({
        accountId: optional(account),
        domainName: string,
        http: alsoWith<HttpContext>()(object({ method: string, path: string, ...client })),
      }),
    ),
    body: optionalText,
    isBase64Encoded: optionalBoolean,
  });

export type RequestV2 = Infer<typeof requestV2>;

export const PARTS_V2: RequestParts = /* @__PURE__ */ toParts({ path: 'rawPath', rawQuery: 'rawQueryString' });

/** What is under `requestContext.http`: the method stands nowhere else. */
export function checkContextV2({ rawPath, requestContext }: RequestV2, policy: HttpPolicy): void {
  const { method, path } = requestContext.http;
  checkMethod(method, policy, 'requestContext.http.method');
  if (path !== rawPath) checkWithin('requestContext.http.path', () => checkPath(path, policy));
}

/** The host that a request of format 2.0 came in by; empty where the event is of another kind. */
export const toDomainV2 = ({ version, requestContext, type }: Readonly<Record<string, unknown>>): string =>
  version !== '2.0' || type !== undefined || !isObject(requestContext) || !isObject(requestContext['http'])
    ? ''
    : isText(requestContext['domainName'])
      ? requestContext['domainName']
      : '-';
