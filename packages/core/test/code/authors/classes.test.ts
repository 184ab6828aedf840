import { describe, expect, it } from 'vitest';
import { runJavaScript } from '../engine/run.ts';
import { printCalls, readJavaScript } from '../models/run.ts';

const SEND = `
  import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  const sqs = new SQSClient({});
  const send = (QueueUrl) => sqs.send(new SendMessageCommand({ QueueUrl }));`;
const A = 'sqs:SendMessage {QueueUrl:$A}';
const B = 'sqs:SendMessage {QueueUrl:$B}';

describe('classes as people use them', () => {
  it('a bus finds the handler of a command by the name of its constructor', () => {
    const facts = readJavaScript(`${SEND}
      class Bus { #handlers = {}; register(type, handler) { this.#handlers[type.name] = handler; } execute(command) { return this.#handlers[command.constructor.name].handle(command); } }
      class Create { constructor(url) { this.url = url; } }
      class Remove { constructor(url) { this.url = url; } }
      class CreateHandler { handle(c) { return send(c.url); } }
      class RemoveHandler { handle(c) { return send(process.env.B); } }
      const bus = new Bus();
      for (const [type, handler] of [[Create, new CreateHandler()], [Remove, new RemoveHandler()]]) bus.register(type, handler);
      export const handler = () => bus.execute(new Create(process.env.A));`);
    expect(printCalls(facts)).toEqual([A]);
  });

  it('static getters and what a subclass sets on itself', () => {
    const facts = readJavaScript(`${SEND}
      class Model {
        static get url() { return this.table ?? process.env.B; }
        static notify() { return send(this.url); }
        save() { return send(this.constructor.url); }
      }
      class Article extends Model {}
      Article.table = 'https://a';
      export const handler = async () => { await Article.notify(); await Model.notify(); await new Article().save(); };`);
    expect(printCalls(facts)).toEqual(['sqs:SendMessage {QueueUrl:"https://a"}', B]);
  });

  it('a constructor that may be called without new', () => {
    const facts = readJavaScript(`${SEND}
      function Store(url) { if (!(this instanceof Store)) return new Store(url); this.url = url; }
      Store.prototype.notify = function () { return send(this.url); };
      export const handler = () => Store(process.env.A).notify();`);
    expect(printCalls(facts)).toEqual([A]);
    expect(facts.unresolved).toEqual([]);
  });

  it('instanceof decides between the kinds of what the code made', () => {
    const facts = readJavaScript(`${SEND}
      class Left {} class Right {}
      const run = (e) => (e instanceof Left ? send(process.env.B) : send(process.env.A));
      export const handler = () => run(new Right());`);
    expect(printCalls(facts)).toEqual([A]);
  });

  it('a handler that is a static method', () => {
    const code = `${SEND}
      class Base { static handle(event) { return new this().run(event); } }
      export class Worker extends Base { run() { return send(process.env.A); } }`;
    expect(printCalls(runJavaScript({ 'app.js': code }, { file: 'app.js', export: 'Worker.handle' }))).toEqual([A]);
  });
});
