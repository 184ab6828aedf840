import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrail, KEY, toKinds, verify, verifyFiles } from './trail.ts';

const trail = createTrail(40, KEY);
const other = createTrail(10, KEY);

describe('a log in several files', () => {
  it('is joined, in any order of the files', () => {
    const [a, b, c] = [trail.slice(0, 10), trail.slice(10, 30), trail.slice(30)];
    for (const files of [
      { a, b, c },
      { c, b, a },
      { b, a, c },
    ]) {
      expect(toKinds(verifyFiles(files, { key: true, count: 40 }))).toEqual([]);
    }
  });

  it('may hold chains in turns', () => {
    const mixed = trail.flatMap((line, at) => (other[at] === undefined ? [line] : [line, other[at]]));
    expect(toKinds(verify(mixed, { key: true, count: 50 }))).toEqual([]);
  });

  it('names the file and line of what is wrong', () => {
    const b = trail.slice(20).map((line, at) => (at === 3 ? line.replace('accepted', 'rejected') : line));
    expect(verifyFiles({ a: trail.slice(0, 20), b }, { key: true }).problems).toEqual([
      expect.objectContaining({ kind: 'mac', place: { file: 'b', line: 4 }, seq: 23 }),
    ]);
  });

  it('tells of a file that is missing between two others', () => {
    expect(toKinds(verifyFiles({ a: trail.slice(0, 10), c: trail.slice(30) }))).toEqual(['gap 30']);
  });
});

describe('what stands around the lines', () => {
  const [start = '', record = ''] = trail;
  const event = (message: string): object => ({ id: '1', timestamp: 1, message });
  const messages = trail.map((line) => event(`${line}\n`));

  it.each<readonly [string, readonly string[]]>([
    ['nothing', trail],
    ['carriage returns', trail.map((line) => `${line}\r`)],
    ['times, as exports to S3 have them', trail.map((line) => `2026-11-21T15:00:00.000Z ${line}`)],
    [
      'times and streams, as `aws logs tail` has them',
      trail.map((line) => `2026-11-21T15:00:00 2026/11/21/[$LATEST]00 ${line}`),
    ],
    [
      'other lines',
      trail.flatMap((line) => ['START RequestId: x', line, '', '{"_aws":{"CloudWatchMetrics":[]},"x":1}']),
    ],
    ['text without a line feed before them', trail.map((line) => `loading...${line}`)],
    ['JSON in one line', [JSON.stringify({ messageType: 'DATA_MESSAGE', logEvents: messages })]],
    ['JSON in many lines', JSON.stringify({ events: messages }, null, 2).split('\n')],
    ['an array of JSON', [JSON.stringify(messages)]],
    ['bytes that are no text', ['\u00ff\u00fe\u0000', ...trail]],
  ])('does not matter: %s', (_name, lines) => {
    expect(toKinds(verify(lines, { key: true, count: 40 }))).toEqual([]);
  });

  it('is told where a line was cut off in JSON', () => {
    expect(toKinds(verify([start, `{"message":"${record.replaceAll('"', '\\"').slice(0, 200)}`]))).toEqual([
      'malformed',
    ]);
  });

  it('is told where a line was cut off in its MAC', () => {
    const bare = record.slice(record.indexOf('"_mac":"'));
    expect(toKinds(verify([start, `{${bare.slice(0, 20)}`]))).toEqual(['malformed']);
    expect(toKinds(verify([start.slice(0, 20)]))).toEqual(['malformed']);
  });

  it.each([
    ['a member more', record.replace('"v":1', '"v":1,"w":1')],
    ['a member twice', record.replace('"outcome":"accepted"', '"outcome":"accepted","outcome":"rejected"')],
    ['a space', record.replace('"outcome":"accepted"', '"outcome": "accepted"')],
    ['an escape', record.replace('"accepted"', '"\\u0061ccepted"')],
    ['another time in its metric', record.replace(/"Timestamp":\d/, '"Timestamp":9')],
    ['another metric', record.replace('"Unit":"Count"', '"Unit":"Bytes"')],
    ['no metric', record.replace(/"_aws":.*?\},(?=")/, '')],
    ['no count', record.replace('"audit_records":1,', '')],
    [
      'another place of its MAC',
      record.replace(/"_mac":"[^"]*",/, '').replace('"v":1', `"v":1,"_mac":"${'0'.repeat(64)}"`),
    ],
    ['another version', record.replace('"v":1', '"v":2')],
  ])('is no line of the log: %s', (_name, line) => expect(toKinds(verify([start, line]))).toContain('malformed'));
});

describe('hostile logs', () => {
  it('are read without an error, whatever they hold', () => {
    const pieces = fc.oneof(
      fc.constantFrom(...trail.slice(0, 12), ...other.slice(0, 4)),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('{"audit":"', '{"_aws":{', String.raw`"{\"audit\":\"`, '"', '\\'),
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.array(pieces, { maxLength: 3 }).map((all) => all.join('')),
          { maxLength: 20 },
        ),
        (lines) => {
          verify(lines, { key: true });
        },
      ),
      { numRuns: 500 },
    );
  });

  it('cost no time with numbers out of the blue', () => {
    const far = Array.from({ length: 300 }, (_, at) =>
      String(trail[1]).replace('"seq":1', `"seq":${at + 1}00000000000`),
    );
    const { problemCount } = verify([...trail, ...far], { key: true });
    expect(problemCount).toBeGreaterThan(300);
  });

  it('cost no time in many pieces', () => {
    const torn = Array.from({ length: 20_000 }, (_, at) =>
      String(trail[1]).replace('"seq":1', `"seq":${3 * at + 100}`),
    );
    const { problems, problemCount } = verify([...trail, ...torn]);
    expect(problems.length).toBeLessThanOrEqual(1000);
    expect(problemCount).toBeGreaterThan(900);
  });

  it('are found out, whichever line is changed in whichever place', () => {
    fc.assert(
      fc.property(
        fc.nat(trail.length - 1),
        fc.nat(400),
        fc.constantFrom('0', 'a', ',', '"', ' '),
        (at, place, character) => {
          const line = String(trail[at]);
          const changed = line.slice(0, place) + character + line.slice(place + 1);
          // Without its mark the last line is no line of the log: an end that is missing.
          if (changed === line || place >= line.length || (at === trail.length - 1 && place < 10)) return;
          const lines = trail.map((one, index) => (index === at ? changed : one));
          // Every bit counts: the last line too, which no other follows.
          expect(verify(lines, { key: true, count: 40 }).problemCount).toBeGreaterThan(0);
        },
      ),
      { numRuns: 300 },
    );
  });
});
