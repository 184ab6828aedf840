import { isObject } from '../../is-object.ts';
import { domain, identity, request } from '../parts/http/fields.ts';
import { optionalBoolean, optionalObject, optionalText, textMap } from '../parts/optional.ts';
import { checkLists, multiValueFields } from '../parts/http/lists.ts';
import { method } from '../parts/http/method.ts';
import { anyPath, pathParameters, requestPath } from '../parts/http/path.ts';
import type { HttpPolicy } from '../parts/http/policy.ts';
import { defineHttpSource } from '../parts/http/source.ts';
import { account } from '../parts/arn.ts';
import { count } from '../parts/matching.ts';
import { alsoWith, isText, line, object, optional, type Infer } from '../parts/shape.ts';
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

const shape = () =>
  object({
    version: optionalText,
    resource: line,
    path: requestPath,
    httpMethod: method,
    ...multiValueFields(),
    pathParameters,
    stageVariables: textMap,
    requestContext: alsoWith<RequestContext>()(
      object({
        accountId: optional(account),
        authorizer: optionalObject,
        domainName: optional(domain),
        httpMethod: method,
        identity: identity(),
        path: optional(anyPath),
        requestTimeEpoch: optional(count),
        ...request,
      }),
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
    isText(httpMethod) &&
    type === undefined &&
    isObject(requestContext) &&
    resource !== undefined &&
    requestContext['elb'] === undefined &&
    requestContext['connectionId'] === undefined,
  check: checkLists,
});
