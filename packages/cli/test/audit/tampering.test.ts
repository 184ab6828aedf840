import { describe, expect, it } from 'vitest';
import { createTrail, field, KEY, keyAt, mend, toKinds, verify, type Checks } from './trail.ts';

const RECORDS = 70;
const trail = createTrail(RECORDS);
const keyed = createTrail(RECORDS, KEY);

const edit = (lines: readonly string[], at = 10): string[] =>
  lines.map((line, seq) => (seq === at ? line.replace('"accepted"', '"rejected"') : line));
const remove = (lines: readonly string[], at = 10): string[] => lines.filter((_, seq) => seq !== at);
const insert = (lines: readonly string[], at = 10): string[] => [
  ...lines.slice(0, at),
  String(lines[at]).replace('"accepted"', '"rejected"'),
  ...lines.slice(at),
];
const reorder = (lines: readonly string[], at = 10): string[] => [
  ...lines.slice(0, at),
  String(lines[at + 1]),
  String(lines[at]),
  ...lines.slice(at + 2),
];
const truncate = (lines: readonly string[], at = 50): string[] => lines.slice(0, at);
const replay = (lines: readonly string[]): string[] => [...lines, ...lines.slice(5, 8)];
const fork = (lines: readonly string[]): string[] => [...lines, ...edit(lines).slice(10, 12)];

const holds = (lines: readonly string[], checks?: Checks): boolean => verify(lines, checks).problemCount === 0;
const first = (lines: readonly string[], checks?: Checks): string | undefined => toKinds(verify(lines, checks))[0];

describe('a log that nobody touched', () => {
  it('holds, at every level', () => {
    expect(toKinds(verify(trail, { count: RECORDS }))).toEqual([]);
    expect(toKinds(verify(keyed, { count: RECORDS }))).toEqual([]);
    expect(toKinds(verify(keyed, { key: true, count: RECORDS }))).toEqual([]);
    expect(verify(keyed, { key: true })).toMatchObject({ chains: 1, records: RECORDS, checkpoints: 3, keyed: 1 });
  });
});

describe('accidents: found with nothing keyed', () => {
  it.each<readonly [string, readonly string[], string]>([
    ['edit', edit(trail), 'changed 10'],
    ['delete', remove(trail), 'gap 11'],
    ['delete the start', remove(trail, 0), 'orphan 1'],
    ['delete several', trail.filter((_, seq) => seq < 10 || seq > 20), 'gap 21'],
    ['insert', insert(trail), 'fork 10'],
    ['reorder', reorder(trail), 'order 10'],
    ['fork', fork(trail), 'fork 10'],
    ['replay', replay(trail), 'replay 5'],
    ['cut a line off', [...trail.slice(0, 20), String(trail[20]).slice(0, 100)], 'malformed'],
    ['edit a checkpoint', trail.map((l) => l.replace('"records":32', '"records":31')), 'changed 33'],
    ['edit the end', trail.map((l) => l.replace('"records":70', '"records":71')), 'signature 73'],
    [
      'edit with hashes mended, signatures not',
      trail.map((l, seq) => (seq < 65 ? String(mend(edit(trail))[seq]) : l)),
      'changed 64',
    ],
  ])('%s', (_name, lines, expected) => {
    expect(toKinds(verify(lines))).toContain(expected);
  });

  it.each<readonly [string, readonly string[]]>([
    ['truncate', truncate(trail)],
    ['a whole chain is missing', []],
  ])('%s is not found', (_name, lines) => expect(holds(lines)).toBe(true));
});

describe('a line that begins otherwise than the log writes it', () => {
  it.each<readonly [string, (line: string) => string]>([
    ['white space', (line) => line.replace('{"', '{ "')],
    ['a member of somebody else', (line) => line.replace('{"', '{"Evil":1,"')],
    ['a member twice', (line) => line.replace('{"', '{"outcome":"failed","')],
    ['another way of writing JSON', (line) => line.replaceAll('":', '": ').replaceAll(',"', ', "')],
    ['all of it in JSON', (line) => JSON.stringify({ message: line.replace('{"', '{ "') })],
  ])('is the first bad one: %s', (_name, change) => {
    const [problem] = verify(keyed.map((line, at) => (at === 10 ? change(line) : line))).problems;
    expect(problem).toMatchObject({ kind: 'malformed', place: { line: 11 } });
  });
});

describe('a store writer who mends all that can be mended', () => {
  const actions: readonly (readonly [string, (lines: readonly string[]) => string[]])[] = [
    ['edit', edit],
    ['delete', remove],
    ['insert', insert],
    ['reorder', reorder],
    ['fork (put in the place of the true lines)', (lines) => edit(lines, 10).slice(0, 40)],
    ['replay (as new lines)', (lines) => [...lines.slice(0, 20), ...lines.slice(5, 8), ...lines.slice(20)]],
  ];

  it.each(actions)('%s is not found with nothing keyed', (_name, change) => {
    expect(holds(mend(change(trail)))).toBe(true);
    expect(holds(mend(change(keyed)))).toBe(true);
  });

  it.each(actions)('%s is found by the HMAC', (_name, change) => {
    // The start has another public key: it is the first bad line.
    expect(first(mend(change(keyed)), { key: true })).toBe('mac 0');
  });

  it('taking the MACs away is found', () => {
    const bare = mend(edit(keyed)).map((line) => line.replace(/"_mac":"[^"]*",/, ''));
    expect(first(bare, { key: true })).toBe('no-key 0');
  });

  it('another secret is found', () => {
    const other = createTrail(5, 'ab'.repeat(32));
    expect(first(other, { key: true })).toBe('mac 0');
  });

  it('another secret is told once, by its id, and the rest of the chain is still checked', () => {
    const other = createTrail(RECORDS, 'ab'.repeat(32));
    expect(toKinds(verify(other, { key: true }))).toEqual(['mac 0']);
    expect(verify(other, { key: true }).problems[0]?.message).toContain(field(other[0], 'key_id'));
    expect(toKinds(verify(edit(other), { key: true }))).toEqual(['mac 0', 'changed 10']);
  });

  it('an id of a secret that was put into the start is found, too', () => {
    const renamed = keyed.map((line) => line.replace(/"key_id":"[^"]*"/, '"key_id":"0123456789abcdef"'));
    expect(first(mend(edit(renamed)), { key: true })).toBe('mac 0');
  });

  it('lines of another chain do not pass for those of this one', () => {
    const other = createTrail(RECORDS, KEY);
    const grafted = keyed.map((line, seq) =>
      seq === 10 ? String(other[10]).replace(field(other[0], 'chain'), field(keyed[0], 'chain')) : line,
    );
    expect(toKinds(verify(grafted, { key: true }))).toContain('mac 10');
  });

  it('truncation is not found by the HMAC', () => {
    expect(holds(truncate(keyed), { key: true })).toBe(true);
  });
});

describe('code that runs later in the sandbox, with its keys of then', () => {
  const from = 40;
  const known = { keyAt: { from, key: keyAt(keyed, from) } };
  /** It has the signing key too: here it is the one that it puts into the start, so that it could sign all. */
  const later = (change: (lines: readonly string[], at: number) => string[], at: number): readonly string[] =>
    mend(change(keyed, at), known);

  it.each<readonly [string, (lines: readonly string[], at: number) => string[]]>([
    ['edit', edit],
    ['delete', remove],
    ['insert', insert],
    ['reorder', reorder],
  ])('%s of earlier lines is found: the HMAC is forward-secure', (_name, change) => {
    const kinds = toKinds(verify([...keyed.slice(0, 1), ...later(change, 10).slice(1)], { key: true }));
    expect(kinds.some((kind) => /^mac [1-9]/.test(kind))).toBe(true);
    expect(Number(kinds.find((kind) => kind.startsWith('mac'))?.slice(4))).toBeLessThan(from);
  });

  it('cutting lines off and going on is found: the keys have gone on', () => {
    const cut = [...keyed.slice(0, 30), ...keyed.slice(from)];
    const kinds = toKinds(
      verify([...keyed.slice(0, 30), ...mend(cut, { keyAt: { from: 30, key: known.keyAt.key } }).slice(30)], {
        key: true,
      }),
    );
    expect(kinds[0]).toBe('mac 30');
  });

  it('what it writes itself from then on is found by nothing', () => {
    const kinds = toKinds(verify([...keyed.slice(0, from), ...later(edit, 45).slice(from)], { key: true }));
    expect(kinds.filter((kind) => kind.startsWith('mac'))).toEqual([]);
  });
});

describe('counts', () => {
  const other = createTrail(5);

  it.each<readonly [string, readonly string[], number, string]>([
    ['truncate', truncate(trail), RECORDS, 'missing'],
    ['truncate, mended', mend(truncate(trail)), RECORDS, 'missing'],
    ['a whole chain is missing', trail, RECORDS + 5, 'missing'],
    ['delete, mended', mend(remove(trail)), RECORDS, 'missing'],
    ['insert, mended', mend(insert(trail)), RECORDS, 'surplus'],
    [
      'replay of a whole chain as another',
      [...trail, ...trail.map((l) => l.replace(field(trail[0], 'chain'), 'ab'.repeat(16)))],
      RECORDS,
      'surplus',
    ],
  ])('find: %s', (_name, lines, count, expected) => {
    expect(toKinds(verify(lines, { count }))).toContain(expected);
  });

  it('agree where all is there, over several chains', () => {
    expect(toKinds(verify([...trail, ...other], { count: RECORDS + 5 }))).toEqual([]);
  });

  it('do not count a line twice', () => {
    expect(toKinds(verify(replay(trail), { count: RECORDS }))).toEqual(['replay 5', 'replay 6', 'replay 7']);
  });
});
