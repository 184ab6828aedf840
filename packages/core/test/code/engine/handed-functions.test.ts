import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript } from '../models/run.ts';

const PUT = `
  import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  const put = () => new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.Q }));
  const steps = new WeakMap();
  const keep = (fn) => { steps.set({}, fn); };`;

describe('a function that is handed over and that nothing is seen to call', () => {
  it.each([
    ['as it is', 'keep(() => put());'],
    ['in an object', 'const keepAll = (o) => keep(o); keepAll({ save: () => put() });'],
    ['by its name', 'async function save() { await put(); } keep(save);'],
  ])('is called where the handler hands it over %s', (_title, code) => {
    const facts = readJavaScript(`${PUT} export const handler = () => { ${code} };`);
    expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:$Q}']);
  });

  it('is told of where a module hands it over and nothing else calls AWS', () => {
    const facts = readJavaScript(`${PUT} keep(() => put()); export const handler = () => {};`);
    expect(facts.calls).toEqual([]);
    expect(facts.unresolved.map((u) => u.what)).toEqual(['a function that calls `sqs:SendMessage`']);
  });

  it('is left alone where it belongs to another handler of the module', () => {
    const facts = readJavaScript(`${PUT}
      const wrap = (fn) => (event) => fn(event);
      export const other = wrap(() => put());
      export const handler = wrap(() => new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.A })));`);
    expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:$A}']);
    expect(facts.unresolved).toEqual([]);
  });
});
