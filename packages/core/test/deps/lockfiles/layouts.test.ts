import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packageLock } from '../../../src/deps/lockfiles/package-lock/package-lock.ts';
import type { PackageRef } from '../../../src/deps/package.ts';
import { createMemoryHost } from '../../memory-host.ts';

const name = fc.constantFrom('a', 'b', '@c/d', '7', '__proto__', 'ü', 'q"uote', 'version', 'packages');
const folder = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.map((n) => `node_modules/${n}`));
const names = fc.dictionary(name, fc.constantFrom('*', '^1.0.0'), { maxKeys: 3 });
const fields = fc.record(
  {
    version: fc.constantFrom('1.0.0', '2.0.0-a.1', '', 7, null),
    resolved: fc.constantFrom(
      'https://registry.npmjs.org/a/-/a-1.0.0.tgz',
      '../b',
      'git+ssh://git@github.com/a/b.git#0123456',
    ),
    integrity: fc.constant('sha512-AAAA'),
    dependencies: names,
    devDependencies: names,
    engines: fc.constant({ version: '1.0.0', node: '>=20' }),
    funding: fc.constant([{ url: 'https://example.com/"version": "1.0.0"' }]),
    dev: fc.boolean(),
    link: fc.boolean(),
  },
  { requiredKeys: [] },
);
const lock = fc.record({
  name: fc.constantFrom('app', '"packages": {'),
  lockfileVersion: fc.constantFrom(2, 3),
  packages: fc.dictionary(
    folder.map((parts) => parts.join('/')),
    fields,
    { maxKeys: 12 },
  ),
  dependencies: fc.constant({ 'node_modules/a': { version: '1.0.0' } }),
});

const read = (text: string): readonly PackageRef[] =>
  packageLock.parse(text, 'package-lock.json', { host: createMemoryHost({}) }).packages;

/** What does not hang on the layout. */
const withoutPlaces = (packages: readonly PackageRef[]): unknown =>
  packages.map(({ line: _line, start: _start, end: _end, ...rest }) => rest);

describe('package-lock.json', () => {
  it('says the same in every layout, and where it stands', () => {
    const layouts = fc.property(lock, fc.constantFrom(2, '\t', 1), fc.boolean(), (value, space, isWindows) => {
      const plain = JSON.stringify(value, null, space);
      const text = isWindows ? plain.replaceAll('\n', '\r\n') : plain;
      const packages = read(text);
      expect(withoutPlaces(packages)).toEqual(withoutPlaces(read(JSON.stringify(value))));
      for (const { start = 0, end = 0, version, path } of packages) {
        if (version !== null && /^\d\./.test(version)) expect(text.slice(start, end)).toBe(version);
        else if (version === null && /^[@/\w]+$/.test(path ?? ''))
          expect([path, 'ul', '']).toContain(text.slice(start, end));
      }
    });
    fc.assert(layouts);
  });

  it('counts lines', () => {
    const packages = {
      '': { name: 'x' },
      'node_modules/a': { version: '1.0.0' },
      'node_modules/b': { version: '2.0.0' },
    };
    const text = JSON.stringify({ lockfileVersion: 3, packages }, null, 2);
    expect(read(text).map(({ line }) => line)).toEqual([7, 10]);
    expect(read(text.replace('"version": "2.0.0"', '"version":"2.0.0"')).map(({ line }) => line)).toEqual([7, 10]);
  });

  it('finds no version behind the list', () => {
    const list = '{\n    "node_modules/a": {\n      "name": "a", "version": "1.0.0"\n    }\n  }';
    const old = '{\n    "b": {\n      "version": "1.0.0"\n    }\n  }';
    const text = `{\n  "lockfileVersion": 2,\n  "packages": ${list},\n  "dependencies": ${old}\n}`;
    expect(read(text).map(({ start }) => start)).toEqual([text.indexOf('1.0.0')]);
  });

  it('takes the last of what stands twice, as npm does', () => {
    const entry = (version: string): string => `    "node_modules/a": {\n      "version": "${version}"\n    }`;
    const text = `{\n  "lockfileVersion": 3,\n  "packages": {\n${entry('1.0.0')},\n${entry('2.0.0')}\n  }\n}`;
    expect(read(text).map(({ version, start, end }) => [version, text.slice(start, end)])).toEqual([
      ['2.0.0', '2.0.0'],
    ]);
  });
});
