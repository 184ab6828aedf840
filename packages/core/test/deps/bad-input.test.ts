import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAbsenceTest } from '../../src/deps/find-covered.ts';
import { findArchiveVersion } from '../../src/deps/npm/to-source.ts';
import { findPackageReader } from '../../src/deps/package-readers.ts';
import { findCutOff } from '../../src/deps/text/cut-off.ts';
import { scanDependencies } from '../../src/scan-dependencies.ts';
import { createMemoryHost } from '../memory-host.ts';
import { openTestAdvisories } from '../rules/advisories.ts';

/** Every problem that is told of files, and what was read all the same. */
async function scan(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly problems: readonly string[]; readonly names: readonly string[] }> {
  const host = { ...createMemoryHost(files), openAdvisories: openTestAdvisories };
  const { diagnostics, dependencies } = await scanDependencies(host, {});
  return {
    problems: diagnostics.map(({ severity, file, message }) => `${severity} ${file}: ${message}`),
    names: (dependencies?.packages ?? []).map(({ ref }) => ref.name),
  };
}

const BESIDE = { 'good/requirements.txt': 'requests==2.30.0\n' };

describe('a manifest', () => {
  it('of Python asks for no package where it names itself for another extra', async () => {
    const lists = 'all = ["My_App[yaml]", "jinja2>=3"]\nyaml = ["pyyaml==6.0.1"]\n';
    const text = `[project]\nname = "my.app"\nversion = "1"\n[project.optional-dependencies]\n${lists}`;
    expect(await scan({ 'pyproject.toml': text })).toEqual({ problems: [], names: ['jinja2', 'pyyaml'] });
  });

  it('says of a conflict in it that it is one', async () => {
    const text = '[project]\nname = "a"\n<<<<<<< HEAD\nversion = "1"\n=======\nversion = "2"\n>>>>>>> b\n';
    const { problems } = await scan({ 'pyproject.toml': text });
    expect(problems).toEqual(['error pyproject.toml: a merge conflict is not resolved']);
  });

  it('may have hundreds of thousands of blanks in a line', async () => {
    const { problems } = await scan({ 'requirements.txt': `flask${' '.repeat(400_000)}==1.0\n` });
    expect(problems).toEqual([expect.stringMatching(/^error requirements\.txt: `flask .* is no requirement$/)]);
  });
});

describe('a lock file that cannot be right', () => {
  it.each([
    ['uv.lock', '', 'error uv.lock: the lock file is empty'],
    ['pnpm-lock.yaml', ' \n', 'error pnpm-lock.yaml: the lock file is empty'],
    ['yarn.lock', '', 'warning yarn.lock: the lock file is empty'],
    ['uv.lock', 'version = 9\n', 'error uv.lock: the `version` is none that is known (1)'],
    [
      'poetry.lock',
      '[metadata]\nlock-version = "9.1"\n',
      'error poetry.lock: the `lock-version` is none that is known (1, 2)',
    ],
    [
      'pdm.lock',
      '[metadata]\nlock_version = "9.0"\n',
      'error pdm.lock: the `lock_version` is none that is known (1, 2, 3, 4)',
    ],
    [
      'Pipfile.lock',
      '{"_meta":{"pipfile-spec":9},"default":{}}',
      'error Pipfile.lock: the `pipfile-spec` is none that is known (6)',
    ],
    ['Pipfile.lock', '{"default":{"flask":null}}', 'error Pipfile.lock: the entry of `flask` is no object'],
    [
      'poetry.lock',
      '[[package]]\nname = "flask"\nversion = "2.0"\n',
      'warning poetry.lock: it has no `metadata`: the file is cut off',
    ],
    [
      'uv.lock',
      'version = 1\n[[package]]\nname = "flask"\nversion = "2.0"\ndependencies = [{ name = "jinja2" }]\n',
      'warning uv.lock: `jinja2` are needed but not listed: the lock file is cut off or out of step',
    ],
    [
      'yarn.lock',
      '# yarn lockfile v1\n\nms@^2.0.0:\n  version "2.1.3"\n  resolved "https://regis',
      'error yarn.lock: the file ends in the middle of a value',
    ],
    [
      'pnpm-lock.yaml',
      "lockfileVersion: '6.0'\npackages:\n  /ms@2.1.3:\n    resolution: {integrity: sha5",
      'error pnpm-lock.yaml: the file ends in the middle of a value',
    ],
  ])('%s is told: %j', async (file, text, problem) => {
    const { problems, names } = await scan({ ...BESIDE, [file]: text });
    expect(problems).toContain(problem);
    expect(names).toContain('requests');
  });

  it('is told where it is of another language', async () => {
    const { problems } = await scan({ ...BESIDE, 'go/go.mod': 'module a\n', 'java/pom.xml': '<project/>' });
    const message = 'its packages are not read: only those of npm and PyPI are';
    expect(problems).toEqual([`warning go/go.mod: ${message}`, `warning java/pom.xml: ${message}`]);
  });

  it('is told where it is of conda, which locks packages of PyPI too', async () => {
    const { problems } = await scan({ ...BESIDE, 'conda-lock.yml': 'version: 1\npackage: []\n', 'a/pixi.lock': '' });
    const message = 'what conda locks is not read: only lock files of npm and of tools of PyPI are';
    expect(problems).toEqual([`warning a/pixi.lock: ${message}`, `warning conda-lock.yml: ${message}`]);
  });

  it('is told where it is a link out of the folder', async () => {
    const inner = createMemoryHost({ ...BESIDE, 'uv.lock': '' });
    const host = { ...inner, kindOf: (path: string) => (path === 'uv.lock' ? 'outside' : inner.kindOf(path)) } as const;
    const { diagnostics } = await scanDependencies(host, {});
    expect(diagnostics).toMatchObject([
      { file: 'uv.lock', message: expect.stringContaining('leads out'), severity: 'error' },
    ]);
  });

  it('is told in few words, however long what stands in it', async () => {
    const { problems } = await scan({
      'requirements.txt': `flask==${'1.'.repeat(50_000)}\n`,
      'package.json': JSON.stringify({ dependencies: { axios: '^1 || '.repeat(5_000), evil: '1' } }),
    });
    for (const problem of problems) expect(problem.length).toBeLessThan(500);
  });
});

describe('what grows with the square of a file', () => {
  const COUNT = 40_000;
  const times = (print: (index: number) => string): string =>
    Array.from({ length: COUNT }, (_, i) => print(i)).join('');

  it('is no address with ever so many digits', () => {
    expect(findArchiveVersion('a', `https://r.example/a/-/a-1.1.${'1'.repeat(1_000_000)}`)).toBeUndefined();
    expect(findArchiveVersion('a', 'https://r.example/a/-/a-1.12.34-rc.1.tgz?x')).toBe('1.12.34-rc.1');
  });

  it('is no lock file of yarn in which one range is bound to ever so many projects', () => {
    const text = `__metadata:\n  version: 8\n\n${times((i) => `"a@npm:^1::v=${i}":\n  version: 1.0.${i}\n  resolution: "a@npm:1.0.${i}"\n\n`)}`;
    const reading = findPackageReader('yarn.lock')?.parse(text, 'yarn.lock', { host: createMemoryHost({}) });
    expect(reading?.packages).toHaveLength(COUNT);
  });

  it('are no resolutions of one package', () => {
    const resolutions = `{${times((i) => `"x${i}/a":"^${i}.0.0",`)}"z/a":"1"}`;
    const host = createMemoryHost({ 'package.json': `{"resolutions":${resolutions}}` });
    const text = `__metadata:\n  version: 8\n\n${times((i) => `"b${i}@npm:1":\n  version: 1.0.0\n  resolution: "b${i}@npm:1.0.0"\n  dependencies:\n    a: ${i}\n\n`)}`;
    expect(findPackageReader('yarn.lock')?.parse(text, 'yarn.lock', { host }).packages).toHaveLength(COUNT);
  });

  it('is no manifest of which a lock file knows many projects and links', () => {
    const folders = Array.from({ length: COUNT }, (_, i) => `p${i}`);
    const links = folders.map((name) => ({ name, folder: name, dev: false }));
    const importers = folders.map((folder) => ({ folder, production: [], links }));
    const base = { ecosystem: 'npm' as const, version: null, line: 1, start: 0, end: 0, direct: true, dev: false };
    const lock = { file: 'pnpm-lock.yaml', kind: 'pnpm-lock', role: 'lock' as const, ecosystem: 'npm' as const };
    const isAbsent = createAbsenceTest([{ ...lock, packages: [], importers }]);
    const file = `p${COUNT - 1}/package.json`;
    expect(folders.filter((name) => isAbsent({ ...base, file, name: `${name}x` }))).toEqual([]);
    expect(isAbsent({ ...base, file, name: 'p7' })).toBe(true);
  });
});

describe('findCutOff', () => {
  const whole = [
    "  'a': b # it's",
    'resolution: {integrity: sha512-a, tarball: "https://x/#y"}',
    "name: it's",
    '  version "1.0.0"',
    "# a comment with ' and {",
    'cpu: [x64, arm64]',
    '"@a/b@^1, c@{}":',
  ];

  it.each(whole)('takes %j for whole', (line) => {
    expect(findCutOff(`first: {\n${line}\n`)).toEqual([]);
    expect(findCutOff(line)).toEqual([]);
  });

  it('finds quotes and braces that nothing closes in the last line alone', () => {
    expect(findCutOff('a: 1\nb: "x')).toMatchObject([{ at: 5 }]);
    expect(findCutOff('a: {b: [c]\n\n')).toHaveLength(1);
    expect(findCutOff('a: {b: [c]\nb: 1\n')).toEqual([]);
    expect(findCutOff('')).toEqual([]);
  });
});

describe('every reader', () => {
  const files = [
    'package-lock.json',
    'yarn.lock',
    'pnpm-lock.yaml',
    'bun.lock',
    'Pipfile.lock',
    'poetry.lock',
    'uv.lock',
  ];
  const others = ['pdm.lock', 'pylock.toml', 'pyproject.toml', 'requirements.txt', 'package.json'];

  it.each([...files, ...others])('%s takes any text without a crash', (file) => {
    const reader = findPackageReader(file);
    const words = [
      '[[package]]\n',
      'name = "a"\n',
      '{',
      '}',
      '"',
      ':',
      ',',
      '\n',
      '  ',
      '__proto__',
      'packages',
      'a@1:',
      '-r x\n',
      '\0',
      '\uFEFF',
      '==',
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 8 })), { maxLength: 40 }),
        (parts) => {
          const reading = reader?.parse(parts.join(''), file, { host: createMemoryHost({}) });
          return reading?.packages.every(({ name }) => typeof name === 'string') === true;
        },
      ),
      { numRuns: 60 },
    );
  });
});
