import { describe, expect, it } from 'vitest';
import { findPackageReader } from '../../../src/deps/package-readers.ts';
import type { PackageRef } from '../../../src/deps/package.ts';
import { createMemoryHost } from '../../memory-host.ts';

function read(file: string, text: string, beside: Readonly<Record<string, string>> = {}): readonly PackageRef[] {
  const reading = findPackageReader(file)?.parse(text, file, { host: createMemoryHost({ ...beside, [file]: text }) });
  expect(reading?.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return reading?.packages ?? [];
}

/** `name@version` -> what holds of it. */
const toNeeds = (packages: readonly PackageRef[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    packages.map(({ name, version, direct, dev, optional }) => {
      const flags = Object.entries({ direct, dev, optional }).flatMap(([flag, holds]) =>
        holds === true ? [flag] : [],
      );
      return [`${name}@${version}`, flags.join('+')];
    }),
  );

const toBlock = (name: string, version: string, ...rest: readonly string[]): string =>
  [`[[package]]`, `name = "${name}"`, `version = "${version}"`, ...rest, '', ''].join('\n');

const POETRY_PROJECT = `[tool.poetry.dependencies]
python = "^3.9"
requests = "^2.28"
colorama = { version = "*", markers = "sys_platform == 'win32'" }
numpy = [{ version = "<2", markers = "python_version < '3.10'" }, { version = ">=2", markers = "python_version >= '3.10'" }]

[tool.poetry.group.test.dependencies]
pytest = "^8"
colorama = "*"
`;

describe('what a lock file of Python does not say of its packages', () => {
  const poetry = [
    toBlock('certifi', '2024.2.2', 'optional = false'),
    toBlock('colorama', '0.4.6', 'optional = false'),
    toBlock('numpy', '1.26.4', 'optional = false'),
    toBlock('numpy', '2.1.0', 'optional = false'),
    toBlock('exceptiongroup', '1.2.0', 'optional = false'),
    toBlock(
      'pytest',
      '8.0.0',
      'optional = false',
      '',
      '[package.dependencies]',
      'certifi = "*"',
      'exceptiongroup = { version = ">=1", markers = "python_version < \\"3.11\\"" }',
    ),
    toBlock('requests', '2.31.0', 'optional = false', '', '[package.dependencies]', 'certifi = ">=2017"'),
    '[metadata]\nlock-version = "2.0"\n',
  ].join('');

  it('the project beside that of Poetry 1.5 to 1.8 does', () => {
    expect(toNeeds(read('poetry.lock', poetry, { 'pyproject.toml': POETRY_PROJECT }))).toEqual({
      'certifi@2024.2.2': '',
      'colorama@0.4.6': 'direct',
      'numpy@1.26.4': 'direct',
      'numpy@2.1.0': 'direct',
      'exceptiongroup@1.2.0': 'dev',
      'pytest@8.0.0': 'direct+dev',
      'requests@2.31.0': 'direct',
    });
    // Without it nothing may be taken for development.
    expect(read('poetry.lock', poetry).filter(({ dev }) => dev)).toEqual([]);
  });

  it('nor its markers, which stand where it is asked for', () => {
    const packages = read('poetry.lock', poetry, { 'pyproject.toml': POETRY_PROJECT });
    // For tests `colorama` is asked for everywhere.
    expect(
      packages.flatMap(({ name, version, marker }) => (marker === undefined ? [] : `${name} ${version} ${marker}`)),
    ).toEqual([
      "numpy 1.26.4 ((python_version < '3.10'))",
      "numpy 2.1.0 ((python_version >= '3.10'))",
      'exceptiongroup 1.2.0 ((python_version < "3.11"))',
    ]);
    expect(read('poetry.lock', poetry).flatMap(({ marker }) => marker ?? [])).toEqual([]);
  });

  it('nor for which Python and system, in the words of Poetry', () => {
    const table = [
      'a = { version = "*", python = "<3.10" }',
      'b = { version = "*", platform = "win32", python = ">=3.9,!=3.9.1" }',
      `c = { version = "*", markers = "os_name == 'nt' or extra == 'x'", platform = "linux" }`,
      'd = { version = "*", python = "^3.9 || 4" }',
      'e = { version = "*", python = "", platform = "a\' or \'b" }',
    ];
    const project = `[tool.poetry.dependencies]\n${table.join('\n')}\n`;
    const lock = `${['a', 'b', 'c', 'd', 'e'].map((name) => toBlock(name, '1.0')).join('')}[metadata]\nlock-version = "2.0"\n`;
    const markers = [
      "python_full_version < '3.10'",
      "python_full_version >= '3.9' and python_full_version != '3.9.1' and sys_platform == 'win32'",
      "(os_name == 'nt' or extra == 'x') and sys_platform == 'linux'",
      undefined,
      undefined,
    ];
    expect(read('pyproject.toml', project).map(({ marker }) => marker)).toEqual(markers);
    const locked = read('poetry.lock', lock, { 'pyproject.toml': project });
    expect(locked.map(({ marker }) => marker)).toEqual(markers.map((marker) => marker && `((${marker}))`));
  });

  it('nor groups, before PDM 2.8', () => {
    const lock = [
      toBlock('certifi', '2024.2.2'),
      toBlock('pytest', '8.0.0', 'dependencies = ["certifi"]'),
      toBlock('requests', '2.31.0', 'dependencies = ["certifi>=2017"]'),
      '[metadata]\nlock_version = "4.1"\n',
    ].join('');
    const project = '[project]\ndependencies = ["requests"]\n[tool.pdm.dev-dependencies]\ntest = ["pytest>=6"]\n';
    expect(toNeeds(read('pdm.lock', lock, { 'pyproject.toml': project }))).toEqual({
      'certifi@2024.2.2': '',
      'pytest@8.0.0': 'direct+dev',
      'requests@2.31.0': 'direct',
    });
  });

  it('the `Pipfile` says what was asked for, whatever has an index', () => {
    const entries = {
      celery: { version: '==5.4.0' },
      urllib3: { version: '==2.2.2', index: 'pypi' },
      'zope.interface': { version: '==6.0' },
    };
    const lock = JSON.stringify({ _meta: { 'pipfile-spec': 6 }, default: entries });
    const pipfile =
      '[packages]\ncelery = { version = "*" }\n[typing-dev]\nZope_Interface = "*"\n[scripts]\nurllib3 = "x"\n';
    expect(toNeeds(read('Pipfile.lock', lock, { Pipfile: pipfile }))).toEqual({
      'celery@5.4.0': 'direct',
      'urllib3@2.2.2': '',
      'zope-interface@6.0': 'direct',
    });
    expect(toNeeds(read('Pipfile.lock', lock))['urllib3@2.2.2']).toBe('direct');
    // A broken one says nothing.
    expect(toNeeds(read('Pipfile.lock', lock, { Pipfile: '[[' }))['urllib3@2.2.2']).toBe('direct');
  });
});

describe('what a lock file of Python says', () => {
  it('of groups and extras: pylock.toml', () => {
    const toPackage = (name: string, marker: string): string =>
      `[[packages]]\nname = "${name}"\nversion = "1.0"\nmarker = ${JSON.stringify(marker)}\n`;
    const lock = [
      'lock-version = "1.0"\ndefault-groups = ["default"]\n',
      toPackage('both', "'default' in dependency_groups or 'test' in dependency_groups"),
      toPackage('test', "('test' in dependency_groups) and (python_version >= '3.9')"),
      toPackage('extra', "python_version >= '3.9' and 'socks' in extras"),
      toPackage('windows', "sys_platform == 'win32'"),
    ].join('');
    const needs = { 'both@1.0': '', 'test@1.0': 'dev', 'extra@1.0': 'optional', 'windows@1.0': '' };
    const project = '[project]\ndependencies = ["Both>=1"]\n';
    const pyproject = { ...needs, 'both@1.0': 'direct' };
    expect(toNeeds(read('pylock.toml', lock, { 'pyproject.toml': project }))).toEqual(pyproject);
    const beside = { 'pyproject.toml': '[tool.ruff]\n', Pipfile: '[dev-packages]\ntest = "*"\n' };
    expect(toNeeds(read('pylock.toml', lock, beside))).toEqual({ ...needs, 'test@1.0': 'direct+dev' });
  });

  it('of hashes, wherever Poetry kept them', () => {
    const toLock = (key: string): string =>
      `${toBlock('a', '1.0', 'category = "main"')}[metadata]\nlock-version = "1.0"\n[metadata.${key}]\na = ["0"]\n`;
    for (const key of ['files', 'hashes'])
      expect(read('poetry.lock', toLock(key))).toMatchObject([{ hasIntegrity: true }]);
    expect(read('poetry.lock', toLock('other'))).toMatchObject([{ hasIntegrity: false }]);
  });

  it('of markers: Poetry 2', () => {
    const one = ['optional = false', 'groups = ["main", "dev"]'];
    const lock = [
      toBlock('a', '1.0', ...one, `markers = "sys_platform == 'win32'"`),
      toBlock('b', '1.0', ...one, `markers = { main = "python_version < '3.9'", dev = "python_version < '3.11'" }`),
      toBlock('c', '1.0', ...one, '', '[package.dependencies]', `d = { version = "*", markers = "os_name == 'nt'" }`),
      toBlock('d', '1.0', ...one),
      '[metadata]\nlock-version = "2.1"\n',
    ].join('');
    const beside = { 'pyproject.toml': '[project]\ndependencies = ["a", "c"]\n' };
    expect(read('poetry.lock', lock, beside).map(({ marker }) => marker)).toEqual([
      "sys_platform == 'win32'",
      "python_version < '3.9'",
      undefined,
      undefined,
    ]);
  });

  const versions = ['1.26.4', '2.1.0'];
  it.each([
    ['poetry.lock', '[package.dependencies]\nnumpy = ">=2,<3"', '[metadata]\nlock-version = "2.1"\n'],
    ['pdm.lock', 'dependencies = ["numpy>=2; python_version >= \'3.10\'"]', '[metadata]\nlock_version = "4.4"\n'],
    ['uv.lock', 'dependencies = [{ name = "numpy", version = "2.1.0" }]', '\n[manifest]\n'],
    ['pylock.toml', 'dependencies = [{ name = "numpy", version = "2.1.0" }]', ''],
  ])('of several versions which one is needed: %s', (file, needs, end) => {
    const blocks = [...versions.map((version) => toBlock('numpy', version)), toBlock('pandas', '2.2.2', needs)].join(
      '',
    );
    const start = file === 'uv.lock' ? 'version = 1\n' : file === 'pylock.toml' ? 'lock-version = "1.0"\n' : '';
    const text = start + (file === 'pylock.toml' ? blocks.replaceAll('[[package]]', '[[packages]]') : blocks) + end;
    expect(read(file, text).find(({ name }) => name === 'pandas')?.requires).toEqual([1]);
  });

  it('of extras of a project, which may be left out: uv.lock', () => {
    const project = [
      'version = 1\n',
      toBlock('a', '1.0'),
      toBlock('b', '1.0'),
      toBlock(
        'project',
        '1.0',
        'source = { virtual = "." }',
        'dependencies = [{ name = "a" }]',
        '',
        '[package.optional-dependencies]',
        'all = [{ name = "a" }, { name = "b" }]',
      ),
    ].join('');
    expect(toNeeds(read('uv.lock', project))).toEqual({ 'a@1.0': 'direct', 'b@1.0': 'direct+optional' });
  });
});
