import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { parser } from '@aws-lambda-powertools/parser/middleware';
import { APIGatewayProxyEventV2Schema, SqsSchema } from '@aws-lambda-powertools/parser/schemas';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { captureLambdaHandler } from '@aws-lambda-powertools/tracer/middleware';
import middy, { type MiddlewareObj } from '@middy/core';
import type { Context, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { fields, guard } from '@sallyport/runtime';
import { apiGatewayV2 } from '@sallyport/runtime/events/api-gateway-v2';
import { sqs } from '@sallyport/runtime/events/sqs';
import { context, toHttpEvent, toSqsRecord } from '../samples.ts';

const GOOD = '{"user_id":"u","product_id":"p","quantity":2}';
const BAD = '{"user_id":"u","product_id":"p","quantity":0}';
const REFUSED = { statusCode: 400, body: '{"error":"ERR_EVENT_BODY","field":"body.quantity"}' };
const options = {
  source: apiGatewayV2,
  body: fields({ user_id: 'string', product_id: 'string', quantity: 'integer >= 1' }),
};

type Handler = (event: unknown, context: Context) => Promise<unknown>;

/** What middlewares see of an invocation. */
function createWitness(): { readonly seen: string[]; readonly middleware: MiddlewareObj } {
  const seen: string[] = [];
  const middleware: MiddlewareObj = {
    before: () => void seen.push('before'),
    after: () => void seen.push('after'),
    onError: () => void seen.push('error'),
  };
  return { seen, middleware };
}

describe('behind Middy', () => {
  const answer = async (event: { readonly body: { readonly quantity: number } }): Promise<object> =>
    await Promise.resolve({ statusCode: 200, body: `${event.body.quantity}` });

  it('the guard stands before the handler, and middlewares see its answer', async () => {
    const { seen, middleware } = createWitness();
    const handler = middy(guard(answer, options)).use(middleware);
    expect(await handler(toHttpEvent(GOOD), context)).toEqual({ statusCode: 200, body: '2' });
    expect(await handler(toHttpEvent(BAD), context)).toMatchObject(REFUSED);
    expect(seen).toEqual(['before', 'after', 'before', 'after']);
  });

  it('the guard stands before all middlewares', async () => {
    const { seen, middleware } = createWitness();
    const handler = guard(middy(answer).use(middleware), options);
    expect(await handler(toHttpEvent(GOOD), context)).toEqual({ statusCode: 200, body: '2' });
    expect(await handler(toHttpEvent(BAD), context)).toMatchObject(REFUSED);
    expect(seen).toEqual(['before', 'after']);
  });

  it('what the handler throws reaches the middlewares, and Lambda', async () => {
    const fail = async (): Promise<never> => await Promise.reject(new TypeError('out of stock'));
    for (const wrap of ['inside', 'outside']) {
      const { seen, middleware } = createWitness();
      const handler =
        wrap === 'inside' ? middy(guard(fail, options)).use(middleware) : guard(middy(fail).use(middleware), options);
      await expect(handler(toHttpEvent(GOOD), context)).rejects.toThrow('out of stock');
      expect(seen).toEqual(['before', 'error']);
    }
  });
});

describe('beside Powertools', () => {
  const logger = new Logger({ serviceName: 'orders', logLevel: 'SILENT' });
  const tracer = new Tracer({ serviceName: 'orders', enabled: false });
  const observe = (handler: Handler): Handler =>
    middy(handler).use(captureLambdaHandler(tracer)).use(injectLambdaContext(logger));

  it.each(['inside', 'outside'])('logger and tracer: the guard %s', async (place) => {
    const inner = async (event: { readonly body: { readonly quantity: number } }): Promise<unknown> =>
      await Promise.resolve(event.body.quantity);
    const handler = place === 'inside' ? observe(guard(inner, options)) : guard(observe(inner as Handler), options);
    expect(await handler(toHttpEvent(GOOD), context)).toBe(2);
    expect(await handler(toHttpEvent(BAD), context)).toMatchObject(REFUSED);
  });

  it('the parser takes what the guard lets through, and the guard what the parser has made', async () => {
    const inner = async (event: unknown): Promise<unknown> => await Promise.resolve(Object.keys(event as object));
    const schema = APIGatewayProxyEventV2Schema;
    const parse = (handler: Handler): Handler => middy(handler).use(parser({ schema })) as unknown as Handler;
    const before = guard(parse(inner), { source: apiGatewayV2 });
    const behind = parse(guard(inner, { source: apiGatewayV2 }));
    for (const handler of [before, behind]) {
      expect(await handler(toHttpEvent(GOOD), context)).toContain('body');
      expect(await handler(toHttpEvent('{"__proto__":1}'), context)).toMatchObject({ statusCode: 400 });
    }
  });

  it('failures of the batch processor and of the guard come together', async () => {
    const processor = new BatchProcessor(EventType.SQS);
    const handled: string[] = [];
    const handle = async (record: SQSRecord): Promise<void> => {
      handled.push(record.messageId);
      if (record.body === 'bad') throw new Error('out of stock');
      await Promise.resolve();
    };
    const inner = async (event: unknown, given: unknown): Promise<unknown> =>
      await processPartialResponse(event as { Records: SQSRecord[] }, handle, processor, {
        context: given as Context,
      });
    const attributes = {
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: '1545082649185',
      SentTimestamp: '1545082649183',
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
    };
    const Records = ['good', '{"__proto__":1}', 'bad', 'good'].map((body, at) =>
      toSqsRecord(`${at + 1}`, body, { attributes }),
    );
    const parsed = middy(guard(inner, { source: sqs })).use(parser({ schema: SqsSchema }));
    for (const handler of [guard(inner, { source: sqs }), parsed as unknown as Handler]) {
      handled.length = 0;
      const { batchItemFailures } = (await handler({ Records }, context)) as { batchItemFailures: object[] };
      expect(batchItemFailures).toHaveLength(2);
      expect(batchItemFailures).toEqual(expect.arrayContaining([{ itemIdentifier: '2' }, { itemIdentifier: '3' }]));
      expect(handled).toEqual(['1', '3', '4']);
    }
  });
});
