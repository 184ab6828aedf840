import { describe, expect, it } from 'vitest';
import { satisfies } from '../../src/deps/versions/satisfies.ts';
import { scanDependencies } from '../../src/scan-dependencies.ts';
import { createMemoryHost } from '../memory-host.ts';
import { openTestAdvisories } from '../rules/advisories.ts';

describe('a constraint of Poetry', () => {
  // https://python-poetry.org/docs/dependency-specification/: the first and the last version, and those just outside.
  it.each([
    ['^1.2.3', ['1.2.3', '1.99'], ['1.2.2', '2.0.0', '2.0.0a1']],
    ['^1.2', ['1.2', '1.2.0', '1.99.9'], ['1.1.9', '2']],
    ['^1', ['1.0', '1.9'], ['0.9', '2.0']],
    ['^0.2.3', ['0.2.3', '0.2.9'], ['0.2.2', '0.3.0']],
    ['^0.0.3', ['0.0.3', '0.0.3.post1'], ['0.0.2', '0.0.4']],
    ['^0.0', ['0.0.0', '0.0.9'], ['0.1.0']],
    ['^0', ['0.0.0', '0.9'], ['1.0.0']],
    ['~1.2.3', ['1.2.3', '1.2.99'], ['1.2.2', '1.3.0']],
    ['~1.2', ['1.2.0', '1.2.9'], ['1.3.0']],
    ['~1', ['1.0.0', '1.9'], ['2.0.0']],
    ['*', ['0.0.1', '99'], []],
    ['1.2.*', ['1.2.0', '1.2.9'], ['1.3', '1.1']],
    ['1.2', ['1.2', '1.2.0'], ['1.2.1']],
    ['=1.2', ['1.2'], ['1.3']],
    ['>= 1.2 , <1.5', ['1.2', '1.4'], ['1.5', '1.1']],
    ['>=1.2 <1.5', ['1.2', '1.4'], ['1.5', '1.1']],
    ['^1.2 || ^3.0', ['1.2', '3.1'], ['2.0', '4.0']],
    ['<1.0 | >2.0', ['0.9', '2.1'], ['1.5']],
    ['^2!1.0', ['2!1.0', '2!1.9'], ['1.5', '2!2.0']],
    ['^99999999999999999999.1', ['99999999999999999999.2'], ['100000000000000000000.0']],
    ['~=1.4.2', ['1.4.5'], ['1.5.0']],
  ])('%s', (constraint, inside, outside) => {
    for (const version of inside) expect(satisfies('PyPI', version, constraint), version).toBe(true);
    for (const version of outside) expect(satisfies('PyPI', version, constraint), version).toBe(false);
  });

  it.each(['^', '~', '^x', 'latest', '^1 ||', '1.2 foo', '|', '^1.2,^^1', '===1 || 2', '^'.repeat(5000)])(
    'may be none: %j',
    (constraint) => {
      expect(satisfies('PyPI', '1.0', constraint)).toBe('unknown');
    },
  );

  it('is held against advisories, and against its lock file', async () => {
    const scan = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
      const host = { ...createMemoryHost(files), openAdvisories: openTestAdvisories };
      const { diagnostics, dependencies } = await scanDependencies(host, {});
      const problems = diagnostics.map(({ code }) => code).filter((code) => code === 'version-unverifiable');
      const listed = (dependencies?.packages ?? []).map(
        ({ ref, source }) => `${source.kind} ${ref.version ?? ref.range}`,
      );
      return [
        ...problems,
        ...listed,
        ...(dependencies?.matches ?? []).map(({ advisory }) => advisory.allowed ?? 'affected'),
      ];
    };
    const project = '[tool.poetry.dependencies]\npython = "^3.12"\nrequests = "^2.20"\n';
    const [package_, ...rest] = await scan({ 'pyproject.toml': project });
    expect(package_).toBe('pyproject ^2.20');
    expect(rest.length).toBeGreaterThan(0);
    expect(new Set(rest)).toEqual(new Set(['some']));
    const toLock = (version: string): string =>
      `[[package]]\nname = "requests"\nversion = "${version}"\nfiles = []\n\n[metadata]\nlock-version = "2.1"\n`;
    expect(await scan({ 'pyproject.toml': project, 'poetry.lock': toLock('2.99.0') })).toEqual(['poetry-lock 2.99.0']);
    // One that is out of step covers nothing.
    const drifted = await scan({ 'pyproject.toml': project, 'poetry.lock': toLock('3.1.0') });
    expect(drifted).toEqual(expect.arrayContaining(['pyproject ^2.20', 'poetry-lock 3.1.0']));
  });
});
