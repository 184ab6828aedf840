import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDrift } from '../../../src/deps/hygiene/find-drift.ts';
import { findLookalikes } from '../../../src/deps/hygiene/find-lookalikes.ts';
import { findSeveralLocks } from '../../../src/deps/hygiene/find-several-locks.ts';
import { findStrangeHosts } from '../../../src/deps/hygiene/find-strange-hosts.ts';
import type { LockSource } from '../../../src/deps/hygiene/hygiene-fact.ts';
import { isOneEdit } from '../../../src/deps/hygiene/is-one-edit.ts';
import { judgeAddress } from '../../../src/deps/hygiene/judge-address.ts';
import { findPackageReader } from '../../../src/deps/package-readers.ts';
import { createMemoryHost } from '../../memory-host.ts';

function readAll(files: Readonly<Record<string, string>>): readonly LockSource[] {
  const host = createMemoryHost(files);
  return Object.entries(files).flatMap(([file, text]) => {
    const reader = findPackageReader(file);
    if (reader === undefined) return [];
    const { packages, references = [] } = reader.parse(text, file, { host });
    return [{ file, kind: reader.name, role: reader.role, ecosystem: reader.ecosystem, packages, references }];
  });
}

const find = (files: Readonly<Record<string, string>>): readonly string[] => {
  const sources = readAll(files);
  const refs = sources.flatMap(({ packages, references = [] }) => [...packages, ...references]);
  return [
    ...refs.flatMap(judgeAddress).map(({ kind, ref }) => `${kind} ${ref.name}`),
    ...findSeveralLocks(sources).map((several) => `several-lock-files ${several.files.join(' ')}`),
    ...findDrift(sources).map(({ ref, locked }) => `out-of-step ${ref.name} ${locked}`),
  ];
};

const lock = (entries: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: Object.fromEntries(Object.entries(entries).map(([name, entry]) => [`node_modules/${name}`, entry])),
  });

const sound = {
  version: '1.6.2',
  resolved: 'https://registry.npmjs.org/axios/-/axios-1.6.2.tgz',
  integrity: 'sha512-x',
};

describe('the hygiene of lock files', () => {
  it('is silent on what npm writes', () => {
    expect(
      find({ 'package.json': '{"dependencies":{"axios":"^1.6.0"}}', 'package-lock.json': lock({ axios: sound }) }),
    ).toEqual([]);
  });

  it('takes for fixed what a commit or a hash fixes', () => {
    const commit = '0a2d2506c1fe299691fc5db53a2097db3bd615bc';
    const hash = 'ab'.repeat(32);
    const toFixed = (file: string, text: string): Readonly<Record<string, boolean>> =>
      Object.fromEntries(
        readAll({ [file]: text })
          .flatMap(({ references = [] }) => references)
          .flatMap(judgeAddress)
          .flatMap((fact) => (fact.kind === 'no-registry' ? [[fact.ref.name, fact.isFixed]] : [])),
      );
    const wanted = { a: `o/r#${commit}`, b: 'o/r#main', c: 'o/r', d: `github:o/r#${commit.slice(0, 7)}` };
    expect(toFixed('package.json', JSON.stringify({ dependencies: wanted }))).toEqual({
      a: true,
      b: false,
      c: false,
      d: true,
    });
    const lines = [
      `a @ https://x.example/a.whl#sha256=${hash}`,
      'b @ https://x.example/b.whl#sha256=short',
      `https://x.example/c.tar.gz#egg=c --hash=sha256:${hash}`,
      `https://x.example/d.tar.gz#egg=d&sha256=${hash}`,
      'https://x.example/e.tar.gz#egg=e',
    ];
    expect(toFixed('requirements.txt', lines.join('\n'))).toEqual({ a: true, b: false, c: true, d: true, e: false });
    const sources = [
      'a = { git = "https://x.example/a", branch = "main" }',
      `B_b = [{ git = "https://x.example/b", rev = "${commit.slice(0, 10)}" }, { url = "https://x.example/b" }]`,
      'c = { path = "../c" }',
      'd = { workspace = true }',
      'e = { index = "own" }',
    ];
    const project = `[project]\ndependencies = ["a", "b.b>=1", "c", "d", "e"]\n[tool.uv.sources]\n${sources.join('\n')}\n`;
    expect(toFixed('pyproject.toml', project)).toEqual({ a: false, 'b-b': true });
    const [read] = readAll({ 'pyproject.toml': project });
    expect(read?.packages.map(({ name }) => name)).toEqual(['e']);
    expect(read?.references?.map(({ source }) => source?.kind)).toEqual(['git', 'git', 'file', 'workspace']);
  });

  it('compares a manifest of Python with what is made from it', () => {
    const project = '[project]\nname = "a"\nversion = "1"\ndependencies = ["flask>=3"]\n';
    const pipfile = '{"_meta":{"pipfile-spec":6},"default":{"flask":{"version":"==2.0.0","hashes":["x"]}}}';
    expect(find({ 'pyproject.toml': project, 'Pipfile.lock': pipfile })).toEqual([]);
    const pdm = '[metadata]\nlock_version = "4.5"\n[[package]]\nname = "flask"\nversion = "2.0.0"\n';
    expect(find({ 'pyproject.toml': project, 'pdm.lock': pdm })).toEqual(['out-of-step flask 2.0.0']);
  });

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    [
      'no encryption',
      { ...sound, resolved: 'http://registry.npmjs.org/axios/-/axios-1.6.2.tgz' },
      ['plain-http axios'],
    ],
    [
      'a foreign registry',
      { ...sound, resolved: 'https://npm.evil.example/axios/-/axios-1.6.2.tgz' },
      ['foreign-registry axios'],
    ],
    [
      'another package',
      { ...sound, resolved: 'https://registry.npmjs.org/axois/-/axois-1.6.2.tgz' },
      ['address-mismatch axios'],
    ],
    [
      'another version',
      { ...sound, resolved: 'https://registry.npmjs.org/axios/-/axios-0.1.0.tgz' },
      ['address-mismatch axios'],
    ],
    [
      'a repository',
      { ...sound, resolved: 'git+ssh://git@github.com/axios/axios.git#main', integrity: undefined },
      ['no-registry axios'],
    ],
  ])('tells of %s', (_, entry, facts) => {
    expect(find({ 'package-lock.json': lock({ axios: entry }) })).toEqual(facts);
  });

  it('tells a host that a lock file takes a few packages from, and neither mirrors nor registries of scopes', () => {
    const at = (host: string, names: readonly string[]): Readonly<Record<string, Readonly<Record<string, unknown>>>> =>
      Object.fromEntries(
        names.map((name) => {
          const resolved = `https://${host}/${name}/-/${name.replace(/.*[/]/, '')}-1.0.0.tgz`;
          return [name, { version: '1.0.0', resolved, integrity: 'sha512-x' }];
        }),
      );
    const many = Array.from({ length: 10 }, (_, i) => `package-${i}`);
    const findHosts = (...entries: ReturnType<typeof at>[]): readonly string[] =>
      readAll({ 'package-lock.json': lock(Object.assign({}, ...entries) as ReturnType<typeof at>) })
        .flatMap(findStrangeHosts)
        .map(({ host, refs }) => `${host} ${refs.length}`);
    expect(findHosts(at('registry.npmjs.org', many), at('npm.evil.example', ['axios']))).toEqual([
      'npm.evil.example 1',
    ]);
    expect(findHosts(at('registry.npmjs.org', ['ws']), at('npm.evil.example', ['axios', '@own/thing']))).toEqual([
      'npm.evil.example 2',
    ]);
    expect(findHosts(at('npm.own.example', ['axios', 'ws']))).toEqual([]);
    expect(findHosts(at('registry.npmjs.org', ['axios']), at('npm.own.example', ['@own/thing']))).toEqual([]);
    expect(findHosts(at('registry.npmjs.org', ['axios']), at('npm.own.example', many))).toEqual([]);
  });

  it('tells of lock files of several managers side by side', () => {
    const files = {
      'a/package-lock.json': lock({}),
      'a/yarn.lock': '',
      'a/npm-shrinkwrap.json': lock({}),
      'b/yarn.lock': '',
    };
    expect(find(files)).toEqual(['several-lock-files a/npm-shrinkwrap.json a/package-lock.json a/yarn.lock']);
    expect(find({ 'uv.lock': '', 'pylock.toml': '' })).toEqual([]);
  });

  it('tells what the manifest asks for and the lock file does not have', () => {
    const manifest =
      '{"dependencies":{"axios":"^2.0.0","ms":"*"},"peerDependencies":{"react":"18"},"devDependencies":{"tag":"latest"}}';
    const files = {
      'package.json': manifest,
      'package-lock.json': lock({ axios: sound, tag: { ...sound, resolved: undefined } }),
    };
    expect(find(files)).toEqual(['out-of-step axios 1.6.2', 'out-of-step ms null']);
  });

  it('tells repositories that a commit fixes from those that move', () => {
    const commit = '0a2d2506c1fe299691fc5db53a2097db3bd615bc';
    const files = {
      'requirements.txt': `a @ git+https://github.com/o/a@main\nb @ git+https://github.com/o/b@${commit}\n`,
    };
    const refs = readAll(files).flatMap(({ packages, references = [] }) => [...packages, ...references]);
    expect(refs.flatMap(judgeAddress).map((fact) => (fact.kind === 'no-registry' ? fact.isFixed : fact.kind))).toEqual([
      false,
      true,
    ]);
  });
});

describe('lookalikes', () => {
  it('are one edit from a popular name', () => {
    const manifest = {
      'package.json': '{"dependencies":{"axois":"1","lodash":"1","loadash":"1","my-own-thing":"1","mz":"1"}}',
    };
    const found = findLookalikes(readAll(manifest).flatMap(({ packages }) => packages));
    expect(found.map(({ ref, of }) => `${ref.name} ${of}`)).toEqual(['axois axios', 'loadash lodash']);
  });

  it('are Python names as well', () => {
    const manifest = { 'requirements.txt': 'reqeusts==2.31.0\nrequests==2.31.0\nmy-own-thing==1\nPyYAMl==6.0\n' };
    const found = findLookalikes(readAll(manifest).flatMap(({ packages }) => packages));
    expect(found.map(({ ref, of }) => `${ref.name} ${of}`)).toEqual(['reqeusts requests']);
  });

  it('are found by every single edit, and by no more', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 3, maxLength: 12 }),
        fc.nat(11),
        fc.string({ minLength: 1, maxLength: 1 }),
        (name, n, sign) => {
          const at = n % name.length;
          const edits = [
            name.slice(0, at) + name.slice(at + 1),
            name.slice(0, at) + sign + name.slice(at),
            name.slice(0, at) + sign + name.slice(at + 1),
          ];
          return (
            edits.every((edit) => edit === name || isOneEdit(edit, name)) && !isOneEdit(name, `${name}${sign}${sign}`)
          );
        },
      ),
    );
  });
});
