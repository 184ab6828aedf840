import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript } from '../models/run.ts';

const SEND = `
  import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  const sqs = new SQSClient({});
  const send = (QueueUrl) => sqs.send(new SendMessageCommand({ QueueUrl }));`;

describe('what code loops over', () => {
  it.each([
    [
      'a generator under Symbol.asyncIterator',
      'class Pages { async *[Symbol.asyncIterator]() { yield process.env.A; } }',
    ],
    [
      'an iterator with next()',
      'class Pages { [Symbol.iterator]() { return { next: () => ({ done: false, value: process.env.A }) }; } }',
    ],
  ])('%s', (_title, pages) => {
    const facts = readJavaScript(
      `${SEND} ${pages} export const handler = async () => { for await (const p of new Pages()) await send(p); };`,
    );
    expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:$A}']);
  });
});
