import { guard } from '@sallyport/runtime';
import { createAuditLog } from '@sallyport/runtime/audit-log';
import { apiGatewayV2 } from '@sallyport/runtime/events/api-gateway-v2';
import { restrict } from '@sallyport/runtime/restrict';
import { order } from './order.ts';

export const handler = guard(
  // `event.body` is an order: parsed, and right.
  async (event) => ({ statusCode: 202, body: JSON.stringify({ ordered: event.body.quantity }) }),
  {
    source: apiGatewayV2,
    policy: { methods: ['POST'], path: /^\/[a-zA-Z0-9/_-]+$/ },
    body: order,
    audit: createAuditLog(),
    restrict: () => restrict({ level: 'L1', egress: { allow: ['*.amazonaws.com'] } }),
  },
);
