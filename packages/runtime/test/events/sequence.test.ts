import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { build } from 'esbuild';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { sourceNames, type SourceName, type sources } from '@sallyport/runtime/events';
import { readGenuine, setAt } from './genuine.ts';
import { hostileEvents } from './hostile.ts';

interface Library {
  readonly sources: typeof sources;
}

/** One more copy of the library, as a process that has seen no event yet has it. */
let load: () => Library;

beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../../src/events/index.ts')],
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
  });
  const script = new Script(`(function (require, module) { ${outputFiles[0]?.text} })`);
  const require = createRequire(import.meta.url);
  load = () => {
    const module = { exports: {} };
    (script.runInThisContext() as (...given: unknown[]) => void)(require, module);
    return module.exports as Library;
  };
});

interface Input {
  readonly why: string;
  readonly source: SourceName;
  readonly event: unknown;
  readonly policy: object | undefined;
}

/** What was accepted or refused, and why; nothing of it may depend on what came before. */
function toVerdict({ sources: all }: Library, { source, event, policy }: Input): string {
  try {
    all.find(({ name }) => name === source)?.parse(event, policy as never);
    return 'accepted';
  } catch (error) {
    const { code, path } = error as { code: string; path: string };
    return `${code} ${path}`;
  }
}

/** The same with keys in another order: reversed, or with so many of the first ones last. */
function reorder(value: unknown, order: number): unknown {
  if (order === 0) return value;
  if (Array.isArray(value)) return value.map((item) => reorder(item, order));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const moved = order === 1 ? entries.toReversed() : [...entries.slice(order), ...entries.slice(0, order)];
  const copy = {};
  for (const [key, item] of moved) setAt(copy, key.replaceAll(/[.[]/g, '_'), reorder(item, order));
  return copy;
}

const many = (prefix: string): object =>
  Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${prefix}-${at}`, 'a']));

/** Headers, and lists of them, of which the one or the other may be missing. */
const HEADERS: readonly (readonly [headers: unknown, lists: unknown])[] = [
  [null, null],
  [undefined, { host: ['api.example.com'] }],
  [null, { Host: ['evil.example', 'api.example.com'] }],
  [undefined, { a: 1 }],
  [undefined, 'x'],
  [{}, {}],
  [{ host: 'api.example.com' }, undefined],
  [{ host: 'evil.example' }, null],
  [{ host: 'evil_-example-' }, null],
  [{ Host: 'api.example.com', 'X-Forwarded-Host': 'evil.example' }, undefined],
  [{ Host: 'api.example.com' }, { host: ['evil.example'] }],
  [{ 'x-http-method-override': 'DELETE' }, undefined],
  [{ 'x-http-method': 'POST' }, undefined],
  [{ 'x-a': 'a' }, { 'X-A': ['a', 'b'] }],
  [{ 'x-a': 'a\n' }, { 'X-A': ['a\n', 'b'] }],
  [{ 'X-A': 'b', 'x-a': 'b' }, undefined],
  [{ 'content-type': 'application/x-www-form-urlencoded' }, undefined],
  [{ 'content-length': '1', 'transfer-encoding': 'chunked' }, undefined],
  [{ 'content-length': '1' }, { 'transfer-encoding': ['chunked'] }],
  [{ Constructor: 'a' }, undefined],
  [JSON.parse('{"constructor":"a"}'), undefined],
  [{ __PROTO__: 'a' }, undefined],
  [JSON.parse('{"__proto__":"a"}'), undefined],
  [many('x'), undefined],
  [many('y'), { 'y-1': ['a'] }],
  [many('Z'), { 'z-1': ['b'] }],
];

const BODIES = ['a=1&__proto__[b]=1', '{"a":1}', null];

function* inputsOf(source: SourceName): Generator<Omit<Input, 'source'>> {
  const genuine = { why: 'genuine', set: {}, policy: undefined };
  for (const { why, set, policy } of [genuine, ...(hostileEvents[source] ?? [])]) {
    const event = readGenuine(source);
    for (const [path, value] of Object.entries(set)) setAt(event, path, value);
    // What is large is told by itself.
    if (JSON.stringify(event).length < 30_000) yield { why, event, policy };
  }
  if (!Object.hasOwn(readGenuine(source) as object, 'headers')) return;
  for (const [at, [headers, lists]] of HEADERS.entries()) {
    const event = readGenuine(source);
    setAt(event, 'headers', headers);
    setAt(event, 'multiValueHeaders', lists);
    setAt(event, 'body', BODIES[at % BODIES.length]);
    yield { why: `headers ${at}`, event, policy: undefined };
  }
}

const POLICIES: readonly (object | undefined)[] = [
  undefined,
  {},
  { maxDepth: 3 },
  { allowedAccounts: ['123456789012'] },
  { allowedAccounts: ['999999999999'] },
  { path: /^\/orders/g, allowedHosts: ['api.example.com'] },
  { path: /^\/orders/y, methods: ['GET', 'DELETE'] },
  { query: { page: /\d/g } },
  { query: { page: /\d/y, a: /./ }, unknownFields: 'reject' },
  { keyPattern: /^in\//g, allowedExtensions: ['csv'] },
  { keyPattern: /orders/y },
  { allowedBuckets: ['orders'], maxRecords: 2 },
  { maxRecords: 'many' },
];

/** Each event in four orders of its keys, under a policy of its own or one of those above. */
const inputs = sourceNames.flatMap((source) =>
  [...inputsOf(source)].flatMap(({ why, event, policy }) =>
    [0, 1, 2, 3].map((order): Input => ({ why: `${why} ${order}`, source, event: reorder(event, order), policy })),
  ),
);

const ofSource = sourceNames.map((name) => inputs.filter(({ source }) => source === name));
const withHeaders = inputs.filter(({ event }) => Object.hasOwn(event as object, 'headers'));

const verdicts = new Map<string, string>();

/** The verdict of a process that sees no other event. */
function toFirst(input: Input): string {
  const key = `${inputs.findIndex(({ event }) => event === input.event)} ${POLICIES.indexOf(input.policy)}`;
  const known = verdicts.get(key) ?? toVerdict(load(), input);
  verdicts.set(key, known);
  return known;
}

const pick = (from: readonly Input[]): fc.Arbitrary<readonly Input[]> =>
  fc.array(
    fc
      .record({ input: fc.constantFrom(...from), policy: fc.option(fc.constantFrom(...POLICIES)) })
      .map(({ input, policy }) => (policy === null ? input : { ...input, policy })),
    { minLength: 2, maxLength: 40 },
  );

it('says of an event what it says when no other came before', () => {
  const sequences = fc.oneof(pick(inputs), pick(withHeaders), ...ofSource.map(pick));
  fc.assert(
    fc.property(sequences, (sequence) => {
      const library = load();
      for (const input of sequence) {
        expect(toVerdict(library, input), `${input.source}: ${input.why}`).toBe(toFirst(input));
      }
    }),
    { numRuns: 500 },
  );
});
