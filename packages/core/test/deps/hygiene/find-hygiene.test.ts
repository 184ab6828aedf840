import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findHygiene } from '../../../src/deps/hygiene/find-hygiene.ts';
import { findLookalikes } from '../../../src/deps/hygiene/find-lookalikes.ts';
import type { HygieneFact, LockSource } from '../../../src/deps/hygiene/hygiene-fact.ts';
import { isOneEdit } from '../../../src/deps/hygiene/is-one-edit.ts';
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

const describeFact = (fact: HygieneFact): string => {
  if (fact.kind === 'several-lock-files') return `${fact.kind} ${fact.files.join(' ')}`;
  return `${fact.kind} ${fact.ref.name}${fact.kind === 'out-of-step' ? ` ${fact.locked}` : ''}`;
};

const find = (files: Readonly<Record<string, string>>, allowedHosts: readonly string[] = []): readonly string[] =>
  findHygiene(readAll(files), { allowedHosts }).map(describeFact);

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

  it.each<[string, Readonly<Record<string, unknown>>, readonly string[]]>([
    ['no hash', { ...sound, integrity: undefined }, ['no-integrity axios']],
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
    ['an install script', { ...sound, hasInstallScript: true }, ['install-script axios']],
  ])('tells of %s', (_, entry, facts) => {
    expect(find({ 'package-lock.json': lock({ axios: entry }) })).toEqual(facts);
  });

  it('takes a registry that is allowed for a public one', () => {
    const files = {
      'package-lock.json': lock({ axios: { ...sound, resolved: 'https://npm.own.example/axios/-/axios-1.6.2.tgz' } }),
    };
    expect(find(files, ['npm.own.example'])).toEqual([]);
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
    const facts = findHygiene(readAll(files));
    expect(facts.map((fact) => (fact.kind === 'no-registry' ? fact.isFixed : fact.kind))).toEqual([false, true]);
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
