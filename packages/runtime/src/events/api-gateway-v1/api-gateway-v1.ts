import { fail } from '../parts/failure.ts';
import { identity, multiValueFields, optionalBoolean, optionalText, textMap } from '../parts/http-fields.ts';
import type { HttpPolicy } from '../parts/http-policy.ts';
import { checkMethod, checkPath, MULTI_VALUE } from '../parts/http-request.ts';
import { defineHttpSource } from '../parts/http-source.ts';
import { account } from '../parts/arn.ts';
import { alsoWith, isObject, object, optional, string, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

interface RequestContext {
  readonly apiId: string;
  readonly authorizer?: Readonly<Record<string, unknown>> | null;
  readonly domainName?: string | null;
  readonly domainPrefix?: string | null;
  readonly extendedRequestId?: string | null;
  readonly protocol?: string | null;
  readonly requestId: string;
  readonly requestTime?: string | null;
  readonly requestTimeEpoch: number;
  readonly resourceId?: string | null;
  readonly resourcePath: string;
  readonly stage: string;
}

const shape = object({
  version: optionalText,
  resource: string,
  path: string,
  httpMethod: string,
  ...multiValueFields,
  pathParameters: textMap,
  stageVariables: textMap,
  requestContext: alsoWith<RequestContext>()(
    object({ accountId: optional(account), httpMethod: string, identity, path: optionalText }),
  ),
  body: optionalText,
  isBase64Encoded: optionalBoolean,
});

/** A request of a REST API, or of an HTTP API with payload format 1.0. */
export type ApiGatewayV1Event = Infer<typeof shape>;
export type ApiGatewayV1Policy = HttpPolicy;

export const apiGatewayV1: EventSource<ApiGatewayV1Event, ApiGatewayV1Policy> = defineHttpSource({
  name: 'api-gateway-v1',
  shape,
  matches: ({ httpMethod, requestContext, resource, type }) =>
    typeof httpMethod === 'string' &&
    type === undefined &&
    isObject(requestContext) &&
    resource !== undefined &&
    requestContext['elb'] === undefined &&
    requestContext['connectionId'] === undefined,
  request: {
    method: 'httpMethod',
    path: 'path',
    ...MULTI_VALUE,
    pathParameters: 'pathParameters',
    body: 'body',
    isBase64: 'isBase64Encoded',
  },
  check: ({ requestContext }, policy) => {
    const wrongMethod = checkMethod(requestContext.httpMethod, policy);
    if (wrongMethod) return fail(wrongMethod.code, 'requestContext', 'httpMethod');
    const wrongPath = checkPath(requestContext.path, {});
    return wrongPath && fail(wrongPath.code, 'requestContext', 'path');
  },
});
