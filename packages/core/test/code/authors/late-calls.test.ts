import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript } from '../models/run.ts';

const ORDERS = `
  import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
  class Orders {
    constructor(db = DynamoDBDocument.from({})) { this.db = db; }
    findByCustomer(id) { return this.db.query({ TableName: process.env.T }); }
    removeAll() { return this.db.delete({ TableName: process.env.T }); }
  }`;

describe('instances that a container or a framework hands out', () => {
  it.each([
    [
      'a container that is not known',
      `import Bottle from 'bottlejs'; const b = new Bottle(); b.service('orders', Orders);
       export const handler = () => b.container.orders.findByCustomer('1');`,
    ],
    [
      'a registry of a library',
      `import { createRegistry } from 'some-registry'; const r = createRegistry(); r.provideClass(Orders);
       export const handler = () => r.lookupService('orders').findByCustomer('1');`,
    ],
    [
      'an argument of a framework',
      `import { define } from 'some-framework'; define({ orders: new Orders(), onRequest: (services) => services.orders.findByCustomer('1') });
       export const handler = () => {};`,
    ],
  ])('%s', (_title, code) => {
    expect(printCalls(readJavaScript(`${ORDERS} ${code}`))).toEqual(['dynamodb:Query {TableName:$T}']);
  });

  it('are not guessed where a method is common or was called', () => {
    const facts = readJavaScript(`
      import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
      import { on } from 'some-library';
      class Mailer { send() { return new SQSClient({}).send(new SendMessageCommand({ QueueUrl: process.env.A })); } }
      const mailer = new Mailer();
      on((response) => response.send('ok'));
      export const handler = () => {};`);
    expect(facts.calls).toEqual([]);
  });
});
