import { describe, expect, it } from 'vitest';
import { completeLockfile, findMissing, type LockedPackage, type Lockfile } from '../scripts/lockfile/complete.ts';
import { readRepositoryFile } from './repository.ts';

const text = readRepositoryFile('package-lock.json');
const lockfile = JSON.parse(text) as Lockfile;

interface Installed extends LockedPackage {
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
}

describe('package-lock.json', () => {
  it('names no registry: each machine uses its own', () => {
    const linked = Object.values(lockfile.packages).flatMap(({ resolved }) => resolved ?? []);
    expect(linked.filter((resolved) => !resolved.startsWith('packages/'))).toEqual([]);
    expect(text).not.toMatch(/https?:\/\/[^"]*\.tgz/);
  });

  it('has nobody run a script who installs the command line', () => {
    const packages = Object.entries(lockfile.packages) as readonly (readonly [string, Installed])[];
    const scripts = packages.filter(([, p]) => p.hasInstallScript === true && p.dev !== true && p.optional !== true);
    expect(scripts.map(([path]) => path)).toEqual([]);
  });

  it('names the bindings of every platform: `npm run lockfile` adds them', () => {
    expect([...findMissing(lockfile).keys()]).toEqual([]);
  });
});

describe('completing a lock file', () => {
  const incomplete: Lockfile = {
    packages: {
      'node_modules/tool': { version: '2.0.0', dev: true, optionalDependencies: { '@tool/linux-x64-musl': '2.0.0' } },
      'node_modules/zoo': { version: '1.0.0', optionalDependencies: { fsevents: '~2.3.3' } },
    },
  };

  it('adds a binding with the platform that its name says', () => {
    expect(completeLockfile(incomplete).packages['node_modules/@tool/linux-x64-musl']).toEqual({
      version: '2.0.0',
      cpu: ['x64'],
      dev: true,
      libc: ['musl'],
      optional: true,
      os: ['linux'],
    });
  });

  it('changes nothing the second time', () => {
    const once = completeLockfile(incomplete);
    expect(completeLockfile(once)).toEqual(once);
  });
});
