import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript, readPython } from '../models/run.ts';

const SCRIPT = `
  import { SQSClient, SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
  const sqs = new SQSClient({});
  const send = (QueueUrl) => sqs.send(new SendMessageCommand({ QueueUrl }));`;

describe('JSON texts', () => {
  it.each([
    ['??', "JSON.parse(event.body ?? '{}').url"],
    ['||', "JSON.parse(event.body || '{}').url"],
    ['?:', "JSON.parse(event.body ? event.body : '{}').url"],
    ['a default by taking apart', "(({ body = '{}' }) => JSON.parse(body))(event).url"],
  ])('keep the event through %s', (_what, value) => {
    expect(printCalls(readJavaScript(`${SCRIPT} export const handler = (event) => send(${value});`))).toEqual([
      'sqs:SendMessage {QueueUrl:event.body.(json).url}',
    ]);
  });

  it('keep the event in Python', async () => {
    const facts = await readPython(`
import json, boto3
def handler(event, context):
    body = json.loads(event.get('body') or '{}')
    boto3.client('sqs').send_message(QueueUrl=body['url'], MessageBody='x')
`);
    expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:event.body.(json).url MessageBody:"x"}']);
  });

  it('that are constant are read', () => {
    const code = `${SCRIPT} const C = JSON.parse('{"urls":["a","b"],"n":{"url":"c"}}');
      export const handler = async () => { for (const u of C.urls) await send(u); await send(C.n.url); };`;
    expect(printCalls(readJavaScript(code)).toSorted()).toEqual([
      'sqs:SendMessage {QueueUrl:"a"}',
      'sqs:SendMessage {QueueUrl:"b"}',
      'sqs:SendMessage {QueueUrl:"c"}',
    ]);
  });

  it.each(['{"url":', '', 'undefined'])('that are broken (%j) are not known', (text) => {
    const code = `${SCRIPT} export const handler = () => send(JSON.parse('${text}').url);`;
    expect(printCalls(readJavaScript(code))).toEqual(['sqs:SendMessage {QueueUrl:?}']);
  });

  it('that nothing is known of still give a list of what a callback makes', () => {
    const code = `${SCRIPT} import { load } from 'somewhere';
      export const handler = async () => sqs.send(new SendMessageBatchCommand({
        QueueUrl: 'q', Entries: load().map((i) => ({ Id: 'one' })) }));`;
    expect(printCalls(readJavaScript(code))).toEqual(['sqs:SendMessageBatch {QueueUrl:"q" Entries:[{Id:"one"}]}']);
  });
});
