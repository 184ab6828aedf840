import { describe, expect, it, vi } from 'vitest';
import {
  EventError,
  fields,
  guard,
  type LambdaCallback,
  type LambdaContext,
  type StandardSchema,
} from '@sallyport/runtime';
import { anySource } from '@sallyport/runtime/events';
import { apiGatewayV2 } from '@sallyport/runtime/events/api-gateway-v2';
import { firehose } from '@sallyport/runtime/events/firehose';
import { functionUrl } from '@sallyport/runtime/events/function-url';
import { kinesis } from '@sallyport/runtime/events/kinesis';
import { s3 } from '@sallyport/runtime/events/s3';
import { sqs } from '@sallyport/runtime/events/sqs';
import { context, toHttpEvent, toKinesisRecord, toS3Event, toSqsRecord } from '../samples.ts';

const order = fields({ user_id: 'string', product_id: 'string', quantity: 'integer >= 1' });
const GOOD = '{"user_id":"u","product_id":"p","quantity":2}';
const SECRET = 'sk_live_4eC39HqLyjWDarjtT1zdp7dc';

describe('a request', () => {
  const handler = guard(async (event) => await Promise.resolve({ statusCode: 200, body: `${event.body.quantity}` }), {
    source: apiGatewayV2,
    body: order,
  });

  it('reaches its handler with the body that its schema describes', async () => {
    expect(await handler(toHttpEvent(GOOD), context)).toEqual({ statusCode: 200, body: '2' });
  });

  it('is read from base64 too', async () => {
    const event = toHttpEvent(Buffer.from(GOOD).toString('base64'), { isBase64Encoded: true });
    expect(await handler(event, context)).toEqual({ statusCode: 200, body: '2' });
  });

  it.each([
    [`{"user_id":"${SECRET}","product_id":"p","quantity":0}`, 400, 'ERR_EVENT_BODY', 'body.quantity'],
    [`{"user_id":"${SECRET}","product_id":"p","quantity":1.5}`, 400, 'ERR_EVENT_BODY', 'body.quantity'],
    [`{"user_id":"${SECRET}","quantity":1}`, 400, 'ERR_EVENT_BODY', 'body.product_id'],
    [`"${SECRET}"`, 400, 'ERR_EVENT_BODY', 'body'],
    [SECRET, 400, 'ERR_EVENT_BODY', 'body'],
    ['', 400, 'ERR_EVENT_BODY', 'body'],
    [undefined, 400, 'ERR_EVENT_BODY', 'body'],
    ['{"__proto__":{"a":1}}', 400, 'ERR_EVENT_FORBIDDEN_KEY', 'body'],
    [`"${'x'.repeat(7_000_000)}"`, 413, 'ERR_EVENT_TOO_LARGE', 'body'],
  ])('is refused with the field and not its value: %.30s', async (body, statusCode, error, field) => {
    const answer = await handler(toHttpEvent(body), context);
    expect(answer.statusCode).toBe(statusCode);
    expect(JSON.parse(answer.body)).toEqual({ error, field });
    expect(answer.body).not.toContain(SECRET);
  });

  it('is refused with 415 where it is not JSON', async () => {
    const answer = await handler(toHttpEvent(GOOD, { headers: { 'Content-Type': 'text/plain' } }), context);
    expect(answer).toMatchObject({
      statusCode: 415,
      body: '{"error":"ERR_EVENT_MEDIA_TYPE","field":"headers.content-type"}',
    });
  });

  it('takes any Standard Schema, also one that takes its time, and predicates', async () => {
    const slow: StandardSchema<{ readonly n: number }> = {
      '~standard': {
        version: 1,
        vendor: 'test',
        validate: async (value) =>
          await Promise.resolve(
            typeof (value as { n?: unknown }).n === 'number'
              ? { value: { n: (value as { n: number }).n + 1 } }
              : { issues: [{ message: SECRET, path: [{ key: 'n' }, 0, SECRET.repeat(9)] }] },
          ),
      },
    };
    const guarded = guard((event) => event.body.n, { source: apiGatewayV2, body: slow });
    expect(await guarded(toHttpEvent('{"n":1}'), context)).toBe(2);
    expect(await guarded(toHttpEvent('{"n":"1"}'), context)).toMatchObject({
      body: '{"error":"ERR_EVENT_BODY","field":"body.n[0].*"}',
    });
    const isList = (value: unknown): boolean => Array.isArray(value);
    const picky = guard(() => 'in', { source: apiGatewayV2, body: isList });
    expect(await picky(toHttpEvent('[]'), context)).toBe('in');
    expect(await picky(toHttpEvent('{}'), context)).toMatchObject({ statusCode: 400 });
  });

  it('is refused with the path of a list that is not quite a list, as arktype has', async () => {
    class Path extends Array<string> {
      constructor(...steps: string[]) {
        super();
        this.push(...steps);
      }
    }
    const answerFor = async (path: Path): Promise<unknown> => {
      const validate = (): { issues: { message: string; path: Path }[] } => ({ issues: [{ message: '', path }] });
      const body: StandardSchema = { '~standard': { version: 1, vendor: 'test', validate } };
      return await guard(() => 1, { source: apiGatewayV2, body })(toHttpEvent('{}'), context);
    };
    expect(await answerFor(new Path())).toMatchObject({ body: '{"error":"ERR_EVENT_BODY","field":"body"}' });
    expect(await answerFor(new Path('a', 'b'))).toMatchObject({
      body: '{"error":"ERR_EVENT_BODY","field":"body.a.b"}',
    });
  });

  it('is refused when a schema throws', async () => {
    const broken = (): boolean => {
      throw new Error(SECRET);
    };
    const answer = await guard(() => 'in', { source: apiGatewayV2, body: broken })(toHttpEvent('{}'), context);
    expect(answer).toMatchObject({ statusCode: 400, body: '{"error":"ERR_EVENT_BODY","field":"body"}' });
  });
});

describe('an event that has nobody to answer', () => {
  it('is thrown back', async () => {
    const inner = vi.fn<() => void>();
    const guarded = guard(inner, { source: s3 });
    await expect(guarded(toS3Event('..%2Fetc%2Fpasswd'), context)).rejects.toMatchObject({
      code: 'ERR_EVENT_TRAVERSAL',
      path: 'Records[0].s3.object.key',
    });
    expect(inner).not.toHaveBeenCalled();
  });

  it('goes through unchanged when it is right', async () => {
    const event = toS3Event();
    expect(await guard((seen) => seen, { source: s3 })(event, context)).toBe(event);
  });
});

describe('a batch', () => {
  const seen: unknown[] = [];
  const remember = (event: { Records: readonly unknown[] }): unknown => {
    seen.push(...event.Records);
    return undefined;
  };

  it('of messages loses those that are refused', async () => {
    const guarded = guard((event) => ({ seen: event.Records.map(({ body }) => body.quantity) }), {
      source: sqs,
      body: order,
    });
    const Records = [
      toSqsRecord('1', GOOD),
      toSqsRecord('2', '{}'),
      toSqsRecord('3', '{"constructor":1}'),
      toSqsRecord('4', GOOD),
    ];
    expect(await guarded({ Records }, context)).toEqual({
      seen: [2, 2],
      batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '3' }],
    });
  });

  it('keeps the answer of its handler, and adds to its failures', async () => {
    const guarded = guard(() => ({ batchItemFailures: [{ itemIdentifier: '1' }] }), { source: sqs });
    const Records = [toSqsRecord('1', 'x'), toSqsRecord('2', '{"__proto__":1}')];
    expect(await guarded({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }, { itemIdentifier: '2' }],
    });
  });

  it('names the place of each record that is refused', async () => {
    const told: string[] = [];
    const onReject = ({ path }: EventError): void => void told.push(path);
    const messages = ['{"a":1}', '{"__proto__":1}', '{"a":0}', 'text'];
    const Records = messages.map((text, at) => toSqsRecord(`${at}`, text));
    await guard(() => undefined, { source: sqs, body: fields({ a: 'integer >= 1' }), onReject })({ Records }, context);
    expect(told.toSorted()).toEqual(['Records[1].body', 'Records[2].body.a', 'Records[3].body']);
    const nameless = guard(() => undefined, { source: sqs });
    await expect(nameless({ Records: [Records[0], { ...Records[1], messageId: '' }] }, context)).rejects.toMatchObject({
      path: expect.stringMatching(/^Records\[1\]\./) as string,
    });
  });

  it('of a FIFO queue holds back what follows in the same group', async () => {
    seen.length = 0;
    const inGroup = (id: string, group: string, body: string): object =>
      toSqsRecord(id, body, {
        attributes: { MessageGroupId: group },
        eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:orders.fifo',
      });
    const Records = [
      inGroup('1', 'a', 'x'),
      inGroup('2', 'a', '{"__proto__":1}'),
      inGroup('3', 'b', 'x'),
      inGroup('4', 'a', 'x'),
    ];
    expect(await guard(remember, { source: sqs })({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }, { itemIdentifier: '4' }],
    });
    expect(seen).toEqual([Records[0], Records[2]]);
  });

  it('of a stream ends at the first that is refused', async () => {
    seen.length = 0;
    const Records = [toKinesisRecord('1', 'x'), toKinesisRecord('2', '{"__proto__":1}'), toKinesisRecord('3', 'x')];
    expect(await guard(remember, { source: kinesis })({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: '2' }],
    });
    expect(seen).toEqual([Records[0]]);
  });

  it('of which nothing is left does not reach its handler', async () => {
    const inner = vi.fn<() => void>();
    const Records = [toSqsRecord('1', '{"__proto__":1}')];
    expect(await guard(inner, { source: sqs })({ Records }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: '1' }],
    });
    expect(inner).not.toHaveBeenCalled();
  });

  it('is thrown back whole where its records do not belong together, or have no name', async () => {
    const other = toSqsRecord('2', 'x', { eventSourceARN: 'arn:aws:sqs:eu-west-1:123456789012:other' });
    const guarded = guard(remember, { source: sqs });
    const mixed = { Records: [toSqsRecord('1', 'x'), other, toSqsRecord('3', '{"__proto__":1}')] };
    await expect(guarded(mixed, context)).rejects.toMatchObject({ code: 'ERR_EVENT_INCONSISTENT' });
    await expect(guarded({ Records: [{}, toSqsRecord('1', 'x')] }, context)).rejects.toBeInstanceOf(EventError);
  });

  it('answers records of Firehose in the field that they came in', async () => {
    const toRecord = (recordId: string, content: string, field: string): object => ({
      recordId,
      [field]: Buffer.from(content).toString('base64'),
    });
    const records = [
      toRecord('1', '{"n":1}', 'data'),
      toRecord('2', '{"n":"x"}', 'data'),
      toRecord('3', '{"n":"x"}', 'kafkaRecordValue'),
    ];
    const handler = guard((event) => ({ records: event.records.map(({ recordId }) => ({ recordId, result: 'Ok' })) }), {
      source: firehose,
      body: fields({ n: 'integer' }),
    });
    expect(await handler({ invocationId: '1', region: 'eu-west-1', records }, context)).toEqual({
      records: [
        { recordId: '1', result: 'Ok' },
        { ...records[1], result: 'ProcessingFailed' },
        { ...records[2], result: 'ProcessingFailed' },
      ],
    });
  });
});

describe('the end of a tumbling window', () => {
  it('reaches the handler with its state and no records', async () => {
    const event = {
      Records: [],
      state: { total: 3 },
      eventSourceARN: 'arn:aws:kinesis:eu-west-1:123456789012:stream/s',
      isFinalInvokeForWindow: true,
    };
    const guarded = guard(({ state }) => ({ state }), { source: kinesis });
    expect(await guarded(event, context)).toEqual({ state: { total: 3 } });
    await expect(guarded({ ...event, isFinalInvokeForWindow: false }, context)).rejects.toThrow(EventError);
  });
});

describe('handlers of every shape', () => {
  it('keep what they are methods of', async () => {
    interface Orders {
      readonly name: string;
    }
    const read = async function (this: Orders): Promise<string> {
      return await Promise.resolve(this.name);
    };
    const called = function (this: Orders, _event: unknown, _context: unknown, done: LambdaCallback): void {
      done(null, this.name);
    };
    const guarded = {
      name: 'orders',
      read: guard(read, { source: apiGatewayV2 }),
      called: guard(called, { source: apiGatewayV2 }),
    };
    expect(await guarded.read(toHttpEvent('{}'), context)).toBe('orders');
    expect(
      await new Promise((resolve) => void guarded.called(toHttpEvent('{}'), context, (_, name) => resolve(name))),
    ).toBe('orders');
  });

  it('may answer with any promise where they take a callback', async () => {
    const then = (resolve: (value: number) => void): void => resolve(7);
    const guarded = guard((_event: unknown, _context: unknown, _done: LambdaCallback) => ({ then }), { source: s3 });
    expect(await new Promise((resolve) => void guarded(toS3Event(), context, (_, value) => resolve(value)))).toBe(7);
  });

  it('keep their callback', async () => {
    const guarded = guard(
      (_event: unknown, _context: LambdaContext, callback: LambdaCallback) => callback(null, 'done'),
      {
        source: apiGatewayV2,
      },
    );
    expect(guarded.length).toBe(3);
    const call = async (event: unknown): Promise<unknown> =>
      await new Promise((resolve, reject) => {
        void guarded(event, context, (error, result) => (error ? reject(error) : resolve(result)));
      });
    expect(await call(toHttpEvent('{}'))).toBe('done');
    expect(await call(toHttpEvent('{"__proto__":1}'))).toMatchObject({ statusCode: 400 });
  });

  it('keep their mark when they stream, and answer refusals over the stream', async () => {
    const mark = Symbol.for('aws.lambda.runtime.handler.streaming');
    const inner = Object.assign(
      async (_event: unknown, stream: { end: (text: string) => unknown }) =>
        await Promise.resolve(stream.end('streamed')),
      { [mark]: 'response' },
    );
    const guarded = guard(inner, { source: functionUrl }) as unknown as (...parameters: unknown[]) => Promise<unknown>;
    expect((guarded as unknown as Record<symbol, unknown>)[mark]).toBe('response');
    const written: string[] = [];
    const stream = { write: (text: string) => written.push(text), end: (text?: string) => written.push(text ?? '|') };
    const url = {
      requestContext: { ...(toHttpEvent('')['requestContext'] as object), domainName: 'a.lambda-url.eu-west-1.on.aws' },
    };
    await guarded(toHttpEvent('{}', url), stream, context);
    await guarded(toHttpEvent('{"__proto__":1}', url), stream, context);
    expect(written).toEqual(['streamed', '{"error":"ERR_EVENT_FORBIDDEN_KEY","field":"body"}', '|']);
  });

  it('answer with the cookies and the bytes that `onReject` gives', async () => {
    const prelude: unknown[] = [];
    const written: unknown[] = [];
    const stream = { write: (bytes: unknown) => written.push(bytes), end: () => undefined };
    vi.stubGlobal('awslambda', {
      HttpResponseStream: {
        from: (to: unknown, metadata: unknown) => {
          prelude.push(metadata);
          return to;
        },
      },
    });
    const answer = { statusCode: 302, cookies: ['a=1', 'b=2'], body: 'AP8=', isBase64Encoded: true };
    const guarded = guard(() => undefined, { source: apiGatewayV2, onReject: () => answer });
    await (guarded as (...parameters: unknown[]) => unknown)(toHttpEvent('{"__proto__":1}'), stream, context);
    vi.unstubAllGlobals();
    expect(prelude).toEqual([{ statusCode: 302, cookies: ['a=1', 'b=2'] }]);
    expect(written).toEqual([Buffer.from([0, 255])]);
  });

  it('answer over the stream when they are marked behind the guard, and what is answered in its place', async () => {
    const written: unknown[] = [];
    const stream = { write: (text: string) => written.push(text), end: () => written.push('|') };
    const answers: unknown[] = [
      undefined,
      { statusCode: 404, body: 'gone' },
      'sorry',
      { statusCode: 204 },
      { statusCode: 204, body: null },
      { error: 'x' },
    ];
    const guarded = guard((_event: unknown, to: unknown) => (to as typeof stream).end(), {
      source: apiGatewayV2,
      onReject: () => answers.shift(),
    }) as unknown as (...parameters: unknown[]) => Promise<unknown>;
    for (const body of ['{}', '[{', ...answers.map(() => '{"__proto__":1}')])
      await guarded(toHttpEvent(body), stream, context);
    const refusal = '{"error":"ERR_EVENT_FORBIDDEN_KEY","field":"body"}';
    expect(written).toEqual([
      '|',
      '|',
      refusal,
      '|',
      'gone',
      '|',
      'sorry',
      '|',
      '',
      '|',
      '',
      '|',
      '{"error":"x"}',
      '|',
    ]);
  });

  it('have several doors', async () => {
    const guarded = guard((event) => event, { source: anySource, policy: { s3: { maxRecords: 0 } } });
    const event = { Records: [toSqsRecord('1', 'x')] };
    expect(await guarded(event, context)).toBe(event);
    await expect(guarded(toS3Event(), context)).rejects.toMatchObject({ code: 'ERR_EVENT_TOO_MANY_RECORDS' });
    expect(await guarded(toHttpEvent('{"__proto__":1}'), context)).toMatchObject({ statusCode: 400 });
    await expect(guarded({ hello: 'world' }, context)).rejects.toMatchObject({ code: 'ERR_EVENT_UNKNOWN_SOURCE' });
  });

  it('say what became of each event, and are called after what restricts them', async () => {
    const calls: unknown[] = [];
    const audit = { record: (_: unknown, entry: object) => calls.push(entry) };
    const onReject = (error: EventError): object => ({ statusCode: 418, body: error.code });
    const guarded = guard(() => calls.push('handler'), {
      source: apiGatewayV2,
      restrict: () => calls.push('restrict'),
      audit,
      onReject,
    });
    await guarded(toHttpEvent('{}'), context);
    expect(await guarded(toHttpEvent('{"__proto__":1}'), context)).toEqual({
      statusCode: 418,
      body: 'ERR_EVENT_FORBIDDEN_KEY',
    });
    expect(calls).toEqual([
      'restrict',
      'handler',
      expect.objectContaining({ source: 'api-gateway-v2', outcome: 'accepted' }),
      expect.objectContaining({ outcome: 'rejected', code: 'ERR_EVENT_FORBIDDEN_KEY', coldStart: false }),
    ]);
  });
});
