import type * as aws from 'aws-lambda';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { fields, guard, type GuardedCallbackHandler, type GuardedHandler } from '@sallyport/runtime';
import type { LambdaCallback, LambdaContext } from '@sallyport/runtime';
import { anySource } from '@sallyport/runtime/events';
import { alb, type AlbEvent } from '@sallyport/runtime/events/alb';
import { apiGatewayV1, type ApiGatewayV1Event } from '@sallyport/runtime/events/api-gateway-v1';
import { apiGatewayV2, type ApiGatewayV2Event } from '@sallyport/runtime/events/api-gateway-v2';
import type { DynamodbStreamEvent } from '@sallyport/runtime/events/dynamodb-stream';
import type { EventbridgeEvent } from '@sallyport/runtime/events/eventbridge';
import type { FirehoseEvent } from '@sallyport/runtime/events/firehose';
import { kinesis, type KinesisEvent } from '@sallyport/runtime/events/kinesis';
import { s3, type S3Event } from '@sallyport/runtime/events/s3';
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

  it('let handlers name those of @types/aws-lambda', () => {
    const old: aws.S3Handler = async (event) => {
      await Promise.resolve(event.Records);
    };
    const typed = async (event: aws.APIGatewayProxyEventV2, context: aws.Context): Promise<string> =>
      await Promise.resolve(event.rawPath + context.functionName);
    expect([guard(old, { source: s3 }), guard(typed, { source: apiGatewayV2 })]).toHaveLength(2);
  });

  it('are inferred for handlers of every shape that are written in place', () => {
    const plain = guard(async (event) => await Promise.resolve(event.Records.length), { source: s3 });
    expectTypeOf(plain).toEqualTypeOf<GuardedHandler>();
    const bare = guard(() => 1, { source: s3 });
    expectTypeOf(bare).toEqualTypeOf<GuardedHandler>();
    const callback = guard(
      (event, context, done) => {
        expectTypeOf(event).toEqualTypeOf<S3Event>();
        expectTypeOf(done).toEqualTypeOf<LambdaCallback>();
        done(null, context.functionName);
      },
      { source: s3, policy: { allowedExtensions: ['.csv'] } },
    );
    expectTypeOf(callback).toEqualTypeOf<GuardedCallbackHandler>();
    guard(
      (event, _context, done) => {
        expectTypeOf(event.body.count).toEqualTypeOf<number>();
        done();
      },
      { source: apiGatewayV2, body: fields({ count: 'integer' }) },
    );
    guard((event, _context, done) => done(null, expectTypeOf(event).toEqualTypeOf<unknown>()), { source: anySource });
    // Middy's handlers take no callback, or need none.
    const middy = async (event: S3Event, _context: LambdaContext, _callback?: unknown): Promise<number> =>
      await Promise.resolve(event.Records.length);
    expectTypeOf(guard(middy, { source: s3 })).toEqualTypeOf<GuardedHandler>();
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
