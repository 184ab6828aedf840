import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Line } from '../../src/audit-log/line.ts';
import { createRecordWriter } from '../../src/audit-log/record-writer.ts';
import { context, fields, parse } from './sample-log.ts';

type Write = (context: object, fields: object, seq: number, prev: string, time: number) => Line;

/** Gives the line that is appended, which is good until the next one. */
function createWrite({ emf, hasMacs }: { emf: boolean; hasMacs: boolean }): Write {
  const chain = { id: 'ab'.repeat(16), hasMacs, seq: 0, prev: '' };
  const lines: Line[] = [];
  const write = createRecordWriter(chain, { emf, routes: undefined }, (line) => lines.push(line));
  return (around, given, seq, prev, time) => {
    Object.assign(chain, { seq, prev });
    write(around, given, time);
    const [line, ...others] = lines.splice(0);
    expect(others).toEqual([]);
    return line as Line;
  };
}
const forms = [true, false].flatMap((emf) => [true, false].map((hasMacs) => ({ emf, hasMacs })));
const textOf = ({ bytes }: Line): string => bytes.toString('latin1');

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

const writeAll = (write: Write, all: readonly (readonly [number, Invocation])[]): readonly string[] =>
  all.map(([seq, { context: around, fields: given, time, prev }]) => {
    const line = write(around, given, seq, prev, time);
    expect(textOf(line).slice(-line.hashed.length - 1)).toBe(`${line.hashed.toString('latin1')}\n`);
    expect(line.hashed.toString('latin1')).toMatch(/^"audit":"record",/);
    return textOf(line);
  });

describe('the line of a record', () => {
  it('is what a new log would write, whatever stood in the lines before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 1e15 }), invocation)), (all) => {
        for (const form of forms) {
          const alone = all.flatMap((one) => writeAll(createWrite(form), [one]));
          expect(writeAll(createWrite(form), all)).toEqual(alone);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('says when it was, in the metric too', () => {
    const write = createWrite({ emf: true, hasMacs: true });
    for (const time of [1, 1_763_772_000_000, 1_763_772_000_000, 5, 10_000_000_000_000]) {
      const line = parse(textOf(write(context, fields, 1, '0'.repeat(64), time)));
      expect(line).toMatchObject({ timestamp: time, _aws: { Timestamp: time } });
    }
  });

  it('has the place of the MAC between its quotation marks', () => {
    for (const emf of [true, false]) {
      const write = createWrite({ emf, hasMacs: true });
      const { bytes, macAt } = write(context, fields, 1, '0'.repeat(64), 1);
      bytes.write('c'.repeat(64), macAt, 'latin1');
      expect(parse(bytes.toString('latin1'))['_mac']).toBe('c'.repeat(64));
    }
  });

  it('fits where every value is as long as it can be', () => {
    const text = (length: number): string => 'name'.repeat(length / 4);
    const write = createWrite({ emf: true, hasMacs: true });
    const around = { ...context, functionName: text(64), awsRequestId: text(64), logGroupName: longest };
    const given = {
      ...fields,
      route: longest,
      code: 'ERR_'.repeat(16) + 'CODE',
      coldStart: false,
      durationMs: 1234567.891,
    };
    const { bytes } = write(around, given, Number.MAX_SAFE_INTEGER, 'f'.repeat(64), Number.MAX_SAFE_INTEGER);
    expect(parse(bytes.toString('latin1'))).toMatchObject({ route: longest, v: 1 });
    expect(bytes.length).toBeLessThan(2048);
  });
});
