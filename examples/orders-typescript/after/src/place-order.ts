import { randomUUID } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { type Order, putOrder } from './orders-table';

const sqs = new SQSClient({});

export const handler: APIGatewayProxyHandlerV2 = async (event) => {
  const { customer, total } = JSON.parse(event.body ?? '{}');
  if (typeof customer !== 'string' || typeof total !== 'number') {
    return { statusCode: 400, body: JSON.stringify({ message: 'customer and total are required' }) };
  }
  const order: Order = { id: randomUUID(), customer, total, status: 'placed' };
  await putOrder(order);
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.QUEUE_URL, MessageBody: JSON.stringify(order) }));
  return { statusCode: 201, body: JSON.stringify(order) };
};
