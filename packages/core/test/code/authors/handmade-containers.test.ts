import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript } from '../models/run.ts';

const SQS = `import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
  const send = (s, QueueUrl) => s.send(new SendMessageCommand({ QueueUrl }));`;
const A = 'sqs:SendMessage {QueueUrl:$A}';

const RESOLVE = `const made = new Map();
  export function resolve(ctor) {
    const known = made.get(ctor);
    if (known) return known;
    const instance = new ctor(...(TYPES ?? []).map((d) => resolve(d)));
    made.set(ctor, instance);
    return instance;
  }`;
const toResolve = (types: string): string => RESOLVE.replace('TYPES', types);
const TYPED = "Reflect.getMetadata('design:paramtypes', ctor)";

describe('containers written by hand', () => {
  it('make classes by the types of their parameters, out of the metadata that the compiler leaves', () => {
    const facts = readJavaScript(`import 'reflect-metadata'; ${SQS} ${toResolve(TYPED)}
      const Service = () => (target) => { Reflect.defineMetadata('service', true, target); };
      @Service() class Bus { url = process.env.A; s = new SQSClient({}); emit() { return send(this.s, this.url); } }
      @Service() class Order { constructor(private readonly bus: Bus) {} execute() { return this.bus.emit(); } }
      const endpoint = (useCase) => async (event) => { try { return await resolve(useCase).execute(event.body); } catch (e) { return 1; } };
      export const handler = endpoint(Order);`);
    expect(printCalls(facts)).toEqual([A]);
    expect(printUnresolved(facts)).toEqual([]);
  });

  it('do so in what the compiler made', () => {
    const facts = readJavaScript(`${SQS} ${toResolve(TYPED)}
      var __decorate = (this && this.__decorate) || function () {}, __metadata = (this && this.__metadata) || function () {};
      let Bus = class Bus { constructor() { this.s = new SQSClient({}); } emit() { return send(this.s, process.env.A); } };
      let Order = class Order { constructor(bus) { this.bus = bus; } execute() { return this.bus.emit(); } };
      Order = __decorate([Injectable(), __metadata("design:paramtypes", [Bus])], Order);
      export const handler = () => resolve(Order).execute();`);
    expect(printCalls(facts)).toEqual([A]);
    expect(printUnresolved(facts)).toEqual([]);
  });

  it('give by type what a library that is not known answered', () => {
    const facts = readJavaScript(`import { typesOf } from 'some-library'; ${SQS} ${toResolve('typesOf(ctor)')}
      class Bus { s = new SQSClient({}); emit() { return send(this.s, process.env.A); } }
      class Order { constructor(private readonly bus: Bus) {} execute() { return this.bus.emit(); } }
      export const handler = () => resolve(Order).execute();`);
    expect(printCalls(facts)).toEqual([A]);
  });

  it('find what a decorator registered above one of a library', () => {
    const facts = readJavaScript(`import { injectable } from 'some-library'; ${SQS}
      const registry = new Map();
      const handles = (command) => (target) => { registry.set(command, target); };
      class Create { constructor(readonly url) {} } class Remove { constructor(readonly url) {} }
      @handles(Create) @injectable() class CreateHandler { handle(c) { return send(new SQSClient({}), c.url); } }
      @handles(Remove) @injectable() class RemoveHandler { handle() { return send(new SQSClient({}), process.env.B); } }
      const dispatch = (command) => {
        const type = registry.get(command.constructor);
        if (!type) throw new Error('no handler');
        return new type().handle(command);
      };
      export const handler = () => dispatch(new Create(process.env.A));`);
    expect(printCalls(facts)).toEqual([A]);
    expect(printUnresolved(facts)).toEqual([]);
  });

  it('tell clients apart that are kept under a name and options', () => {
    const facts = readJavaScript(`const AWS = require('aws-sdk');
      const cache = {};
      const service = (name, options) => {
        const key = name + JSON.stringify(options || {});
        if (!cache[key]) cache[key] = new AWS[name](options);
        return cache[key];
      };
      export const handler = async (event) => {
        await service('SNS').publish({ TopicArn: process.env.T }).promise();
        await service('SQS', { maxRetries: event.retries }).sendMessage({ QueueUrl: process.env.A }).promise();
      };`);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:$T}', A]);
    expect(printUnresolved(facts)).toEqual([]);
  });

  it('read metadata of classes above, of members and by decorators', () => {
    const facts = readJavaScript(`${SQS}
      class Base {} class Job extends Base { @Reflect.metadata('url', process.env.B) run() {} }
      Reflect.defineMetadata('url', process.env.A, Base); Reflect.defineMetadata('flag', 1, Base);
      export const handler = async () => {
        await send(new SQSClient({}), Reflect.getMetadata('url', Job));
        if (!Reflect.hasOwnMetadata('flag', Job)) await send(new SQSClient({}), process.env.C);
        if (Reflect.hasMetadata('url', Job.prototype, 'run')) await send(new SQSClient({}), Reflect.getMetadata('url', new Job(), 'run'));
      };`);
    expect(printCalls(facts)).toEqual(['A', 'B', 'C'].map((q) => `sqs:SendMessage {QueueUrl:$${q}}`));
  });
});
