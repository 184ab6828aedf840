import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { EventError, identify, parseEvent, sourceNames } from '@sallyport/runtime/events';
import { sources } from '../../src/events/sources.ts';
import { readGenuine } from './genuine.ts';

/** Planted in every value and key that the sender chooses: no error may repeat it. */
const CANARY = 'canary4eC39Hq';

const RUNS = 100;

/** What goes wrong when an event is held against a source is an `EventError` that says nothing of it. */
function expectQuiet(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(EventError);
    expect(`${(error as Error).message} ${(error as EventError).path}`).not.toContain(CANARY);
  }
}

const hostileValue = fc.oneof(
  fc.constantFrom(
    CANARY,
    `../${CANARY}`,
    `${CANARY}\r\n`,
    `{"__proto__":"${CANARY}"}`,
    '',
    0,
    -1,
    1e308,
    true,
    null,
    [],
    {},
  ),
  fc.jsonValue({ maxDepth: 4 }),
  fc.string().map((text) => CANARY + text),
  fc.dictionary(fc.constantFrom(CANARY, 'Records', '__proto__', 'constructor', 'length'), fc.constant(CANARY)),
);

/** Puts a value at some place of a genuine event. */
function mutate(event: unknown, choices: readonly number[], value: unknown): unknown {
  let node = event as Record<string, unknown>;
  for (const choice of choices) {
    const keys = Object.keys(node);
    const key = keys[choice % Math.max(keys.length, 1)];
    if (key === undefined) break;
    const next = node[key];
    if (typeof next !== 'object' || next === null || choice % 7 === 0) {
      node[key] = value;
      return event;
    }
    node = next as Record<string, unknown>;
  }
  node[CANARY] = value;
  return event;
}

describe('whatever comes', () => {
  it.each(sourceNames)('%s lets nothing out but an EventError', (name) => {
    const source = sources.find((one) => one.name === name);
    fc.assert(
      fc.property(fc.array(fc.nat(30), { maxLength: 8 }), hostileValue, (choices, value) => {
        const event = mutate(readGenuine(name), choices, value);
        expectQuiet(() => source?.parse(event));
        expectQuiet(() => parseEvent(event));
      }),
      { numRuns: RUNS },
    );
  });

  it('is parsed or refused, never more, and pollutes nothing', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true }),
        (event) => {
          expectQuiet(() => parseEvent(event));
          expectQuiet(() => identify(event));
        },
      ),
      { numRuns: 2000 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as { admin?: unknown }).admin).toBeUndefined();
  });

  it('may turn in circles, throw when it is read, or be no plain data', () => {
    const circle: Record<string, unknown> = { Records: [{ eventSource: 'aws:s3' }] };
    circle['self'] = circle;
    const trap = new Proxy(
      {},
      {
        get: () => {
          throw new TypeError(CANARY);
        },
        ownKeys: () => {
          throw new TypeError(CANARY);
        },
      },
    );
    const getter = {
      get Records(): never {
        throw new Error(CANARY);
      },
    };
    for (const event of [circle, trap, getter, Object.create(trap), new Map(), Symbol(CANARY), 10n]) {
      for (const source of sources) expectQuiet(() => source.parse(event));
      expectQuiet(() => parseEvent(event));
    }
  });

  it('is refused in memory that has a bound when it is a bomb', () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024)).toString('base64');
    const before = process.memoryUsage().arrayBuffers;
    const event = readGenuine('kinesis') as { Records: { kinesis: { data: string } }[] };
    for (const record of event.Records) record.kinesis.data = bomb;
    expect(() => parseEvent(event)).toThrow('ERR_EVENT_BOMB');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(32 * 1024 * 1024);
  });
});
