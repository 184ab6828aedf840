import middy from '@middy/core';
import type * as aws from 'aws-lambda';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fields, guard, type GuardedCallbackHandler, type GuardedHandler } from '@sallyport/runtime';
import type { LambdaCallback, LambdaContext } from '@sallyport/runtime';
import { anySource, parseEvent, type EventOf, type PolicyOf } from '@sallyport/runtime/events';
import { alb, type AlbEvent } from '@sallyport/runtime/events/alb';
import { apiGatewayV1, type ApiGatewayV1Event } from '@sallyport/runtime/events/api-gateway-v1';
import { apiGatewayV2, type ApiGatewayV2Event } from '@sallyport/runtime/events/api-gateway-v2';
import type { DynamodbStreamEvent } from '@sallyport/runtime/events/dynamodb-stream';
import type { EventbridgeEvent } from '@sallyport/runtime/events/eventbridge';
import type { FirehoseEvent } from '@sallyport/runtime/events/firehose';
import { kinesis, type KinesisEvent } from '@sallyport/runtime/events/kinesis';
import { s3, type S3Event, type S3Policy } from '@sallyport/runtime/events/s3';
import type { S3BatchEvent } from '@sallyport/runtime/events/s3-batch';
import type { SecretsmanagerRotationEvent } from '@sallyport/runtime/events/secretsmanager-rotation';
import { sns, type SnsEvent } from '@sallyport/runtime/events/sns';
import { sqs, type SqsEvent } from '@sallyport/runtime/events/sqs';
import type { ResponseStream, StreamingHandler } from '../../src/guard/handler.ts';
import { readGenuine } from './genuine.ts';

describe('types', () => {
  it('take every event that @types/aws-lambda describes', () => {
    expectTypeOf<aws.S3Event>().toExtend<S3Event>();
    expectTypeOf<aws.SQSEvent>().toExtend<SqsEvent>();
    expectTypeOf<aws.SNSEvent>().toExtend<SnsEvent>();
    expectTypeOf<aws.KinesisStreamEvent>().toExtend<KinesisEvent>();
    expectTypeOf<aws.DynamoDBStreamEvent['Records'][number]['eventName']>().toEqualTypeOf<
      DynamodbStreamEvent['Records'][number]['eventName'] | undefined
    >();
    expectTypeOf<aws.EventBridgeEvent<string, Record<string, unknown>>>().toExtend<EventbridgeEvent>();
    expectTypeOf<aws.FirehoseTransformationEvent>().toExtend<FirehoseEvent>();
    expectTypeOf<aws.SecretsManagerRotationEvent>().toExtend<SecretsmanagerRotationEvent>();
    expectTypeOf<aws.S3BatchEvent['tasks'][number]['s3Key']>().toExtend<S3BatchEvent['tasks'][number]['s3Key']>();
    expectTypeOf<aws.ALBEvent['requestContext']>().toExtend<AlbEvent['requestContext']>();
    expectTypeOf<aws.APIGatewayProxyEvent['requestContext']['httpMethod']>().toExtend<
      ApiGatewayV1Event['requestContext']['httpMethod']
    >();
    expectTypeOf<aws.APIGatewayProxyEventV2['requestContext']['http']>().toExtend<
      ApiGatewayV2Event['requestContext']['http']
    >();
  });

  it('are known after an event is parsed', () => {
    const event = s3.parse(readGenuine('s3'));
    expectTypeOf(event.Records).items.toHaveProperty('s3');
    const [record] = event.Records;
    expectTypeOf(record?.s3.object.size).toEqualTypeOf<number | null | undefined>();
    expect(record?.s3.bucket.name).toBe('orders-in');
  });

  it('are known by the name of the source', () => {
    const parsed = parseEvent(readGenuine('s3'), { s3: { allowedBuckets: ['orders-in'] } });
    expect(parsed.source === 's3' && parsed.event.Records[0]?.s3.object.size).toBe(1024);
    expectTypeOf<EventOf<'sqs'>>().toEqualTypeOf<SqsEvent>();
    expectTypeOf<PolicyOf<'s3'>>().toEqualTypeOf<S3Policy>();
    guard(() => 1, { source: anySource, policy: { s3: { allowedExtensions: ['.csv'] }, sns: undefined } });
    // @ts-expect-error -- what another source's policy says
    expect(() => guard(() => 1, { source: anySource, policy: { s3: { allowedQueues: ['a'] } } })).toThrow(
      'allowedQueues',
    );
  });

  it('let handlers name those of @types/aws-lambda', () => {
    const old: aws.S3Handler = async (event) => {
      await Promise.resolve(event.Records);
    };
    const called: aws.S3Handler = (_event, _context, done) => done(null);
    const typed = async (
      event: aws.APIGatewayProxyEventV2,
      context: aws.Context,
    ): Promise<aws.APIGatewayProxyResultV2> =>
      await Promise.resolve({ statusCode: 200, body: event.rawPath + context.functionName });
    // What is guarded is such a handler, too.
    const guarded: readonly aws.S3Handler[] = [guard(old, { source: s3 }), guard(called, { source: s3 })];
    const ofApi: aws.APIGatewayProxyHandlerV2 = guard(typed, { source: apiGatewayV2 });
    const inPlace: aws.SQSHandler = guard(async (event) => console.log(await Promise.resolve(event.Records.length)), {
      source: sqs,
    });
    const inTheMiddle: aws.APIGatewayProxyHandlerV2 = middy(guard(middy(typed), { source: apiGatewayV2 }));
    // @ts-expect-error -- an answer that API Gateway does not understand
    const wrong: aws.APIGatewayProxyHandlerV2 = guard(async () => await Promise.resolve(1), { source: apiGatewayV2 });
    expect([...guarded, ofApi, inPlace, inTheMiddle, wrong]).toHaveLength(6);
  });

  it('tell handlers all of their context', () => {
    expectTypeOf<aws.Context>().toExtend<LambdaContext>();
    expectTypeOf<LambdaContext>().toExtend<aws.Context>();
    guard((_event, context) => expectTypeOf(context.memoryLimitInMB).toEqualTypeOf<string>(), { source: s3 });
  });

  it('are inferred for handlers of every shape that are written in place', () => {
    const plain = guard(async (event) => await Promise.resolve(event.Records.length), { source: s3 });
    expectTypeOf(plain).toEqualTypeOf<GuardedHandler<number>>();
    const bare = guard(() => 1, { source: s3 });
    expectTypeOf(bare).toEqualTypeOf<GuardedHandler<number>>();
    const callback = guard(
      (event, context, done) => {
        expectTypeOf(event).toEqualTypeOf<S3Event>();
        expectTypeOf(done).toEqualTypeOf<LambdaCallback>();
        done(null, context.functionName);
      },
      { source: s3, policy: { allowedExtensions: ['.csv'] } },
    );
    expectTypeOf(callback).toEqualTypeOf<GuardedCallbackHandler<void>>();
    guard(
      (event, _context, done) => {
        expectTypeOf(event.body.count).toEqualTypeOf<number>();
        done();
      },
      { source: apiGatewayV2, body: fields({ count: 'integer' }) },
    );
    guard((event, _context, done) => done(null, expectTypeOf(event).toEqualTypeOf<unknown>()), { source: anySource });
    // Middy's handlers take no callback, or need none.
    const withMiddlewares = async (event: S3Event, _context: LambdaContext, _callback?: unknown): Promise<number> =>
      await Promise.resolve(event.Records.length);
    expectTypeOf(guard(withMiddlewares, { source: s3 })).toEqualTypeOf<GuardedHandler<number>>();
    const streaming = async (event: S3Event, stream: ResponseStream, _context: LambdaContext): Promise<void> => {
      await Promise.resolve(stream.end(`${event.Records.length}`));
    };
    expectTypeOf(guard(streaming, { source: s3 })).toEqualTypeOf<StreamingHandler<unknown>>();
    // @ts-expect-error -- the event of another source
    expect(() => guard((event: SqsEvent) => event.Records[0]?.body, { source: s3 })).not.toThrow();
  });

  it('carry what the schema of the body says', () => {
    const body = fields({ id: 'string', count: 'integer >= 1', note: 'string?' });
    type Body = { readonly id: string; readonly count: number; readonly note?: string };
    guard((event) => expectTypeOf(event.body.count).toEqualTypeOf<number>(), { source: apiGatewayV1, body });
    guard((event) => expectTypeOf(event.body).toExtend<Body>(), { source: alb, body });
    guard((event) => expectTypeOf(event.Records[0]?.body.note).toEqualTypeOf<string | undefined>(), {
      source: sqs,
      body,
    });
    guard((event) => expectTypeOf(event.Records[0]?.Sns.Message.id).toEqualTypeOf<string | undefined>(), {
      source: sns,
      body,
    });
    guard((event) => expectTypeOf(event.Records[0]?.kinesis.data.id).toEqualTypeOf<string | undefined>(), {
      source: kinesis,
      body,
    });
    // @ts-expect-error -- a policy of another source
    expect(() => guard(() => 1, { source: s3, policy: { allowedQueues: ['a'] } })).toThrow('policy.allowedQueues');
  });
});
