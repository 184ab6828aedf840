import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { SQSBatchItemFailure, SQSHandler } from 'aws-lambda';
import { markFulfilled, type Order } from './orders-table';

const sns = new SNSClient({});
const secrets = new SecretsManagerClient({});
let apiKey: string | undefined;

// Only the orders that fail are delivered again.
export const handler: SQSHandler = async (event) => {
  const batchItemFailures: SQSBatchItemFailure[] = [];
  for (const record of event.Records) {
    try {
      await fulfil(JSON.parse(record.body));
    } catch (error) {
      console.error('order not fulfilled', record.messageId, error);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
  }
  return { batchItemFailures };
};

async function fulfil(order: Order): Promise<void> {
  await charge(order);
  await markFulfilled(order.id);
  await sns.send(new PublishCommand({ TopicArn: process.env.TOPIC_ARN, Message: JSON.stringify(order) }));
}

async function charge(order: Order): Promise<void> {
  const response = await fetch(process.env.PAYMENTS_URL!, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${await getApiKey()}`,
      'content-type': 'application/json',
      'idempotency-key': order.id,
    },
    body: JSON.stringify({ customer: order.customer, amount: order.total }),
  });
  if (!response.ok) throw new Error(`the payment of order ${order.id} failed with ${response.status}`);
}

async function getApiKey(): Promise<string> {
  if (!apiKey) {
    const secret = await secrets.send(new GetSecretValueCommand({ SecretId: process.env.PAYMENTS_KEY_ID }));
    apiKey = secret.SecretString;
  }
  if (!apiKey) throw new Error('the API key of the payments is not set');
  return apiKey;
}
