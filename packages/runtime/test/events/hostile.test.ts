import { describe, expect, it } from 'vitest';
import { anySource, EventError, identify, parseEvent, sourceNames, type SourceName } from '@sallyport/runtime/events';
import type { Shape } from '../../src/events/parts/shape.ts';
import { sources } from '../../src/events/sources.ts';
import { readGenuine, setAt } from './genuine.ts';
import { hostileEvents, type Hostile } from './hostile.ts';

const sourceOf = (name: SourceName): (typeof sources)[number] => {
  const source = sources.find((one) => one.name === name);
  if (source === undefined) throw new Error(`${name} is not in the list`);
  return source;
};

const refusalOf = (name: SourceName, event: unknown, policy?: object): EventError => {
  try {
    sourceOf(name).parse(event, policy as never);
  } catch (error) {
    expect(error).toBeInstanceOf(EventError);
    return error as EventError;
  }
  throw new Error('the event was accepted');
};

function toNested(depth: number): unknown {
  let value: unknown = 1;
  for (let at = 0; at < depth; at++) value = { a: value };
  return value;
}

/** What no source may let through, wherever it stands. */
const EVERYWHERE: readonly (readonly [string, unknown, string])[] = [
  ['a key that pollutes', JSON.parse('{"__proto__":{"admin":true}}'), 'ERR_EVENT_FORBIDDEN_KEY'],
  ['a constructor', { a: [{ constructor: { prototype: {} } }] }, 'ERR_EVENT_FORBIDDEN_KEY'],
  ['an event that nests', toNested(100), 'ERR_EVENT_TOO_DEEP'],
  ['a number without end', { a: Number.POSITIVE_INFINITY }, 'ERR_EVENT_NUMBER'],
  ['a number that is none', [Number.NaN], 'ERR_EVENT_NUMBER'],
  ['a function', { a: () => 1 }, 'ERR_EVENT_SHAPE'],
  ['a text beyond measure', 'x'.repeat(13 * 1024 * 1024), 'ERR_EVENT_TOO_LARGE'],
  ['a key beyond measure', { ['x'.repeat(13 * 1024 * 1024)]: 1 }, 'ERR_EVENT_TOO_LARGE'],
];

describe.each(sourceNames)('%s', (name) => {
  it('accepts its own event, and recognises it', () => {
    const event = readGenuine(name);
    expect(identify(event)).toBe(name);
    expect(parseEvent(event)).toEqual({ source: name, event: readGenuine(name) });
    expect(sources.filter((source) => source.matches(event)).map((source) => source.name)).toEqual([name]);
  });

  it.each(EVERYWHERE)('refuses %s', (_, value, code) => {
    const event = readGenuine(name);
    setAt(Array.isArray(event) ? event[0] : event, 'extra', value);
    expect(refusalOf(name, event).code).toBe(code);
  });

  it('refuses what is no event', () => {
    for (const event of [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      new Proxy(
        {},
        {
          get: () => {
            throw new Error('no');
          },
        },
      ),
    ]) {
      expect(refusalOf(name, event)).toBeInstanceOf(EventError);
    }
  });

  it('refuses to do without a field that it needs, and a field of another type', () => {
    const shape = sourceOf(name).shape() as Shape;
    for (const [field, { isOptional }] of Object.entries(shape.fields ?? {})) {
      if (isOptional) continue;
      for (const wrong of [undefined, 17, { a: 1 }]) {
        const event = readGenuine(name) as Record<string, unknown>;
        if (typeof event[field] === 'object' && typeof wrong === 'object') continue;
        if (typeof event[field] === 'number' && typeof wrong === 'number') continue;
        event[field] = wrong;
        expect(refusalOf(name, event).path, `${field} as ${typeof wrong}`).toMatch(
          new RegExp(`^${field.replaceAll('.', '\\.')}`),
        );
      }
    }
  });

  it('refuses a policy with a field that it does not know', () => {
    expect(refusalOf(name, readGenuine(name), { allowedBukets: ['a'] })).toMatchObject({ code: 'ERR_EVENT_POLICY' });
    expect(refusalOf(name, readGenuine(name), { maxDepth: '5' })).toMatchObject({ path: 'policy.maxDepth' });
  });

  const cases = hostileEvents[name] ?? [];
  it.skipIf(cases.length === 0).each(cases.map((one) => [one.why, one] as const))(
    'refuses %s',
    (_, { set, code, policy }: Hostile) => {
      const event = readGenuine(name);
      for (const [path, value] of Object.entries(set)) setAt(event, path, value);
      expect(refusalOf(name, event, policy).code).toBe(code);
    },
  );
});

describe('policies of several sources', () => {
  it.each([
    ['policy.S3', { S3: { allowedBuckets: ['a'] } }],
    ['policy.allowedBuckets', { allowedBuckets: ['a'] }],
    // Of a source that this event is not of.
    ['policy.sqs.allowedQueue', { sqs: { allowedQueue: ['a'] } }],
    ['policy.s3', { s3: null }],
    ['policy', [{}]],
    ['policy', null],
    ['policy', 's3'],
  ])('name `%s` where they are wrong', (path, policies: unknown) => {
    for (const door of [{ parse: parseEvent }, anySource]) {
      const refused = (): unknown => door.parse(readGenuine('s3'), policies as never);
      expect(refused).toThrow(expect.objectContaining({ name: 'EventError', code: 'ERR_EVENT_POLICY', path }));
    }
  });

  it('are checked again where they are others', () => {
    const right = { s3: { allowedBuckets: ['orders-in'] } };
    for (const policies of [right, right, undefined, {}, { s3: undefined }])
      expect(parseEvent(readGenuine('s3'), policies).source).toBe('s3');
    expect(() => parseEvent(readGenuine('s3'), { s3: { allowedBuckets: ['b'] } })).toThrow(
      'Records[0].s3.bucket.name: ERR_EVENT_NOT_ALLOWED',
    );
    expect(() => parseEvent(readGenuine('s3'), { s4: {} } as object)).toThrow('`policy.s4` is no source');
  });
});
