import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient({});

export const handler = async ({ body }) => {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.OUTGOING_URL, MessageBody: body }));
};
