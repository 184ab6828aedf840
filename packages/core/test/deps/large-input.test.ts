import { describe, expect, it } from 'vitest';
import { findPackageReader } from '../../src/deps/package-readers.ts';
import type { Reading } from '../../src/deps/package.ts';
import { toSource } from '../../src/deps/npm/to-source.ts';
import { scanDependencies } from '../../src/scan-dependencies.ts';
import { createMemoryHost } from '../memory-host.ts';

const COUNT = 10_000;

const times = (print: (index: number) => string, count = COUNT): string =>
  Array.from({ length: count }, (_, i) => print(i)).join('');

const read = (file: string, text: string): Reading | undefined =>
  findPackageReader(file)?.parse(text, file, { host: createMemoryHost({ [file]: text }) });

const toBlock = (name: string, version: string, rest: string): string =>
  `[[package]]\nname = "${name}"\nversion = "${version}"\n${rest}\n`;

/** Whoever pays with the square of these numbers runs into the time limit of the test, or out of memory. */
describe('a lock file of Python with thousands of versions of one name', () => {
  const POETRY_END = '[metadata]\nlock-version = "2.1"\n';
  const files: readonly (readonly [file: string, text: string])[] = [
    ['uv.lock', `version = 1\n${times((i) => toBlock('a', `1.${i}`, 'dependencies = [{ name = "a" }]\n'))}`],
    ['poetry.lock', times((i) => toBlock('a', `1.${i}`, '[package.dependencies]\na = ">=1"\n')) + POETRY_END],
    [
      'pdm.lock',
      `[metadata]\nlock_version = "4.4"\n${times((i) => toBlock('a', `1.${i}`, 'dependencies = ["a>=1"]\n'))}`,
    ],
    [
      'pylock.toml',
      `lock-version = "1.0"\n${times((i) => toBlock('a', `1.${i}`, 'dependencies = [{ name = "a" }]\n')).replaceAll('[[package]]', '[[packages]]')}`,
    ],
  ];

  it.each(files)('%s has few lines between them, and each leads to all', (file, text) => {
    const packages = read(file, text)?.packages ?? [];
    expect(packages).toHaveLength(COUNT);
    const edges = packages.reduce((sum, { requires = [] }) => sum + requires.length, 0);
    expect(edges).toBeLessThan(3 * COUNT);
    const reached = new Set([COUNT - 7]);
    for (const index of reached) for (const next of packages[index]?.requires ?? []) reached.add(next);
    expect(reached.size).toBe(COUNT);
  });

  it('is asked for by thousands of projects', () => {
    const members = times((i) =>
      toBlock(`m${i}`, '1', `source = { editable = "p/${i}" }\ndependencies = [{ name = "a" }]\n`),
    );
    const versions = times((i) => toBlock('a', `1.${i}`, ''));
    const reading = read('uv.lock', `version = 1\n${members}${versions}`);
    expect(reading?.importers).toHaveLength(COUNT);
    expect(reading?.packages.filter(({ name }) => name === 'a')).toHaveLength(COUNT);
  });
});

describe('a manifest', () => {
  it('of Python may ask for ever so much, each at its line', () => {
    const list = read('pyproject.toml', `[project]\nname = "x"\ndependencies = [\n${times((i) => `"a${i}>=1",\n`)}]\n`);
    expect(list?.packages.map(({ line }) => line)).toEqual(Array.from({ length: COUNT }, (_, i) => i + 4));
    const table = read(
      'pyproject.toml',
      `[tool.poetry.dependencies]\n${times((i) => `xa${i} = "^1"\na${i} = "^1"\n`)}`,
    );
    expect(table?.packages.every(({ line }, i) => line === i + 2)).toBe(true);
    const groups = read(
      'pyproject.toml',
      times((i) => `[tool.poetry.group.g${i}.dependencies]\n"\\u0061" = "1"\n`),
    );
    expect(groups?.packages.every(({ name, line }, i) => name === 'a' && line === 2 * i + 2)).toBe(true);
  });

  it('of Python may have ever so many escaped signs in its texts', () => {
    const text = `[project]\ndescription = """\\""" ${times(() => '\\"', 20 * COUNT)}\n"""\ndependencies = ["a>=1"]\n`;
    expect(read('pyproject.toml', text)?.packages).toMatchObject([{ name: 'a', line: 4 }]);
  });

  it('of npm may have as many optional peers', () => {
    const peers = times((i) => `"a${i}":"1",`);
    const meta = times((i) => `"a${i}":{"optional":true},`);
    const text = `{"peerDependencies":{${peers}"z":"1"},"peerDependenciesMeta":{${meta}"z":{}}}`;
    expect(read('package.json', text)?.packages.filter(({ optional }) => optional === true)).toHaveLength(COUNT);
  });
});

describe('a lock file', () => {
  it('of pipenv may have as many categories', () => {
    const text = `{"default":{"a":{"version":"==1"}},${times((i) => `"s${i}":{"a":{"version":"==1.${i}"}},`)}"default":{"b":{"version":"==2"}}}`;
    const packages = read('Pipfile.lock', text)?.packages ?? [];
    expect(packages).toHaveLength(COUNT + 1);
    expect(packages.filter(({ dev }) => !dev)).toMatchObject([{ name: 'b', version: '2' }]);
  });

  it('of npm may have as long a path with as much below it', () => {
    const path = `node_modules/a${'/node_modules/a'.repeat(COUNT)}`;
    const wanted = Object.fromEntries(Array.from({ length: COUNT }, (_, i) => [`d${i}`, '1']));
    const text = JSON.stringify({ lockfileVersion: 3, packages: { [path]: { version: '1', dependencies: wanted } } });
    expect(read('package-lock.json', text)?.packages).toHaveLength(1);
  });

  it('of yarn may have an address that looks like ever so many archives', () => {
    const address = `https://r.example/a/-/${'.tgz#.tgz'.repeat(COUNT)}/`;
    expect(toSource('a', address)).toEqual({ kind: 'url', url: address });
    const archive = 'https://r.example/a/-/a-1.0.0.tgz';
    expect(toSource('a', `${archive}#f00`)).toEqual({ kind: 'registry', url: `${archive}#f00` });
  });
});

describe('a manifest and its lock file', () => {
  it('may know thousands of versions of one name', async () => {
    const text = times((i) => `"x${i}":"npm:a@^${i}.0.1",`);
    const packages = times((i) => `"node_modules/x${i}":{"name":"a","version":"${i}.0.0"},`);
    const { dependencies } = await scanDependencies(
      createMemoryHost({
        'package.json': `{"dependencies":{${text}"z":"1.0.0"}}`,
        'package-lock.json': `{"lockfileVersion":3,"packages":{${packages}"node_modules/z":{"version":"1.0.0"}}}`,
      }),
      {},
    );
    expect(dependencies?.packages.filter(({ source }) => source.role === 'lock')).toHaveLength(COUNT + 1);
    expect(dependencies?.packages.filter(({ ref }) => ref.name === 'z')).toHaveLength(1);
  });
});
