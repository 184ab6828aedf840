import { guard } from '@sallyport/runtime';
import { createAuditLog } from '@sallyport/runtime/audit-log';
import { sqs } from '@sallyport/runtime/events/sqs';
import { order } from './order.ts';

export const handler = guard(
  async (event) => {
    // Only right orders get here. These come again; the guard adds those that it has refused.
    const outOfStock = event.Records.filter(({ body }) => body.quantity > 100);
    return { batchItemFailures: outOfStock.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  },
  { source: sqs, policy: { maxRecords: 10 }, body: order, audit: createAuditLog() },
);
