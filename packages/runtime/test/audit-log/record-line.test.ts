import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AuditContext, AuditFields } from '../../src/audit-log/index.ts';
import { createRecordEncoder, type RecordEncoder } from '../../src/audit-log/record-line.ts';
import { context, fields, parse } from './sample-log.ts';

const CHAIN = 'ab'.repeat(16);
const encoders = [true, false].flatMap((emf) =>
  [true, false].map((hasMac) => (): RecordEncoder => createRecordEncoder(CHAIN, hasMac, { emf, routes: undefined })),
);

const value = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const longest = `/${'orders/'.repeat(36)}`;
const invocation = fc.record({
  context: fc.record({
    functionName: value('orders', 'a'.repeat(65), 'billing-prod'),
    functionVersion: value('$LATEST', '12'),
    awsRequestId: fc.oneof(fc.uuid(), value('', 'local', undefined)),
    logGroupName: value('/aws/lambda/orders', longest),
    logStreamName: value(''),
    getRemainingTimeInMillis: value<(() => number) | undefined>(
      undefined,
      () => 2999,
      () => 12.5,
      () => 900_000,
      () => Number.NaN,
    ),
  }),
  fields: fc.record({
    source: value('s3', 'api-gateway-v2'),
    outcome: value('accepted', 'rejected', 'no'),
    route: value(undefined, 'orders-bucket', 'GET /users/{id}', longest),
    code: value(undefined, 'ERR_X'),
    coldStart: value(undefined, true, false),
    durationMs: fc.oneof(fc.double(), fc.integer({ min: 0, max: 999 }), value(undefined)),
  }),
  time: value(0, 9, 1_763_772_000_000, 1_763_772_000_001, 10_000_000_000_000),
  prev: value('0'.repeat(64), 'f'.repeat(64)),
});

type Invocation = typeof invocation extends fc.Arbitrary<infer T> ? T : never;

const encodeAll = (
  { take, encode }: RecordEncoder,
  all: readonly (readonly [number, Invocation])[],
): readonly string[] =>
  all.map(([seq, { context: around, fields: given, time, prev }]) => {
    take(around as AuditContext, given as AuditFields);
    const { bytes, hashed } = encode(seq, prev, time);
    expect(bytes.toString('latin1').slice(-hashed.length - 1)).toBe(`${hashed.toString('latin1')}\n`);
    expect(hashed.toString('latin1')).toMatch(/^"audit":"record",/);
    return bytes.toString('latin1');
  });

describe('the line of a record', () => {
  it('is what a new log would write, whatever stood in the lines before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 1e15 }), invocation)), (all) => {
        for (const create of encoders) {
          const alone = all.flatMap((one) => encodeAll(create(), [one]));
          expect(encodeAll(create(), all)).toEqual(alone);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says when it was, in the metric too', () => {
    const { take, encode } = createRecordEncoder(CHAIN, true, { emf: true, routes: undefined });
    for (const time of [1, 1_763_772_000_000, 1_763_772_000_000, 5, 10_000_000_000_000]) {
      take(context, fields);
      const line = parse(encode(1, '0'.repeat(64), time).bytes.toString('latin1'));
      expect(line).toMatchObject({ timestamp: time, _aws: { Timestamp: time } });
    }
  });

  it('has the place of the MAC between its quotation marks', () => {
    for (const emf of [true, false]) {
      const { take, encode } = createRecordEncoder(CHAIN, true, { emf, routes: undefined });
      take(context, fields);
      const { bytes, macAt } = encode(1, '0'.repeat(64), 1);
      bytes.write('c'.repeat(64), macAt, 'latin1');
      expect(parse(bytes.toString('latin1'))['_mac']).toBe('c'.repeat(64));
    }
  });

  it('fits where every value is as long as it can be', () => {
    const text = (length: number): string => 'name'.repeat(length / 4);
    const { take, encode } = createRecordEncoder(CHAIN, true, { emf: true, routes: undefined });
    const around = { ...context, functionName: text(64), awsRequestId: text(64), logGroupName: longest };
    const given = {
      ...fields,
      route: longest,
      code: 'ERR_'.repeat(16) + 'CODE',
      coldStart: false,
      durationMs: 1234567.891,
    };
    take(around, given);
    const { bytes } = encode(Number.MAX_SAFE_INTEGER, 'f'.repeat(64), Number.MAX_SAFE_INTEGER);
    expect(parse(bytes.toString('latin1'))).toMatchObject({ route: longest, v: 1 });
    expect(bytes.length).toBeLessThan(2048);
  });
});
