import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript } from './run.ts';

describe('base classes of libraries', () => {
  it('methods that a base class of a library calls', () => {
    const facts = readJavaScript(`
      import Base from 'some-lib';
      import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
      const c = new SNSClient({});
      class My extends Base { m() { c.send(new P({ TopicArn: 'm' })); } }
      class Two extends Base { async handle(event) { await c.send(new P({ TopicArn: event.topic })); } }
      const two = new Two();
      class Chain extends Base { constructor() { super(); this.use(); } go() { c.send(new P({ TopicArn: 'chain' })); } }
      export const handler = async (event) => { new My().start(); new Chain(); return two.run(event); };
    `);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"chain"}',
      'sns:Publish {TopicArn:"m"}',
      'sns:Publish {TopicArn:event.topic}',
    ]);
  });
  it('handler made by base', () => {
    const facts = readJavaScript(`
      import Base from 'some-lib';
      import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
      const c = new SNSClient({});
      class Two extends Base { async handle(event) { await c.send(new P({ TopicArn: event.topic })); } }
      export const handler = new Two().createHandler();
    `);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:event.topic}']);
  });
  it('handler bound from base', () => {
    const facts = readJavaScript(`
      import Base from 'some-lib';
      import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
      const c = new SNSClient({});
      class Two extends Base { async handle(event) { await c.send(new P({ TopicArn: event.topic })); } }
      const two = new Two();
      export const handler = two.handler.bind(two);
    `);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:event.topic}']);
  });
});
