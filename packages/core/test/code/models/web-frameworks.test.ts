import { describe, expect, it } from 'vitest';
import { printCalls, printUnresolved, readJavaScript, readPython } from './run.ts';

describe('web frameworks', () => {
  it('express behind serverless-http', () => {
    const facts = readJavaScript({
      'app.ts': `
        import serverless from 'serverless-http'; import express, { Router } from 'express'; import { users } from './users'; import cors from 'cors';
        import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
        const c = new SNSClient({}); const pub = (t) => c.send(new P({ TopicArn: t }));
        const app = express(); app.use(cors()); app.use(express.json()); app.use('/users', users);
        app.use(async (req, res, next) => { await pub('middleware'); next(); });
        app.get('/a/:id', async (req, res) => { await pub(req.params.id); res.json({}); });
        app.route('/b').get((req, res) => { pub('route-get'); }).post((req, res) => { pub('route-post'); });
        app.use((err, req, res, next) => { pub('error'); });
        const r = Router(); r.post('/x', [(req, res, next) => { pub('array'); next(); }, (req, res) => pub('array2')]); app.use('/r', r);
        class Controller { constructor() { this.table = process.env.T; } get = async (req, res) => { await pub('ctrl-field'); }; async list(req, res) { await pub(this.table); } }
        const ctrl = new Controller(); app.get('/c', ctrl.get); app.get('/d', ctrl.list.bind(ctrl)); app.get('/e', (q, s) => ctrl.list(q, s));
        function unused() { pub('unused'); }
        export const handler = serverless(app, { request: (req) => { pub('hook'); } });
      `,
      'users.ts': `
        import express from 'express'; import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
        export const users = express.Router(); const sqs = new SQSClient();
        users.delete('/:id', async (req, res) => { await sqs.send(new SendMessageCommand({ QueueUrl: process.env.Q })); });
      `,
    });
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"array"}',
      'sns:Publish {TopicArn:"array2"}',
      'sns:Publish {TopicArn:"ctrl-field"}',
      'sns:Publish {TopicArn:"error"}',
      'sns:Publish {TopicArn:"hook"}',
      'sns:Publish {TopicArn:"middleware"}',
      'sns:Publish {TopicArn:"route-get"}',
      'sns:Publish {TopicArn:"route-post"}',
      'sns:Publish {TopicArn:$T}',
      'sns:Publish {TopicArn:?}',
      'sqs:SendMessage {QueueUrl:$Q}',
    ]);
  });
  it('vendia, lazily and proxied', () => {
    const facts = readJavaScript(`
      const serverlessExpress = require('@vendia/serverless-express'); const express = require('express'); const AWS = require('aws-sdk');
      const app = express(); const db = new AWS.DynamoDB.DocumentClient();
      app.get('/', async (req, res) => { res.send(await db.scan({ TableName: process.env.T }).promise()); });
      let cached;
      async function setup(event, context) { cached = serverlessExpress({ app }); return cached(event, context); }
      exports.handler = (event, context) => { if (cached) return cached(event, context); return setup(event, context); };
    `);
    expect(printCalls(facts)).toEqual(['dynamodb:Scan {TableName:$T}']);
  });
  it('aws-serverless-express', () => {
    const facts = readJavaScript({
      'app.ts': `
        const awsServerlessExpress = require('aws-serverless-express'); const app = require('./app2'); const mw = require('aws-serverless-express/middleware');
        const server = awsServerlessExpress.createServer(app);
        exports.handler = (event, context) => { awsServerlessExpress.proxy(server, event, context); };
      `,
      'app2.ts': `
        const express = require('express'); const AWS = require('aws-sdk'); const app = express();
        app.put('/x', function (req, res) { new AWS.S3().putObject({ Bucket: process.env.B, Key: 'k' }, (e, d) => { new AWS.SQS().sendMessage({ QueueUrl: 'after' }).promise(); }); });
        module.exports = app;
      `,
    });
    expect(printCalls(facts)).toEqual(['s3:PutObject {Bucket:$B Key:"k"}', 'sqs:SendMessage {QueueUrl:"after"}']);
  });
  it('fastify', () => {
    const facts = readJavaScript(`
      import Fastify from 'fastify'; import awsLambdaFastify from '@fastify/aws-lambda'; import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
      const c = new SNSClient({}); const pub = (t) => c.send(new P({ TopicArn: t }));
      export function init() { const app = Fastify({ logger: true }); app.get('/', async (request, reply) => { await pub('root'); }); app.register(async (instance, opts) => { instance.post('/p', async () => pub('plugin')); }, { prefix: '/v1' }); app.route({ method: 'GET', url: '/r', preHandler: async () => pub('pre'), handler: async () => pub('routed') }); app.addHook('onRequest', async () => pub('hook')); app.decorate('db', { q: () => pub('decorated') }); app.setErrorHandler(() => pub('err')); return app; }
      const proxy = awsLambdaFastify(init());
      export const handler = async (event, context) => proxy(event, context);
    `);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"decorated"}',
      'sns:Publish {TopicArn:"err"}',
      'sns:Publish {TopicArn:"hook"}',
      'sns:Publish {TopicArn:"plugin"}',
      'sns:Publish {TopicArn:"pre"}',
      'sns:Publish {TopicArn:"root"}',
      'sns:Publish {TopicArn:"routed"}',
    ]);
  });
  it('hono and koa', () => {
    const facts = readJavaScript(`
      import { Hono } from 'hono'; import { handle } from 'hono/aws-lambda'; import { createMiddleware } from 'hono/factory'; import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns'; import { zValidator } from '@hono/zod-validator'; import { z } from 'zod';
      const c = new SNSClient({}); const pub = (t) => c.send(new P({ TopicArn: t }));
      const sub = new Hono().get('/s', async (ctx) => { await pub('sub'); return ctx.json({}); });
      const mw = createMiddleware(async (ctx, next) => { await pub('mw'); await next(); });
      const app = new Hono(); app.use('*', mw); app.route('/sub', sub); app.post('/', zValidator('json', z.object({})), async (ctx) => { const b = ctx.req.valid('json'); await pub(process.env.T); return ctx.text('x'); }); app.onError((e, ctx) => { pub('err'); return ctx.text('x'); });
      export const handler = handle(app);
    `);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"err"}',
      'sns:Publish {TopicArn:"mw"}',
      'sns:Publish {TopicArn:"sub"}',
      'sns:Publish {TopicArn:$T}',
    ]);
  });
  it('koa', () => {
    const facts = readJavaScript(`
      import Koa from 'koa'; import Router from '@koa/router'; import serverless from 'serverless-http'; import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
      const c = new SNSClient({}); const pub = (t) => c.send(new P({ TopicArn: t })); const app = new Koa(); const router = new Router();
      router.get('/', async (ctx) => { await pub('koa'); }); app.use(router.routes()).use(router.allowedMethods()); app.use(async (ctx, next) => { await pub('mw'); });
      module.exports.handler = serverless(app);
    `);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:"koa"}', 'sns:Publish {TopicArn:"mw"}']);
  });
  it('lambda-api, apollo, trpc, yoga', () => {
    const facts = readJavaScript(`
      import createAPI from 'lambda-api'; import { ApolloServer } from '@apollo/server'; import { startServerAndCreateLambdaHandler, handlers } from '@as-integrations/aws-lambda'; import { initTRPC } from '@trpc/server'; import { awsLambdaRequestHandler } from '@trpc/server/adapters/aws-lambda'; import { z } from 'zod'; import { createYoga, createSchema } from 'graphql-yoga'; import { GraphQLObjectType } from 'graphql';
      import { SNSClient, PublishCommand as P } from '@aws-sdk/client-sns';
      const c = new SNSClient({}); const pub = (t) => c.send(new P({ TopicArn: t }));
      const api = createAPI(); api.get('/x', async (req, res) => { await pub('lambda-api'); }); api.register((a, o) => { a.post('/y', () => pub('lambda-api-reg')); }, { prefix: '/v' });
      const resolvers = { Query: { users: async (_, { id }) => pub('apollo') }, Mutation: { add: { resolve: () => pub('apollo-nested') } }, User: { posts: (u) => pub('apollo-field') } };
      const apollo = startServerAndCreateLambdaHandler(new ApolloServer({ typeDefs: '', resolvers }), handlers.createAPIGatewayProxyEventRequestHandler(), { context: async () => { await pub('apollo-context'); return {}; } });
      const t = initTRPC.create(); const proc = t.procedure.use(async ({ ctx, next }) => { await pub('trpc-mw'); return next({ ctx }); });
      const router = t.router({ hello: proc.input(z.object({ topic: z.string() })).query(async ({ input }) => pub('trpc-query')), nested: t.router({ m: t.procedure.mutation(({ input }) => pub('trpc-mutation')) }) });
      const trpc = awsLambdaRequestHandler({ router, createContext: () => { pub('trpc-context'); return {}; } });
      const yoga = createYoga({ schema: createSchema({ typeDefs: '', resolvers: { Query: { y: () => pub('yoga') } } }) });
      export const handler = async (event, context) => { await api.run(event, context); await apollo(event, context, () => {}); await trpc(event, context); await yoga.fetch(event.path); };
    `);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"apollo"}',
      'sns:Publish {TopicArn:"apollo-context"}',
      'sns:Publish {TopicArn:"apollo-field"}',
      'sns:Publish {TopicArn:"apollo-nested"}',
      'sns:Publish {TopicArn:"lambda-api"}',
      'sns:Publish {TopicArn:"lambda-api-reg"}',
      'sns:Publish {TopicArn:"trpc-context"}',
      'sns:Publish {TopicArn:"trpc-mutation"}',
      'sns:Publish {TopicArn:"trpc-mw"}',
      'sns:Publish {TopicArn:"trpc-query"}',
      'sns:Publish {TopicArn:"yoga"}',
    ]);
  });
  it('flask, fastapi, chalice and their adapters', async () => {
    const facts = await readPython({
      'app.py': `
import boto3, os
from mangum import Mangum
from fastapi import FastAPI, APIRouter, Depends, BackgroundTasks
import items
c = boto3.client('sns')
app = FastAPI()
app.include_router(items.router)
def get_table():
    return boto3.resource('dynamodb').Table(os.environ['T'])
def dep():
    c.publish(TopicArn='dep')
@app.get('/x/{id}')
async def read(id: str, table=Depends(get_table), d=Depends(dep)):
    c.publish(TopicArn=os.environ['TOPIC'])
    table.get_item(Key={'id': id})
@app.middleware('http')
async def mw(request, call_next):
    c.publish(TopicArn='mw')
    return await call_next(request)
@app.on_event('startup')
def start():
    c.publish(TopicArn='startup')
def bg(x):
    c.publish(TopicArn='background')
@app.post('/y')
def post(tasks: BackgroundTasks):
    tasks.add_task(bg, 1)
def unused():
    c.publish(TopicArn='unused')
handler = Mangum(app, lifespan='off')
`,
      'items.py': `
from fastapi import APIRouter
import boto3
router = APIRouter(prefix='/items')
@router.delete('/{id}')
def delete(id):
    boto3.client('sqs').send_message(QueueUrl='q')
`,
    });
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:$T Key:{id:?}}',
      'sns:Publish {TopicArn:"background"}',
      'sns:Publish {TopicArn:"dep"}',
      'sns:Publish {TopicArn:"mw"}',
      'sns:Publish {TopicArn:"startup"}',
      'sns:Publish {TopicArn:$TOPIC}',
      'sqs:SendMessage {QueueUrl:"q"}',
    ]);
    expect(printUnresolved(facts)).toEqual([]);
  });
  it('flask behind a wsgi adapter', async () => {
    const facts = await readPython(`
import boto3, serverless_wsgi
from flask import Flask, request, Blueprint
from flask.views import MethodView
app = Flask(__name__)
bp = Blueprint('b', __name__)
c = boto3.client('sns')
@bp.route('/b', methods=['POST'])
def b():
    c.publish(TopicArn='blueprint')
@app.route('/a')
def a():
    c.publish(TopicArn=request.args.get('t'))
@app.before_request
def before():
    c.publish(TopicArn='before')
class V(MethodView):
    def get(self):
        c.publish(TopicArn='view')
app.add_url_rule('/v', view_func=V.as_view('v'))
app.register_blueprint(bp)
def handler(event, context):
    return serverless_wsgi.handle_request(app, event, context)
`);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"before"}',
      'sns:Publish {TopicArn:"blueprint"}',
      'sns:Publish {TopicArn:"view"}',
      'sns:Publish {TopicArn:?}',
    ]);
  });
  it('chalice', async () => {
    const facts = await readPython(`
import boto3, os
from chalice import Chalice, Rate, Blueprint
app = Chalice(app_name='x')
c = boto3.client('sns')
@app.route('/')
def index():
    c.publish(TopicArn='index')
@app.on_sqs_message(queue='q')
def on_sqs(event):
    for r in event:
        c.publish(TopicArn='sqs')
@app.schedule(Rate(1, unit=Rate.HOURS))
def every(event):
    c.publish(TopicArn='schedule')
@app.lambda_function()
def handler(event, context):
    c.publish(TopicArn='lambda')
`);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"index"}',
      'sns:Publish {TopicArn:"lambda"}',
      'sns:Publish {TopicArn:"schedule"}',
      'sns:Publish {TopicArn:"sqs"}',
    ]);
  });
  it('aws_lambda_powertools free: lambda decorators', async () => {
    const facts = await readPython(`
import boto3, functools
from lambda_decorators import json_http_resp, load_json_body, before, after, cors_headers
from aws_lambda_decorators import parameters
c = boto3.client('sns')
@cors_headers(origin='x')
@json_http_resp
@load_json_body
def handler(event, context):
    c.publish(TopicArn=event['t'])
`);
    expect(printCalls(facts)).toEqual(['sns:Publish {TopicArn:event.t}']);
  });
  it("clients of DAZN's tools", () => {
    const facts = readJavaScript(`
      const Log = require('@dazn/lambda-powertools-logger'); const SNS = require('@dazn/lambda-powertools-sns-client'); const DynamoDB = require('@dazn/lambda-powertools-dynamodb-client'); const wrap = require('@dazn/lambda-powertools-pattern-basic');
      module.exports.handler = wrap(async (event) => {
        Log.info('x', { event });
        await SNS.publish({ TopicArn: process.env.TOPIC }).promise();
        await DynamoDB.get({ TableName: process.env.T }).promise();
      });
    `);
    expect(printCalls(facts)).toEqual(['dynamodb:GetItem {TableName:$T}', 'sns:Publish {TopicArn:$TOPIC}']);
  });
});
