import { describe, expect, it } from 'vitest';
import { runJavaScript } from '../engine/run.ts';
import { printCalls, readJavaScript } from '../models/run.ts';

const SEND = `
  import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  const sqs = new SQSClient({});
  const send = (QueueUrl) => sqs.send(new SendMessageCommand({ QueueUrl }));`;

describe('objects and modules', () => {
  it('an object of JavaScript has no methods of a dict', () => {
    const facts = readJavaScript(`${SEND}
      const options = { url: process.env.A };
      export const handler = () => send(options.items ?? options.copy ?? options.url);`);
    expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:$A}']);
  });

  it('a handler may be the default export that a compiler wrote', () => {
    const facts = runJavaScript(
      {
        'app.js': `
          Object.defineProperty(exports, '__esModule', { value: true });
          const sqs_1 = require('@aws-sdk/client-sqs');
          exports.default = async () => new sqs_1.SQSClient({}).send(new sqs_1.SendMessageCommand({ QueueUrl: process.env.A }));`,
      },
      { file: 'app.js', export: 'default' },
    );
    expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:$A}']);
  });

  it('what middleware of Middy puts into the context reaches the handler and what runs after it', () => {
    const facts = readJavaScript(`${SEND}
      import middy from '@middy/core';
      const inject = () => ({ before: async (request) => { Object.assign(request.context, { urls: { done: process.env.A } }); request.internal.late = process.env.B; } });
      const report = () => ({ after: (request) => send(request.internal.late) });
      export const handler = middy().use([inject(), report()]).handler(async (event, { urls }) => send(urls.done));`);
    expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:$A}', 'sqs:SendMessage {QueueUrl:$B}']);
  });
});
