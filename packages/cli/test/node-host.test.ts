import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Host } from '@sallyport/core';
import { createNodeHost } from '../src/node-host.ts';

let base: string;
let host: Host;

beforeAll(() => {
  base = mkdtempSync(join(tmpdir(), 'sallyport-host-'));
  const root = join(base, 'root');
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  writeFileSync(join(base, 'secret.txt'), 'secret');
  mkdirSync(join(base, 'elsewhere'));
  writeFileSync(join(base, 'elsewhere/file.txt'), 'elsewhere');
  writeFileSync(join(root, 'src/app.ts'), '\uFEFFexport {};\n');
  writeFileSync(join(root, 'src/binary.bin'), Buffer.from([0xff, 0xfe, 0x00, 0x80]));
  writeFileSync(join(root, 'src/deep/latin.py'), Buffer.from('# caf\u00e9\nx = 1\n', 'latin1'));
  writeFileSync(join(root, 'src/deep/zeros.py'), Buffer.from([0xff, 0]));
  symlinkSync(join(base, 'secret.txt'), join(root, 'leak.txt'));
  symlinkSync(join(base, 'elsewhere'), join(root, 'leaking'));
  symlinkSync('src', join(root, 'linked'));
  symlinkSync('..', join(root, 'src/up'));
  symlinkSync('loop-b', join(root, 'loop-a'));
  symlinkSync('loop-a', join(root, 'loop-b'));
  symlinkSync('../..', join(root, 'src/out'));
  host = createNodeHost(root);
});

afterAll(() => rmSync(base, { recursive: true, force: true }));

describe('createNodeHost', () => {
  it('reads files under the root, without a byte order mark', () => {
    expect(host.kindOf('src/app.ts')).toBe('file');
    expect(host.kindOf('./src/../src/app.ts')).toBe('file');
    expect(host.readText('src/app.ts')).toBe('export {};\n');
    expect(host.sizeOf('src/app.ts')).toBe(14);
    expect(host.list('src')).toEqual(['app.ts', 'binary.bin', 'deep', 'out', 'up']);
    expect(host.kindOf('')).toBe('directory');
  });

  it('follows links that stay inside', () => {
    expect(host.kindOf('linked')).toBe('directory');
    expect(host.readText('linked/app.ts')).toBe('export {};\n');
  });

  it.each([
    '../secret.txt',
    '/etc/passwd',
    'src/../../secret.txt',
    'leak.txt',
    'leaking',
    'leaking/file.txt',
    'src/out',
  ])('never leaves the root by %s', (path) => {
    expect(host.kindOf(path)).toBe('outside');
    expect(host.readText(path)).toBeUndefined();
    expect(host.sizeOf(path)).toBeUndefined();
    expect(host.list(path)).toEqual([]);
  });

  it.each(['nothing.ts', 'src/app.ts/x', 'loop-a', 'src/up', 'src/up/src/app.ts', 'nothing/at/all'])(
    'takes %s as missing',
    (path) => {
      expect(host.kindOf(path)).toBe('missing');
      expect(host.readText(path)).toBeUndefined();
    },
  );

  it('reads code in older encodings, and no bytes of zero', () => {
    expect(host.readText('src/deep/latin.py')).toBe('# caf\u00e9\nx = 1\n');
    expect(host.readText('src/deep/zeros.py')).toBeUndefined();
  });

  it('gives no text for what is not UTF-8, and none for a folder', () => {
    expect(host.readText('src/binary.bin')).toBeUndefined();
    expect(host.readText('src')).toBeUndefined();
  });

  it('does not walk in circles', () => {
    let count = 0;
    const walk = (path: string): void => {
      count += 1;
      for (const name of host.list(path)) walk(path === '' ? name : `${path}/${name}`);
    };
    walk('');
    expect(count).toBeLessThan(40);
  });

  it('finds the two binaries that parse Python', async () => {
    const { runtime, grammar } = await host.readPythonGrammar();
    const magic = [0x00, 0x61, 0x73, 0x6d];
    expect(Array.from(runtime.subarray(0, 4))).toEqual(magic);
    expect(Array.from(grammar.subarray(0, 4))).toEqual(magic);
  });
});
