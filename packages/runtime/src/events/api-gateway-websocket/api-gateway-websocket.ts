import { isObject } from '../../is-object.ts';
import { count, matching } from '../parts/matching.ts';
import { account } from '../parts/arn.ts';
import { identity, request } from '../parts/http/fields.ts';
import { optionalBoolean, optionalObject, optionalText, textMap } from '../parts/optional.ts';
import { checkLists, multiValueFields } from '../parts/http/lists.ts';
import type { HttpPolicy } from '../parts/http/policy.ts';
import { defineHttpSource } from '../parts/http/source.ts';
import { alsoWith, line, object, oneOf, optional, type Infer } from '../parts/shape.ts';
import type { EventSource } from '../parts/source.ts';

interface RequestContext {
  readonly apiId: string;
  readonly authorizer?: Readonly<Record<string, unknown>> | null;
  readonly connectedAt?: number | null;
  readonly disconnectReason?: string | null;
  readonly disconnectStatusCode?: number | null;
  readonly extendedRequestId?: string | null;
  readonly messageDirection?: string | null;
  readonly messageId?: string | null;
  readonly requestId: string;
  readonly requestTime?: string | null;
  readonly requestTimeEpoch?: number | null;
  readonly stage: string;
}

const shape = () =>
  object({
    type: optionalText,
    methodArn: optionalText,
    ...multiValueFields(),
    stageVariables: textMap,
    requestContext: alsoWith<RequestContext>()(
      object({
        accountId: optional(account),
        authorizer: optionalObject,
        requestTimeEpoch: optional(count),
        // Beside the stage, both make up the URL that answers are posted to.
        connectionId: matching(/^[^\s./?#%\\]{1,128}$/, 'identifier'),
        domainName: optional(matching(/^[^\s/?#%\\@]{1,255}$/, 'host')),
        eventType: oneOf('CONNECT', 'DISCONNECT', 'MESSAGE'),
        identity: identity(),
        routeKey: line,
        ...request,
      }),
    ),
    body: optionalText,
    isBase64Encoded: optionalBoolean,
  });

/** A connection, message or disconnection of a WebSocket API. */
export type ApiGatewayWebsocketEvent = Infer<typeof shape>;
export type ApiGatewayWebsocketPolicy = HttpPolicy;

/** The largest message (API Gateway quotas, WebSocket API). */
const MAX_BODY_BYTES = 128 * 1024;

export const apiGatewayWebsocket: EventSource<ApiGatewayWebsocketEvent, ApiGatewayWebsocketPolicy> = defineHttpSource({
  name: 'api-gateway-websocket',
  shape,
  // An authorizer is told of no body; a sample with both stands for a connection.
  matches: ({ requestContext, type, isBase64Encoded }) =>
    (type === undefined || isBase64Encoded !== undefined) &&
    isObject(requestContext) &&
    requestContext['connectionId'] !== undefined &&
    requestContext['eventType'] !== undefined,
  defaults: { maxBodyBytes: MAX_BODY_BYTES },
  check: checkLists,
});
