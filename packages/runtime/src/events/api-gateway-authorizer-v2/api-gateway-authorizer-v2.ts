import { arn } from '../parts/arn.ts';
import { HTTP_FIELDS, type HttpPolicy } from '../parts/http/policy.ts';
import { checkRequest } from '../parts/http/request.ts';
import { checkV2, requestV2 } from '../parts/http/v2.ts';
import { array, exactly, isText, object, optional, token, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () =>
  object({
    ...requestV2().fields,
    type: exactly('REQUEST'),
    routeArn: arn('execute-api'),
    identitySource: optional(array(token)),
  });

/** A request that an HTTP API asks an authorizer about, payload format 2.0. */
export type ApiGatewayAuthorizerV2Event = Infer<typeof shape>;
export type ApiGatewayAuthorizerV2Policy = HttpPolicy;

export const apiGatewayAuthorizerV2: EventSource<ApiGatewayAuthorizerV2Event, ApiGatewayAuthorizerV2Policy> =
  defineSource<ApiGatewayAuthorizerV2Event, ApiGatewayAuthorizerV2Policy>({
    name: 'api-gateway-authorizer-v2',
    shape,
    matches: ({ type, routeArn }) => type === 'REQUEST' && isText(routeArn),
    policyFields: HTTP_FIELDS,
    check: (event, policy, made) => checkRequest(event, policy, checkV2, made),
  });
