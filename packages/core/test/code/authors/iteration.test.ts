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

describe('functions that call themselves', () => {
  it('answer what their other ends answer', () => {
    const facts = readJavaScript(`
      import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
      const client = new EventBridgeClient({});
      const chunk = (items, size) => (items.length ? [items.slice(0, size), ...chunk(items.slice(size), size)] : []);
      async function send(command, attempt = 0) {
        try { return await client.send(command); } catch (e) { if (attempt < 3) return send(command, attempt + 1); throw e; }
      }
      const bus = async (attempt = 0) => { try { return process.env.BUS; } catch (e) { return bus(attempt + 1); } };
      export const handler = async (event) => {
        const EventBusName = await bus();
        const entries = event.items.map((item) => ({ EventBusName, Source: 's', DetailType: 't', Detail: 'd' }));
        for (const Entries of chunk(entries, 10)) await send(new PutEventsCommand({ Entries }));
      };`);
    expect(printCalls(facts)).toEqual([
      'eventbridge:PutEvents {Entries:[{EventBusName:$BUS Source:"s" DetailType:"t" Detail:"d"}]}',
    ]);
    expect(facts.unresolved).toEqual([]);
  });
});
