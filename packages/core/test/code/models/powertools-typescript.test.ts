import { describe, expect, it } from 'vitest';
import { printCalls, readJavaScript } from './run.ts';

describe('Powertools for TypeScript, Middy, X-Ray', () => {
  it('class handler decorators', () => {
    const facts = readJavaScript(`
      import { Logger } from '@aws-lambda-powertools/logger';
      import { Tracer } from '@aws-lambda-powertools/tracer';
      import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
      import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
      import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
      import { DynamoDBClient, PutItemCommand, GetItemCommand, ScanCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
      import type { LambdaInterface } from '@aws-lambda-powertools/commons/types';
      const tracer = new Tracer({ serviceName: 'x' }); const logger = new Logger(); const metrics = new Metrics();
      const client = tracer.captureAWSv3Client(new DynamoDBClient({}));
      class Lambda implements LambdaInterface {
        @tracer.captureMethod()
        public async put(x) { await client.send(new PutItemCommand({ TableName: process.env.T })); }
        @tracer.captureMethod({ subSegmentName: 'x' })
        public async scan() { await client.send(new ScanCommand({ TableName: process.env.T })); }
        @tracer.captureLambdaHandler()
        @logger.injectLambdaContext({ logEvent: true })
        @metrics.logMetrics({ captureColdStartMetric: true })
        public async handler(event, context) {
          logger.appendKeys({ a: 1 });
          const child = logger.createChild({});
          child.info('x');
          const subsegment = tracer.getSegment()?.addNewSubsegment('## x');
          tracer.setSegment(subsegment);
          try { await this.put(event); } catch (e) { tracer.addErrorAsMetadata(e); } finally { subsegment?.close(); }
          await this.scan();
          metrics.addMetric('x', MetricUnit.Count, 1);
          const sm = metrics.singleMetric(); sm.addMetric('x');
          await tracer.provider.captureAsyncFunc('y', async (sub) => { await client.send(new GetItemCommand({ TableName: 'inner' })); });
          await tracer.provider.captureAsyncFunc('y', this.q.bind(this));
        }
        async q() { await client.send(new QueryCommand({ TableName: 'q' })); }
      }
      const l = new Lambda();
      export const handler = l.handler.bind(l);
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:GetItem {TableName:"inner"}',
      'dynamodb:PutItem {TableName:$T}',
      'dynamodb:Query {TableName:"q"}',
      'dynamodb:Scan {TableName:$T}',
    ]);
  });
  it('Middy with the middleware of Powertools', () => {
    const facts = readJavaScript(`
      import middy from '@middy/core';
      import { Logger } from '@aws-lambda-powertools/logger';
      import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
      import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
      import { makeHandlerIdempotent } from '@aws-lambda-powertools/idempotency/middleware';
      import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
      import { parser } from '@aws-lambda-powertools/parser/middleware';
      import { validator } from '@aws-lambda-powertools/validation/middleware';
      import httpJsonBodyParser from '@middy/http-json-body-parser';
      import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
      const lambdaHandler = async (event, context) => { await new SQSClient().send(new SendMessageCommand({ QueueUrl: event.q })); };
      export const handler = middy(lambdaHandler).use(injectLambdaContext(new Logger())).use(logMetrics(m))
       .use(httpJsonBodyParser()).use(parser({ schema: x })).use(validator({ inboundSchema: {} }))
       .use(makeHandlerIdempotent({ persistenceStore: new DynamoDBPersistenceLayer({ tableName: process.env.IDEM }) }));
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:DeleteItem {TableName:$IDEM} by @aws-lambda-powertools/idempotency',
      'dynamodb:GetItem {TableName:$IDEM} by @aws-lambda-powertools/idempotency',
      'dynamodb:PutItem {TableName:$IDEM} by @aws-lambda-powertools/idempotency',
      'dynamodb:UpdateItem {TableName:$IDEM} by @aws-lambda-powertools/idempotency',
      'sqs:SendMessage {QueueUrl:event.q}',
    ]);
  });
  it('Middy: hooks, fetching middleware, routers', () => {
    const facts = readJavaScript(`
      import middy from '@middy/core';
      import ssm from '@middy/ssm';
      import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
      import secretsManager from '@middy/secrets-manager';
      import { SSMClient } from '@aws-sdk/client-ssm';
      import { getInternal } from '@middy/util';
      import httpRouterHandler from '@middy/http-router';
      import s3ObjectResponse from '@middy/s3-object-response';
      import sqsPartialBatchFailure from '@middy/sqs-partial-batch-failure';
      import wsr from '@middy/ws-response';
      import rds from '@middy/rds-signer';
      import cwm from '@middy/cloudwatch-metrics';
      import wsRouter from '@middy/ws-router';
      const sns = new SNSClient({});
      const custom = () => ({ before: async (request) => { await sns.send(new PublishCommand({ TopicArn: 'before' })); }, onError: async () => { await sns.send(new PublishCommand({ TopicArn: 'err' })); } });
      const base = async (event, context) => {
        await sns.send(new PublishCommand({ TopicArn: context.key }));
      };
      const routes = [{ method: 'GET', path: '/', handler: async () => { await sns.send(new PublishCommand({ TopicArn: 'r1' })); } },
       { method: 'GET', path: '/', handler: middy().handler(async () => { await sns.send(new PublishCommand({ TopicArn: 'r2' })); }) }];
      const router = middy().use(custom()).handler(httpRouterHandler(routes));
      const ws = middy().handler(wsRouter([{ routeKey: '$connect', handler: async () => { await sns.send(new PublishCommand({ TopicArn: 'ws' })); } }]));
      const main = middy(base)
        .use([ssm({ fetchData: { key: '/dev/key', all: '/dev/path/' }, setToContext: true, cacheExpiry: 1 }), secretsManager({ fetchData: { s: process.env.SECRET }, awsClientOptions: {} })])
        .use(sqsPartialBatchFailure())
        .use(rds({ fetchData: { token: { hostname: 'h', username: 'iam_user', port: 3306 } } }))
        .use(wsr())
        .use(s3ObjectResponse())
        .before(async (request) => { const v = await getInternal(true, request); await sns.send(new PublishCommand({ TopicArn: 'b' })); })
        .after(() => { sns.send(new PublishCommand({ TopicArn: 'after' })); })
        .onError(() => {});
      export const handler = async (e, c) => { await main(e, c); await router(e, c); await ws(e, c); };
    `);
    expect(printCalls(facts)).toEqual([
      'apigatewaymanagementapi:PostToConnection {} by @middy/ws-response',
      'rds-db:connect {DbUserName:"iam_user" hostname:"h"} by @middy/rds-signer',
      's3:WriteGetObjectResponse {} by @middy/s3-object-response',
      'secrets-manager:GetSecretValue {SecretId:$SECRET} by @middy/secrets-manager',
      'sns:Publish {TopicArn:"after"}',
      'sns:Publish {TopicArn:"b"}',
      'sns:Publish {TopicArn:"before"}',
      'sns:Publish {TopicArn:"err"}',
      'sns:Publish {TopicArn:"r1"}',
      'sns:Publish {TopicArn:"r2"}',
      'sns:Publish {TopicArn:"ws"}',
      'sns:Publish {TopicArn:event.$context.key}',
      'ssm:GetParameters {Names:["/dev/key"] WithDecryption:true} by @middy/ssm',
      'ssm:GetParametersByPath {Path:"/dev/path/" WithDecryption:true} by @middy/ssm',
    ]);
  });
  it('Middy before its first version', () => {
    const facts = readJavaScript(`
      const middy = require('middy');
      const { cors, ssm, httpErrorHandler } = require('middy/middlewares');
      const AWS = require('aws-sdk');
      module.exports.handler = middy((event, context, callback) => { new AWS.S3().getObject({ Bucket: 'b', Key: 'k' }, callback); }).use(cors()).use(ssm({ names: { A: '/a' } }));
    `);
    expect(printCalls(facts)).toEqual(['s3:GetObject {Bucket:"b" Key:"k"}']);
  });
  it('batch', () => {
    const facts = readJavaScript(`
      import { BatchProcessor, EventType, processPartialResponse, SqsFifoPartialProcessor, BatchProcessorSync, processPartialResponseSync, BasePartialBatchProcessor } from '@aws-lambda-powertools/batch';
      import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
      import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
      const processor = new BatchProcessor(EventType.SQS);
      const recordHandler = async (record) => { const p = JSON.parse(record.body); await new SQSClient().send(new SendMessageCommand({ QueueUrl: p.url })); };
      class My extends BatchProcessor {
        async failureHandler(record, error) { await new SNSClient().send(new PublishCommand({ TopicArn: 'fail' })); return super.failureHandler(record, error); }
        async prepare() { await new SNSClient().send(new PublishCommand({ TopicArn: 'prep' })); }
      }
      export const handler = async (event, context) => {
        processor.register(event.Records, recordHandler, { context }); await processor.process();
        await processPartialResponse(event, recordHandler, new My(EventType.SQS), { context });
        return processPartialResponse(event, async (r) => { await new SNSClient().send(new PublishCommand({ TopicArn: 'inline' })); }, processor, { context });
      };
    `);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"fail"}',
      'sns:Publish {TopicArn:"inline"}',
      'sns:Publish {TopicArn:"prep"}',
      'sqs:SendMessage {QueueUrl:event.Records.[].body.(json).url}',
    ]);
  });
  it('parameters', () => {
    const facts = readJavaScript(`
      import { getParameter, getParameters, getParametersByName, SSMProvider, setParameter } from '@aws-lambda-powertools/parameters/ssm';
      import { getSecret, SecretsProvider } from '@aws-lambda-powertools/parameters/secrets';
      import { DynamoDBProvider } from '@aws-lambda-powertools/parameters/dynamodb';
      import { getAppConfig, AppConfigProvider } from '@aws-lambda-powertools/parameters/appconfig';
      import { Transform } from '@aws-lambda-powertools/parameters';
      const provider = new DynamoDBProvider({ tableName: process.env.T });
      export const handler = async () => {
        await getParameter('/a', { decrypt: true }); await getParameter(process.env.P!);
        await getParameters('/p', { transform: Transform.JSON });
        await getParametersByName({ '/a': { maxAge: 1 }, '/b': { decrypt: true } });
        await setParameter('/x', { value: 'b', overwrite: true });
        const ssm = new SSMProvider(); await ssm.get('/q'); await ssm.getMultiple('/r'); await ssm.getParametersByName({ '/s': {} });
        const s = await getSecret('s', { transform: 'json' });
        await new SecretsProvider({ clientConfig: {} }).get('t');
        await provider.get('k'); await provider.getMultiple('k');
        await getAppConfig('n', { environment: 'e', application: 'a' });
        await new AppConfigProvider({ environment: 'e2', application: 'a2' }).get('n2');
      };
    `);
    expect(printCalls(facts)).toEqual([
      'appconfigdata:GetLatestConfiguration {ConfigurationProfileIdentifier:"n" ApplicationIdentifier:"a" EnvironmentIdentifier:"e"} by @aws-lambda-powertools/parameters',
      'appconfigdata:GetLatestConfiguration {ConfigurationProfileIdentifier:"n2" ApplicationIdentifier:"a2" EnvironmentIdentifier:"e2"} by @aws-lambda-powertools/parameters',
      'appconfigdata:StartConfigurationSession {ConfigurationProfileIdentifier:"n" ApplicationIdentifier:"a" EnvironmentIdentifier:"e"} by @aws-lambda-powertools/parameters',
      'appconfigdata:StartConfigurationSession {ConfigurationProfileIdentifier:"n2" ApplicationIdentifier:"a2" EnvironmentIdentifier:"e2"} by @aws-lambda-powertools/parameters',
      'dynamodb:GetItem {TableName:$T} by @aws-lambda-powertools/parameters',
      'dynamodb:Query {TableName:$T} by @aws-lambda-powertools/parameters',
      'secrets-manager:GetSecretValue {SecretId:"s"} by @aws-lambda-powertools/parameters',
      'secrets-manager:GetSecretValue {SecretId:"t"} by @aws-lambda-powertools/parameters',
      'ssm:GetParameter {Name:"/a" WithDecryption:true} by @aws-lambda-powertools/parameters',
      'ssm:GetParameter {Name:"/b"} by @aws-lambda-powertools/parameters',
      'ssm:GetParameter {Name:"/q"} by @aws-lambda-powertools/parameters',
      'ssm:GetParameter {Name:$P} by @aws-lambda-powertools/parameters',
      'ssm:GetParameters {Names:["/a" "/b"]} by @aws-lambda-powertools/parameters',
      'ssm:GetParameters {Names:["/s"]} by @aws-lambda-powertools/parameters',
      'ssm:GetParametersByPath {Path:"/p"} by @aws-lambda-powertools/parameters',
      'ssm:GetParametersByPath {Path:"/r"} by @aws-lambda-powertools/parameters',
      'ssm:PutParameter {Name:"/x"} by @aws-lambda-powertools/parameters',
    ]);
  });
  it('idempotency', () => {
    const facts = readJavaScript(`
      import { makeIdempotent, IdempotencyConfig, idempotent } from '@aws-lambda-powertools/idempotency';
      import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
      import { CachePersistenceLayer } from '@aws-lambda-powertools/idempotency/cache';
      import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
      const persistenceStore = new DynamoDBPersistenceLayer({ tableName: process.env.IDEM!, awsSdkV3Client: x });
      const fn = makeIdempotent(async (a, b) => { await new SNSClient().send(new PublishCommand({ TopicArn: b })); }, { persistenceStore, dataIndexArgument: 1 });
      class H {
        @idempotent({ persistenceStore })
        async handler(event, ctx) { await fn(1, event.topic); await this.inner('x'); }
        @idempotent({ persistenceStore: new DynamoDBPersistenceLayer({ tableName: 'two' }) })
        async inner(a) { await new SNSClient().send(new PublishCommand({ TopicArn: 'inner' })); }
      }
      const h = new H();
      export const handler = makeIdempotent(h.handler.bind(h), { persistenceStore });
    `);
    expect(printCalls(facts)).toEqual([
      'dynamodb:DeleteItem {TableName:"two"} by @aws-lambda-powertools/idempotency',
      'dynamodb:DeleteItem {TableName:$IDEM} by @aws-lambda-powertools/idempotency',
      'dynamodb:GetItem {TableName:"two"} by @aws-lambda-powertools/idempotency',
      'dynamodb:GetItem {TableName:$IDEM} by @aws-lambda-powertools/idempotency',
      'dynamodb:PutItem {TableName:"two"} by @aws-lambda-powertools/idempotency',
      'dynamodb:PutItem {TableName:$IDEM} by @aws-lambda-powertools/idempotency',
      'dynamodb:UpdateItem {TableName:"two"} by @aws-lambda-powertools/idempotency',
      'dynamodb:UpdateItem {TableName:$IDEM} by @aws-lambda-powertools/idempotency',
      'sns:Publish {TopicArn:"inner"}',
      'sns:Publish {TopicArn:event.topic}',
    ]);
  });
  it('event handler', () => {
    const facts = readJavaScript({
      'app.ts': `
        import { Router } from '@aws-lambda-powertools/event-handler/http';
        import { AppSyncGraphQLResolver } from '@aws-lambda-powertools/event-handler/appsync-graphql';
        import { AppSyncEventsResolver } from '@aws-lambda-powertools/event-handler/appsync-events';
        import { BedrockAgentFunctionResolver } from '@aws-lambda-powertools/event-handler/bedrock-agent';
        import { cors } from '@aws-lambda-powertools/event-handler/http/middleware';
        import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
        import { sub } from './sub';
        const sns = new SNSClient();
        const pub = (t) => sns.send(new PublishCommand({ TopicArn: t }));
        const app = new Router(); const gql = new AppSyncGraphQLResolver(); const ev = new AppSyncEventsResolver(); const bed = new BedrockAgentFunctionResolver();
        app.use(cors());
        app.use(async ({ reqCtx, next }) => { await pub('mw'); await next(); });
        app.get('/x/:id', async ({ params, req, event }) => { await pub(params.id); });
        app.post('/y', [async ({ next }) => { await pub('route-mw'); await next(); }], async () => { await pub('y'); });
        app.errorHandler(Error, async () => { await pub('err'); });
        app.notFound(async () => { await pub('nf'); });
        app.includeRouter(sub, { prefix: '/a' });
        gql.onQuery('getX', async ({ id }) => { await pub('q'); });
        gql.resolver(async () => { await pub('res'); }, { fieldName: 'a' });
        ev.onPublish('/default/*', async (payload) => { await pub('onpub'); });
        bed.tool(async () => { await pub('tool'); }, { name: 'x' });
        class L {
          @app.get('/dec') async dec() { await pub('dec'); }
          @gql.onMutation('m') async m() { await pub('m'); }
          async handler(event, context) { await gql.resolve(event, context, { scope: this }); await ev.resolve(event, context); await bed.resolve(event, context); return app.resolve(event, context, { scope: this }); }
        }
        const l = new L();
        export const handler = l.handler.bind(l);
      `,
      'sub.ts': `
        import { Router } from '@aws-lambda-powertools/event-handler/http';
        import { SQSClient, SendMessageCommand } from '@aws-sdk/client-sqs';
        export const sub = new Router();
        sub.delete('/z', async () => { await new SQSClient().send(new SendMessageCommand({ QueueUrl: 'q' })); });
      `,
    });
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"dec"}',
      'sns:Publish {TopicArn:"err"}',
      'sns:Publish {TopicArn:"m"}',
      'sns:Publish {TopicArn:"mw"}',
      'sns:Publish {TopicArn:"nf"}',
      'sns:Publish {TopicArn:"onpub"}',
      'sns:Publish {TopicArn:"q"}',
      'sns:Publish {TopicArn:"res"}',
      'sns:Publish {TopicArn:"route-mw"}',
      'sns:Publish {TopicArn:"tool"}',
      'sns:Publish {TopicArn:"y"}',
      'sns:Publish {TopicArn:?}',
      'sqs:SendMessage {QueueUrl:"q"}',
    ]);
  });
  it('kafka + jmespath + parser', () => {
    const facts = readJavaScript(`
      import { kafkaConsumer, SchemaType } from '@aws-lambda-powertools/kafka';
      import { search, extractDataFromEnvelope } from '@aws-lambda-powertools/jmespath/envelopes';
      import { parser } from '@aws-lambda-powertools/parser';
      import { EventBridgeEnvelope } from '@aws-lambda-powertools/parser/envelopes';
      import { SNSClient, PublishCommand } from '@aws-sdk/client-sns';
      import { validate, validator } from '@aws-lambda-powertools/validation';
      const sns = new SNSClient();
      class V { @validator({ inboundSchema: {} }) async go(e) { await sns.send(new PublishCommand({ TopicArn: 'v' })); }
       @parser({ schema: s, envelope: EventBridgeEnvelope }) async p(e) { await sns.send(new PublishCommand({ TopicArn: e.id })); } }
      export const handler = kafkaConsumer(async (event, ctx) => {
        for (const { value } of event.records) await sns.send(new PublishCommand({ TopicArn: value.topic }));
        const x = extractDataFromEnvelope(event, 'y'); 
        validate({ payload: x, schema: {} });
        await new V().go(event); await new V().p(event);
      }, { value: { type: SchemaType.JSON } });
    `);
    expect(printCalls(facts)).toEqual([
      'sns:Publish {TopicArn:"v"}',
      'sns:Publish {TopicArn:event.id}',
      'sns:Publish {TopicArn:event.records.[].value.topic}',
    ]);
  });
  it('xray', () => {
    const facts = readJavaScript(`
      import AWSXRay from 'aws-xray-sdk-core';
      import * as X from 'aws-xray-sdk';
      const AWS = AWSXRay.captureAWS(require('aws-sdk'));
      import { S3Client, GetObjectCommand } from '@aws-sdk/client-s3';
      const s3 = X.captureAWSv3Client(new S3Client({}));
      const ddb = AWSXRay.captureAWSClient(new AWS.DynamoDB.DocumentClient().service);
      const sqs = new AWS.SQS();
      export const handler = async () => {
        const seg = AWSXRay.getSegment(); const sub = seg.addNewSubsegment('x'); sub.close();
        await s3.send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }));
        await sqs.sendMessage({ QueueUrl: 'q' }).promise();
        await AWSXRay.captureAsyncFunc('x', async (s) => { await sqs.deleteMessage({ QueueUrl: 'q' }).promise(); });
        AWSXRay.captureFunc('x', (s) => { sqs.purgeQueue({ QueueUrl: 'q' }); });
        const f = AWSXRay.captureCallbackFunc('x', () => { sqs.receiveMessage({ QueueUrl: 'q' }).promise(); }); f();
      };
    `);
    expect(printCalls(facts)).toEqual([
      's3:GetObject {Bucket:"b" Key:"k"}',
      'sqs:DeleteMessage {QueueUrl:"q"}',
      'sqs:PurgeQueue {QueueUrl:"q"}',
      'sqs:ReceiveMessage {QueueUrl:"q"}',
      'sqs:SendMessage {QueueUrl:"q"}',
    ]);
  });
});
