import { fail } from '../parts/failure.ts';
import { isObject } from '../../is-object.ts';
import { arn } from '../parts/arn.ts';
import { identity } from '../parts/http/fields.ts';
import { optionalText, textMap } from '../parts/optional.ts';
import { checkLists, multiValueFields } from '../parts/http/lists.ts';
import { method } from '../parts/http/method.ts';
import { pathParameters, requestPath } from '../parts/http/path.ts';
import { HTTP_FIELDS, type HttpPolicy } from '../parts/http/policy.ts';
import { checkRequest } from '../parts/http/request.ts';
import { account } from '../parts/arn.ts';
import { alsoWith, exactly, isText, object, optional, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

interface RequestContext {
  readonly apiId: string;
  readonly domainName?: string | null;
  readonly httpMethod?: string | null;
  readonly path?: string | null;
  readonly requestId?: string | null;
  readonly resourcePath?: string | null;
  readonly stage?: string | null;
}

const shape = () =>
  object({
    version: optionalText,
    type: exactly('REQUEST'),
    methodArn: arn('execute-api'),
    identitySource: optionalText,
    authorizationToken: optionalText,
    resource: optionalText,
    // The authorizer of a WebSocket API is told of neither.
    path: optional(requestPath),
    httpMethod: optional(method),
    ...multiValueFields(),
    pathParameters,
    stageVariables: textMap,
    requestContext: alsoWith<RequestContext>()(object({ accountId: optional(account), identity: identity() })),
  });

/** A request that a REST or WebSocket API, or an HTTP API with payload format 1.0, asks a REQUEST authorizer about. */
export type ApiGatewayAuthorizerRequestEvent = Infer<typeof shape>;
export type ApiGatewayAuthorizerRequestPolicy = HttpPolicy;

export const apiGatewayAuthorizerRequest: EventSource<
  ApiGatewayAuthorizerRequestEvent,
  ApiGatewayAuthorizerRequestPolicy
> = defineSource<ApiGatewayAuthorizerRequestEvent, ApiGatewayAuthorizerRequestPolicy>({
  name: 'api-gateway-authorizer-request',
  shape,
  matches: ({ type, methodArn, requestContext, isBase64Encoded }) =>
    type === 'REQUEST' &&
    isText(methodArn) &&
    (isBase64Encoded === undefined || !isObject(requestContext) || requestContext['connectionId'] === undefined),
  policyFields: HTTP_FIELDS,
  check: (event, policy, made) => {
    checkRequest(event, policy, checkLists, made);
    // What is then allowed is the one, and what was looked at the other.
    const { methodArn, httpMethod } = event;
    if (httpMethod && methodArn.split('/', 3)[2] !== httpMethod) fail('INCONSISTENT', 'methodArn');
  },
});
