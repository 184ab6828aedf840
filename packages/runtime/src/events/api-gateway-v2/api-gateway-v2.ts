import type { HttpPolicy } from '../parts/http/policy.ts';
import { defineHttpSource } from '../parts/http/source.ts';
import { checkV2, isV2, requestV2, type RequestV2 } from '../parts/http/v2.ts';
import type { EventSource } from '../parts/source.ts';

/** A request of an HTTP API, payload format 2.0. */
export type ApiGatewayV2Event = RequestV2;
export type ApiGatewayV2Policy = HttpPolicy;

export const apiGatewayV2: EventSource<ApiGatewayV2Event, ApiGatewayV2Policy> = defineHttpSource({
  name: 'api-gateway-v2',
  shape: requestV2,
  matches: isV2(false),
  check: checkV2,
});
