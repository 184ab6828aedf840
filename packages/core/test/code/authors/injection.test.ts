import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript } from '../models/run.ts';

const REPOSITORY = `
  import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
  export class Repository {
    constructor(client, table) { this.client = client; this.table = table; }
    find(id) { return this.client.send(new GetCommand({ TableName: this.table, Key: { id } })); }
  }`;
const FOUND = ['dynamodb:GetItem {TableName:$TABLE Key:{id:event.id}}'];

describe('containers of dependencies', () => {
  it('tsyringe resolves tokens of constructor parameters, and classes by the type of a parameter', () => {
    const facts = readJavaScript(`
      import { container, inject, injectable } from 'tsyringe';
      import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
      import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
      @injectable() class Clock { now() { return Date.now(); } }
      abstract class Repository { abstract find(id: string): Promise<unknown> }
      @injectable()
      class DynamoRepository extends Repository {
        constructor(@inject('doc') private doc, @inject('table') private readonly table: string, private clock: Clock) { super(); }
        async find(id) { this.clock.now(); return this.doc.send(new GetCommand({ TableName: this.table, Key: { id } })); }
      }
      @injectable() class UseCase { constructor(private readonly repository: Repository) {} run(id) { return this.repository.find(id); } }
      container.register('client', { useFactory: () => new DynamoDBClient({}) });
      container.register('doc', { useFactory: (c) => DynamoDBDocumentClient.from(c.resolve('client')) });
      container.register('table', { useValue: process.env.TABLE });
      container.registerSingleton(Repository, DynamoRepository);
      export const handler = (event) => container.resolve(UseCase).run(event.id);
    `);
    expect(printCalls(facts)).toEqual(FOUND);
    expect(facts.unresolved).toEqual([]);
  });

  it('keeps what fields begin with in a class that has no constructor', () => {
    const facts = readJavaScript(`
      import { container, injectable } from 'tsyringe';
      import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
      import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
      @injectable()
      class Store {
        private doc = DynamoDBDocumentClient.from(new DynamoDBClient({}));
        private table = process.env.TABLE;
        find(id) { return this.doc.send(new GetCommand({ TableName: this.table, Key: { id } })); }
      }
      @injectable() class Job { constructor(private store: Store) {} run(id) { return this.store.find(id); } }
      export const handler = (event) => container.resolve(Job).run(event.id);
    `);
    expect(printCalls(facts)).toEqual(FOUND);
  });

  it('inversify binds symbols to classes, constants and factories, in modules too', () => {
    const facts = readJavaScript({
      'app.ts': `
        import { Container, ContainerModule, inject, injectable } from 'inversify';
        import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
        import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
        import { Repository } from './repository';
        const TYPES = { Repository: Symbol.for('Repository'), Service: Symbol('Service'), Table: Symbol.for('Table') };
        @injectable()
        class Service {
          @inject(TYPES.Repository) private readonly repository;
          get(id) { return this.repository.find(id); }
        }
        const data = new ContainerModule((bind) => {
          bind(TYPES.Table).toConstantValue(process.env.TABLE);
          bind(TYPES.Repository).toDynamicValue((ctx) => new Repository(DynamoDBDocumentClient.from(new DynamoDBClient({})), ctx.container.get(TYPES.Table)));
        });
        const container = new Container({ defaultScope: 'Singleton' });
        container.load(data);
        container.bind(TYPES.Service).to(Service).inSingletonScope();
        export const handler = async (event) => container.get(TYPES.Service).get(event.id);
      `,
      'repository.ts': REPOSITORY,
    });
    expect(printCalls(facts)).toEqual(FOUND);
  });

  it('typedi makes services by class and by token', () => {
    const facts = readJavaScript({
      'app.ts': `
        import 'reflect-metadata';
        import { Container, Service, Inject } from 'typedi';
        import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
        import { Repository } from './repository';
        Container.set('repository', new Repository(DynamoDBDocumentClient.from({}), process.env.TABLE));
        @Service() class Finder { @Inject('repository') repository; }
        @Service() class Api { @Inject() private finder: Finder; get(id) { return this.finder.repository.find(id); } }
        export const handler = async (event) => Container.get(Api).get(event.id);
      `,
      'repository.ts': REPOSITORY,
    });
    expect(printCalls(facts)).toEqual(FOUND);
  });

  it.each(['', '{ injectionMode: InjectionMode.CLASSIC }'])('awilix gives dependencies by name (%s)', (mode) => {
    const given = mode === '' ? '{ repository }' : 'repository';
    const facts = readJavaScript({
      'app.ts': `
        import { asClass, asFunction, asValue, createContainer, InjectionMode } from 'awilix';
        import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
        import { Repository } from './repository';
        class Service { constructor(${given}) { this.repository = repository; } get(id) { return this.repository.find(id); } }
        const container = createContainer(${mode});
        container.register({
          service: asClass(Service).singleton(),
          table: asValue(process.env.TABLE),
          repository: asFunction((${mode === '' ? '{ table }' : 'table'}) => new Repository(DynamoDBDocumentClient.from({}), table)),
        });
        export const handler = async (event) => container.cradle.service.get(event.id);
      `,
      'repository.ts': REPOSITORY,
    });
    expect(printCalls(facts)).toEqual(FOUND);
  });

  it('NestJS provides by token, by class and out of the configuration', () => {
    const facts = readJavaScript(`
      import { NestFactory } from '@nestjs/core';
      import { Controller, Get, Inject, Injectable, Module, Param } from '@nestjs/common';
      import { ConfigModule, ConfigService, registerAs } from '@nestjs/config';
      import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
      abstract class Repository {}
      @Injectable()
      class DynamoRepository extends Repository {
        constructor(@Inject('CLIENT') private client, private config: ConfigService) { super(); }
        find(id) { return this.client.send(new GetCommand({ TableName: this.config.get<string>('TABLE'), Key: { id: 'x' } })); }
        log() { return this.client.send(new PutCommand({ TableName: this.config.getOrThrow('audit.table') })); }
      }
      @Injectable() class Service { constructor(private readonly repository: Repository) {} find(id) { this.repository.log(); return this.repository.find(id); } }
      @Controller('things') class Things { constructor(private service: Service) {} @Get(':id') one(@Param('id') id: string) { return this.service.find(id); } }
      @Module({
        providers: [Service, { provide: Repository, useClass: DynamoRepository }, { provide: 'CLIENT', useFactory: () => DynamoDBDocumentClient.from({}) }],
        controllers: [Things],
      })
      class ThingsModule {}
      @Module({ imports: [ConfigModule.forRoot({ load: [registerAs('audit', () => ({ table: process.env.AUDIT }))] }), ThingsModule] })
      class AppModule {}
      export const handler = async (event) => {
        const app = await NestFactory.create(AppModule);
        await app.init();
        return app.getHttpAdapter().getInstance()(event);
      };
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:$TABLE Key:{id:"x"}}',
      'dynamodb:PutItem {TableName:$AUDIT}',
    ]);
  });

  it('a default of a parameter stands before what its type would make', () => {
    const facts = readJavaScript(`
      import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
      class Queue { constructor(private client: SQSClient = new SQSClient({ region: 'eu-west-1' }), private url = process.env.QUEUE) {}
        send(body) { return this.client.send(new SendMessageCommand({ QueueUrl: this.url, MessageBody: body })); } }
      export const handler = (event) => new Queue().send('x');
    `);
    expect(facts.calls.map((c) => c.region)).toEqual([{ kind: 'const', value: 'eu-west-1' }]);
  });
});

describe('decorators as compilers leave them', () => {
  it('reads tokens of parameters and fields out of __decorate', () => {
    const facts = readJavaScript(`
      var __decorate = (this && this.__decorate) || function () {}, __param = function () {}, __metadata = function () {};
      const tsyringe_1 = require("tsyringe");
      const lib = require("@aws-sdk/lib-dynamodb");
      let Repository = class Repository {
        constructor(table) { this.table = table; this.doc = lib.DynamoDBDocumentClient.from({}); }
        find(id) { return this.doc.send(new lib.GetCommand({ TableName: this.table, Key: { id } })); }
      };
      Repository = __decorate([(0, tsyringe_1.injectable)(), __param(0, (0, tsyringe_1.inject)("table")), __metadata("design:paramtypes", [String])], Repository);
      let UseCase = class UseCase {
        constructor(repository) { this.repository = repository; }
        run(id) { return this.repository.find(id); }
      };
      UseCase = __decorate([(0, tsyringe_1.injectable)(), __metadata("design:paramtypes", [Repository])], UseCase);
      tsyringe_1.container.register("table", { useValue: process.env.TABLE });
      exports.handler = (event) => tsyringe_1.container.resolve(UseCase).run(event.id);
    `);
    expect(printCalls(facts)).toEqual(FOUND);
  });
});
