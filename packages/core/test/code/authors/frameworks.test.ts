import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript } from '../models/run.ts';

const DOC = `
  import { DynamoDBDocument } from '@aws-sdk/lib-dynamodb';
  const doc = DynamoDBDocument.from({});
  const TableName = process.env.T;
  class Users { constructor(db) { this.db = db; } findAll() { return this.db.scan({ TableName }); } }`;
const SCAN = ['dynamodb:Scan {TableName:$T}'];

describe('what code puts into the objects of a framework', () => {
  it.each([
    [
      'state of Koa',
      `import Koa from 'koa'; import Router from '@koa/router'; import serverless from 'serverless-http';
       const app = new Koa(); const router = new Router();
       app.use(async (ctx, next) => { ctx.state.db = doc; await next(); });
       router.get('/x', async (ctx) => { ctx.body = await ctx.state.db.scan({ TableName }); });
       app.use(router.routes());
       export const handler = serverless(app);`,
    ],
    [
      'locals of Express',
      `import express from 'express'; import serverless from 'serverless-http';
       const app = express(); app.locals.users = new Users(doc);
       app.get('/x', async (req, res) => { res.json(await req.app.locals.users.findAll()); });
       export const handler = serverless(app);`,
    ],
    [
      'settings of Express',
      `import express from 'express'; import serverless from 'serverless-http';
       const app = express(); app.set('db', doc);
       app.get('/x', async (req, res) => { const db = req.app.get('db'); res.json(await db.scan({ TableName })); });
       export const handler = serverless(app);`,
    ],
    [
      'services of a request',
      `import express from 'express'; import serverless from 'serverless-http';
       const app = express();
       app.use((req, res, next) => { req.services = { users: new Users(doc) }; next(); });
       app.get('/x', (req, res) => req.services.users.findAll().then((u) => res.json(u)));
       export const handler = serverless(app);`,
    ],
    [
      'decorations of Fastify',
      `import fastify from 'fastify'; import lambda from '@fastify/aws-lambda';
       const app = fastify(); app.decorate('db', doc);
       app.get('/x', async (req) => req.server.db.scan({ TableName }));
       export const handler = lambda(app);`,
    ],
    [
      'variables of Hono',
      `import { Hono } from 'hono'; import { handle } from 'hono/aws-lambda';
       const app = new Hono();
       app.use(async (c, next) => { c.set('db', doc); await next(); });
       app.get('/x', async (c) => c.json(await c.get('db').scan({ TableName })));
       app.get('/y', async (c) => c.json(await c.var.db.scan({ TableName })));
       export const handler = handle(app);`,
    ],
    [
      'a scope of awilix',
      `import express from 'express'; import serverless from 'serverless-http'; import { asClass, asValue, createContainer } from 'awilix';
       class Service { constructor({ users }) { this.users = users; } all() { return this.users.findAll(); } }
       const container = createContainer().register({ users: asValue(new Users(doc)), service: asClass(Service).scoped() });
       const app = express();
       app.use((req, res, next) => { req.scope = container.createScope(); next(); });
       app.get('/x', async (req, res) => { res.json(await req.scope.resolve('service').all()); });
       export const handler = serverless(app);`,
    ],
    [
      'its cradle',
      `import Koa from 'koa'; import serverless from 'serverless-http'; import { asFunction, createContainer } from 'awilix';
       const container = createContainer().register({ users: asFunction(() => new Users(doc)) });
       const app = new Koa();
       app.use(async (ctx, next) => { ctx.state.deps = container.cradle; await next(); });
       app.use(async (ctx) => { ctx.body = await ctx.state.deps.users.findAll(); });
       export const handler = serverless(app);`,
    ],
    [
      'a container of tsyringe',
      `import express from 'express'; import serverless from 'serverless-http'; import { container } from 'tsyringe';
       container.register('users', { useValue: new Users(doc) });
       const app = express();
       app.use((req, res, next) => { req.container = container.createChildContainer(); next(); });
       app.get('/x', async (req, res) => { res.json(await req.container.resolve('users').findAll()); });
       export const handler = serverless(app);`,
    ],
    [
      'the event',
      `const inject = (h) => (event) => { event.db = doc; return h(event); };
       export const handler = inject(async (event) => event.db.scan({ TableName }));`,
    ],
  ])('%s', (_title, code) => {
    const facts = readJavaScript(`${DOC} ${code}`);
    expect(printCalls(facts)).toEqual(SCAN);
    expect(facts.unresolved).toEqual([]);
  });

  it.each([
    [
      'of Apollo Server 2',
      `const { ApolloServer } = require('apollo-server-lambda');
       const server = new ApolloServer({ resolvers, dataSources: () => ({ users: new Users(doc) }) });
       export const handler = server.createHandler();`,
    ],
    [
      'of Apollo Server 4',
      `import { ApolloServer } from '@apollo/server'; import { startServerAndCreateLambdaHandler } from '@as-integrations/aws-lambda';
       import { buildSubgraphSchema } from '@apollo/subgraph';
       const server = new ApolloServer({ schema: buildSubgraphSchema([{ resolvers }]) });
       export const handler = startServerAndCreateLambdaHandler(server, {}, { context: async () => ({ dataSources: { users: new Users(doc) } }) });`,
    ],
  ])('resolvers %s', (_title, code) => {
    const resolvers =
      'const resolvers = { Query: { users: (_parent, _args, { dataSources }) => dataSources.users.findAll() } };';
    expect(printCalls(readJavaScript(`${DOC} ${resolvers} ${code}`))).toEqual(SCAN);
  });

  it('a method of an object that is not known is looked at however deep it stands', () => {
    for (const path of ['s3', 'a.s3', 'a.b.s3']) {
      const facts = readJavaScript(
        `import x from 'some-library'; x.on((ctx) => ctx.${path}.putObject({ Bucket: 'b' })); export const handler = () => {};`,
      );
      expect([...facts.calls, ...facts.unresolved].length, path).toBeGreaterThan(0);
    }
  });

  it('every function that one wrapper made for the library is called', () => {
    const facts = readJavaScript(`${DOC}
      import { Router } from 'express'; import serverless from 'serverless-http';
      const wrap = (fn) => (req, res, next) => Promise.resolve(fn(req, res, next)).catch(next);
      const router = Router();
      router.get('/', wrap(async (req, res) => res.json(await doc.scan({ TableName }))));
      router.route('/x').put(wrap(() => doc.put({ TableName }))).delete(wrap(() => doc.delete({ TableName })));
      export const handler = serverless(router);`);
    expect(printCalls(facts)).toEqual([
      'dynamodb:DeleteItem {TableName:$T}',
      'dynamodb:PutItem {TableName:$T}',
      ...SCAN,
    ]);
  });
});

it('plugins of Fastify are given the options that they are registered with', () => {
  const facts = readJavaScript(`${DOC}
    import fastify from 'fastify'; import fp from 'fastify-plugin'; import awsLambdaFastify from '@fastify/aws-lambda';
    class Store { constructor(table) { this.table = table; } put() { return doc.put({ TableName: this.table }); } }
    const store = fp(async (app, options) => { app.decorate('store', new Store(options.table)); });
    const routes = async (app, options) => {
      app.post('/', async () => app.store.put());
      app.get('/', async () => doc.scan({ TableName: options.table }));
    };
    const app = fastify();
    app.register(store, { table: process.env.STORE });
    app.register(routes, { prefix: '/x', table: TableName });
    export const handler = awsLambdaFastify(app);`);
  expect(printCalls(facts)).toEqual(['dynamodb:PutItem {TableName:$STORE}', ...SCAN]);
});

it('a module that is put into a context is found there', () => {
  const facts = readJavaScript({
    'app.ts': `import { Hono } from 'hono'; import { handle } from 'hono/aws-lambda'; import * as users from './users.js';
     const app = new Hono();
     app.use('*', async (c, next) => { c.set('users', users); await next(); });
     app.get('/', async (c) => c.json(await c.var.users.all()));
     app.post('/', async (c) => c.json(await c.get('users').add()));
     export const handler = handle(app);`,
    'users.js': `${DOC} export const all = () => doc.scan({ TableName }); export const add = () => doc.put({ TableName });`,
  });
  expect(printCalls(facts)).toEqual(['dynamodb:PutItem {TableName:$T}', ...SCAN]);
});

it('a method is called on every instance to which it was bound for a library', () => {
  const facts = readJavaScript(`${DOC}
    import library from 'some-router';
    class Action { constructor(run) { this.run = run; this.handle = this.handle.bind(this); } async handle() { return this.run(); } }
    const router = library();
    [new Action(() => doc.scan({ TableName })), new Action(() => doc.put({ TableName }))].forEach((a) => router.add(a.handle));
    export const handler = (event) => router.handle(event);`);
  expect(printCalls(facts)).toEqual(['dynamodb:PutItem {TableName:$T}', ...SCAN]);
});
