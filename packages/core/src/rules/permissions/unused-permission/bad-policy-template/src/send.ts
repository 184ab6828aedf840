import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const sqs = new SQSClient({});

export const handler = async (event: { text: string }): Promise<void> => {
  await sqs.send(new SendMessageCommand({ QueueUrl: process.env.INBOX_URL, MessageBody: event.text }));
};
