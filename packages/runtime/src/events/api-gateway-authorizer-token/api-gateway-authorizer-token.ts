import { arn } from '../parts/arn.ts';
import { exactly, isText, object, token, type Infer } from '../parts/shape.ts';
import { defineSource, type EventSource } from '../parts/source.ts';

const shape = () => object({ type: exactly('TOKEN'), authorizationToken: token, methodArn: arn('execute-api') });

/** A token that a REST API asks a TOKEN authorizer about. */
export type ApiGatewayAuthorizerTokenEvent = Infer<typeof shape>;

export const apiGatewayAuthorizerToken: EventSource<ApiGatewayAuthorizerTokenEvent> =
  defineSource<ApiGatewayAuthorizerTokenEvent>({
    name: 'api-gateway-authorizer-token',
    shape,
    // More than API Gateway takes for all headers (API Gateway quotas).
    defaults: { maxBodyBytes: 64 * 1024 },
    matches: ({ type, methodArn }) => type === 'TOKEN' && isText(methodArn),
  });
