import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/main.ts';
import { createFolder } from '../folder.ts';
import { createTestIo } from '../test-io.ts';
import { createTrail, KEY } from './trail.ts';

const trail = createTrail(40, KEY);
const text = (lines: readonly string[]): string => `${lines.join('\n')}\n`;
const edited = trail.map((line, at) => (at === 7 ? line.replace('accepted', 'rejected') : line));

async function run(files: Readonly<Record<string, string>>, ...args: readonly string[]) {
  const cwd = createFolder(files);
  const io = createTestIo({ cwd });
  const code = await main(['audit', ...args], io);
  return { code, out: io.out(), err: io.err() };
}

describe('sallyport audit verify', () => {
  it('says that a log holds, and what was not checked', async () => {
    const { code, out, err } = await run({ log: text(trail) }, 'verify', 'log');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(
      /^1 chain, 40 records, 2 signed lines\nnot checked: MACs .*\nnot checked: count .*\nThe log holds\.\n$/,
    );
  });

  it('checks MACs and counts when it is told to', async () => {
    const files = { log: text(trail), key: `${KEY}\n` };
    const { code, out } = await run(files, 'verify', 'log', '--key-file', 'key', '--count', '40');
    expect({ code, out }).toEqual({ code: 0, out: '1 chain, 40 records, 2 signed lines\nThe log holds.\n' });
  });

  it('finds the secret of each chain, in any order of the files', async () => {
    const [other, third] = ['cd', 'ef'].map((byte) => createTrail(5, byte.repeat(32)));
    const files = {
      a: text([...(other ?? []).slice(3), ...trail]),
      b: text([...(other ?? []).slice(0, 3), ...(third ?? [])]),
      keys: `${KEY}\n${'cd'.repeat(32)}\n\n${'ef'.repeat(32)}\n`,
    };
    expect(await run(files, 'verify', 'a', 'b', '--key-file', 'keys', '--count', '50')).toMatchObject({ code: 0 });
    expect(await run({ ...files, keys: KEY }, 'verify', 'a', 'b', '--key-file', 'keys')).toMatchObject({ code: 1 });
  });

  it('names the first bad line', async () => {
    const { code, out } = await run({ log: text(edited), key: KEY }, 'verify', 'log', '--key-file=key');
    expect(code).toBe(1);
    expect(out).toMatch(/\n {2}log:8: line 7 of chain [0-9a-f]{32}: mac: .*\n/);
    expect(out).not.toContain(KEY);
  });

  it('counts', async () => {
    const { code, out } = await run({ log: text(trail) }, 'verify', 'log', '--count=41');
    expect(code).toBe(1);
    expect(out).toContain('41 invocations counted, and 40 records here: 1 is missing');
  });

  it('reads folders, and gzip whatever its name', async () => {
    const cwd = createFolder({ 'logs/b/000001': text(trail.slice(20)) });
    mkdirSync(join(cwd, 'logs/a'), { recursive: true });
    writeFileSync(join(cwd, 'logs/a/000000'), gzipSync(text(trail.slice(0, 20))));
    const io = createTestIo({ cwd });
    expect(await main(['audit', 'verify', 'logs', '--count', '40'], io)).toBe(0);
    expect(io.out()).toContain('The log holds.');
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'])('reads what shells of Windows write: %s', async (encoding) => {
    const wide = Buffer.from(`\uFEFF${trail.join('\r\n')}\r\n`, encoding === 'utf-8' ? 'utf8' : 'utf16le');
    const cwd = createFolder({ key: KEY });
    writeFileSync(join(cwd, 'log'), encoding === 'utf-16be' ? wide.swap16() : wide);
    const io = createTestIo({ cwd });
    expect(await main(['audit', 'verify', 'log', '--key-file', 'key', '--count', '40'], io)).toBe(0);
  });

  it('says when a file cannot be read to its end', async () => {
    const cwd = createFolder({ good: text(trail) });
    writeFileSync(join(cwd, 'cut.gz'), gzipSync(text(trail)).subarray(0, 300));
    const io = createTestIo({ cwd });
    expect(await main(['audit', 'verify', 'good', 'cut.gz'], io)).not.toBe(0);
    expect(io.err()).toContain('`cut.gz` cannot be read to its end');
  });

  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[], string]>([
    ['nothing to read', { log: 'START\nEND\n' }, ['verify', 'log'], 'no line of an audit log'],
    ['an empty file', { log: '' }, ['verify', 'log'], 'no line of an audit log'],
    ['an empty folder', { 'a/b': '' }, ['verify', 'a'], 'no line of an audit log'],
    ['no file', {}, ['verify'], 'no file is given'],
    ['no verb', {}, [], 'no verb is given'],
    ['another verb', {}, ['verfy', 'x'], 'did you mean `verify`?'],
    ['a file that is not there', {}, ['verify', 'nowhere'], 'no file or folder `nowhere`'],
    ['a key file that is not there', { log: '' }, ['verify', 'log', '--key-file', 'k'], 'key file `k` cannot be read'],
    [
      'a key file with something else',
      { log: '', k: 'swordfish' },
      ['verify', 'log', '--key-file', 'k'],
      'holds no secret',
    ],
    ['an empty key file', { log: '', k: '\n' }, ['verify', 'log', '--key-file', 'k'], 'is empty'],
    ['a count that is none', { log: '' }, ['verify', 'log', '--count', 'x'], 'is not a whole number'],
  ])('ends with 2 for %s', async (_name, files, args, message) => {
    const { code, out, err } = await run(files, ...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
    expect(err).not.toContain('swordfish');
  });
});
