import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InstalledPackages } from '../../../src/deps/read-installed.ts';
import { readInstalled } from '../../../src/deps/read-installed.ts';
import { readZipPackage } from '../../../src/deps/read-zip-package.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { makeZip } from '../database/make-zip.ts';
import { compression, toFile } from '../database/memory-file.ts';

const deployed = {
  'index.js': '',
  'node_modules/axios/package.json': '{"name":"axios","version":"1.6.2"}',
  'node_modules/axios/node_modules/ms/package.json': '{"name":"ms","version":"2.1.3"}',
  'node_modules/axios/lib/package.json': '{"type":"module"}',
  'node_modules/@aws-sdk/client-s3/package.json': '{"name":"@aws-sdk/client-s3","version":"3.1.0"}',
  'node_modules/.package-lock.json': '{}',
  'python/lib/python3.12/site-packages/Jinja2-3.1.2.dist-info/METADATA':
    'Metadata-Version: 2.1\nName: Jinja2\nVersion: 3.1.2\n',
  'python/lib/python3.12/site-packages/jinja2/__init__.py': '',
};

const names = ({ sources }: InstalledPackages): readonly string[] =>
  sources.flatMap(({ packages }) => packages.map(({ name, version }) => `${name}@${version}`)).toSorted();

const everything = ['@aws-sdk/client-s3@3.1.0', 'axios@1.6.2', 'jinja2@3.1.2', 'ms@2.1.3'];

describe('a deployed folder', () => {
  it('holds what lies in it', () => {
    const found = readInstalled(createMemoryHost(deployed), '');
    expect(names(found)).toEqual(everything);
    expect(found.diagnostics).toEqual([]);
  });

  it('is read from where it is', () => {
    const moved = Object.fromEntries(Object.entries(deployed).map(([path, text]) => [`build/Orders/${path}`, text]));
    expect(names(readInstalled(createMemoryHost(moved), 'build/Orders'))).toEqual(everything);
    expect(names(readInstalled(createMemoryHost(moved), 'build/Other'))).toEqual([]);
  });

  it('names a package that cannot be read, and reads the others', () => {
    const found = readInstalled(createMemoryHost({ ...deployed, 'node_modules/bad/package.json': '{"name":' }), '');
    expect(names(found)).toEqual(everything);
    expect(found.diagnostics).toMatchObject([{ file: 'node_modules/bad/package.json', severity: 'error' }]);
  });
});

describe('a zipped package', () => {
  const read = (bytes: Uint8Array): InstalledPackages =>
    readZipPackage(toFile(bytes, 'a.zip'), 'dist/a.zip', compression);

  it.each([{ method: 0 }, { method: 8 }, { isLarge: true }])('holds the same: %o', (options) => {
    const found = read(makeZip(deployed, options));
    expect(names(found)).toEqual(everything);
    expect(found.sources[0]?.file).toMatch(/^dist\/a\.zip!\/node_modules\//);
    expect(found.diagnostics).toEqual([]);
  });

  it('holds the same when it was made on Windows', () => {
    const files = Object.fromEntries(
      Object.entries(deployed).map(([path, text]) => [path.replaceAll('/', '\\'), text]),
    );
    expect(names(read(makeZip(files)))).toEqual(everything);
  });

  it('is told to be damaged wherever it is cut off', () => {
    const whole = makeZip(deployed);
    for (let at = 0; at < whole.length; at += 13) {
      const found = read(whole.subarray(0, at));
      expect(found.diagnostics, `${at}`).toMatchObject([{ code: 'archive-damaged', file: 'dist/a.zip' }]);
    }
  });

  it('ends nothing, whatever is wrong with it', () => {
    const whole = makeZip(deployed);
    const flip = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(flip, { minLength: 1, maxLength: 6 }), (flips) => {
        const damaged = Buffer.from(whole);
        for (const [at, value] of flips) damaged[at] = value;
        const { sources, diagnostics } = read(damaged);
        return sources.length <= everything.length && diagnostics.every(({ file }) => file?.startsWith('dist/a.zip'));
      }),
    );
  });

  it('is read but for an entry whose checksum is wrong', () => {
    const zip = makeZip(deployed, { method: 0 });
    zip.write('axioS', zip.indexOf('"axios"') + 1);
    const found = read(zip);
    expect(names(found)).toEqual(everything.filter((name) => !name.startsWith('axios')));
    expect(found.diagnostics[0]?.message).toContain('node_modules/axios/package.json');
  });

  it('does not unpack a bomb', () => {
    const bomb = `{"name":"bomb","x":"${' '.repeat(30_000_000)}"}`;
    const found = read(
      makeZip({
        'node_modules/bomb/package.json': bomb,
        'node_modules/ms/package.json': '{"name":"ms","version":"1.0.0"}',
      }),
    );
    expect(names(found)).toEqual(['ms@1.0.0']);
    expect(found.diagnostics[0]?.message).toContain('is larger than');
  });

  it('names what leads out of its folder', () => {
    const found = read(makeZip({ ...deployed, '../../etc/cron.d/x': '', 'C:\\x': '', '/tmp/x': '' }));
    expect(names(found)).toEqual(everything);
    expect(found.diagnostics.map(({ message }) => message)).toEqual([
      expect.stringContaining('../../etc/cron.d/x'),
      expect.stringContaining('C:\\x'),
      expect.stringContaining('/tmp/x'),
    ]);
  });
});
