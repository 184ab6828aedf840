import { expect, it } from 'vitest';
import { listCalls, runJavaScript } from './run.ts';

// A field of data that is not known may be anything: it hides nothing that follows.
it.each([
  'if (event.x) return 1;',
  'if (!event.x) return 1;',
  "if (typeof event.x !== 'string') return 1;",
  "if (typeof event.x === 'function') return 1;",
  'if (event.find) return 1;',
  'if (event.detail.replace) return 1;',
  "const { customer } = JSON.parse(event.body ?? '{}'); if (typeof customer !== 'string') return 1;",
  'const answer = ask(event); if (answer.error) return 1;',
  'const done = event.x ? true : false; if (done) return 1;',
  'if (event.x || event.y) throw new Error();',
  "switch (typeof event.x) { case 'function': return 1; }",
])('%s', (guard) => {
  const code = `
    import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
    const client = new SQSClient({});
    export const handler = async (event) => {
      ${guard}
      await client.send(new SendMessageCommand({ QueueUrl: 'queue' }));
    };`;
  expect(listCalls(runJavaScript({ 'app.js': code }, { file: 'app.js', export: 'handler' }))).toEqual([
    'sqs:SendMessage',
  ]);
});
