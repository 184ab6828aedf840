import { describe, expect, it } from 'vitest';
import { scanDependencies } from '../../src/scan-dependencies.ts';
import { createMemoryHost } from '../memory-host.ts';

const toFunctions = (runtime: string, folders: Readonly<Record<string, string>>): string =>
  `Transform: AWS::Serverless-2016-10-31\nResources:\n${Object.entries(folders)
    .map(
      ([id, folder]) =>
        `  ${id}:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: ${runtime}, Handler: app.handler, CodeUri: ${folder} }\n`,
    )
    .join('')}`;

/** `name@version` -> functions that ship it, of what the lock file holds. */
async function findShipped(
  files: Readonly<Record<string, string>>,
): Promise<{ readonly shipped: Readonly<Record<string, readonly string[]>>; readonly codes: readonly string[] }> {
  const { dependencies, diagnostics } = await scanDependencies(createMemoryHost(files), {});
  const packages = dependencies?.packages ?? [];
  const registered = packages.filter(({ ref }) => ref.source?.kind !== 'workspace');
  return {
    shipped: Object.fromEntries(registered.map(({ ref, functions }) => [`${ref.name}@${ref.version}`, functions])),
    codes: diagnostics.map(({ code }) => code).filter((code) => !code.startsWith('database')),
  };
}

// `a` needs `b`, which needs `left`; what each of them is developed with is shipped by nobody, though the other ships it.
const A = {
  name: '@w/a',
  version: '1.0.0',
  dependencies: { up: '2.0.0', '@w/b': '1.0.0' },
  devDependencies: { dev: '1.0.0' },
};
const B = { name: '@w/b', version: '1.0.0', dependencies: { left: '1.0.0' }, devDependencies: { up: '2.0.0' } };
const ROOT = { name: 'root', workspaces: ['packages/*'], dependencies: { up: '1.0.0' } };

const NPM = JSON.stringify({
  lockfileVersion: 3,
  packages: {
    '': ROOT,
    'packages/a': A,
    'packages/b': B,
    'node_modules/@w/a': { resolved: 'packages/a', link: true },
    'node_modules/@w/b': { resolved: 'packages/b', link: true },
    'node_modules/up': { version: '1.0.0' },
    'packages/a/node_modules/up': { version: '2.0.0' },
    'packages/b/node_modules/up': { version: '2.0.0' },
    'node_modules/left': { version: '1.0.0', dependencies: { deep: '^1.0.0' } },
    'node_modules/deep': { version: '1.0.0' },
    'node_modules/dev': { version: '1.0.0', dev: true },
  },
});

// As npm 11 writes it with `--lockfile-version=1`: what a workspace requires holds what it is developed with.
const NPM_1 = JSON.stringify({
  lockfileVersion: 1,
  dependencies: {
    '@w/a': {
      version: 'file:packages/a',
      requires: { '@w/b': '1.0.0', dev: '1.0.0', up: '2.0.0' },
      dependencies: { up: { version: '2.0.0', integrity: 'sha512-0' } },
    },
    '@w/b': {
      version: 'file:packages/b',
      requires: { left: '1.0.0', up: '2.0.0' },
      dependencies: { up: { version: '2.0.0', integrity: 'sha512-0' } },
    },
    up: { version: '1.0.0', integrity: 'sha512-0' },
    left: { version: '1.0.0', integrity: 'sha512-0', requires: { deep: '^1.0.0' } },
    deep: { version: '1.0.0', integrity: 'sha512-0' },
    dev: { version: '1.0.0', integrity: 'sha512-0', dev: true },
  },
});

const CLASSIC = `# yarn lockfile v1

deep@^1.0.0:
  version "1.0.0"

dev@1.0.0:
  version "1.0.0"

left@1.0.0:
  version "1.0.0"
  dependencies:
    deep "^1.0.0"

up@1.0.0:
  version "1.0.0"

up@2.0.0:
  version "2.0.0"
`;

const BERRY = `__metadata:
  version: 8

"@w/a@workspace:packages/a":
  version: 0.0.0-use.local
  resolution: "@w/a@workspace:packages/a"
  dependencies:
    "@w/b": "npm:1.0.0"
    dev: "npm:1.0.0"
    up: "npm:2.0.0"
  linkType: soft

"@w/b@npm:1.0.0, @w/b@workspace:packages/b":
  version: 0.0.0-use.local
  resolution: "@w/b@workspace:packages/b"
  dependencies:
    left: "npm:1.0.0"
    up: "npm:2.0.0"
  linkType: soft

"root@workspace:.":
  version: 0.0.0-use.local
  resolution: "root@workspace:."
  dependencies:
    up: "npm:1.0.0"
  linkType: soft

${['deep@npm:^1.0.0', 'dev@npm:1.0.0', 'up@npm:1.0.0', 'up@npm:2.0.0'].map(toBerryEntry).join('\n')}
${toBerryEntry('left@npm:1.0.0')}  dependencies:
    deep: "npm:^1.0.0"
`;

function toBerryEntry(descriptor: string): string {
  const version = /[\d.]+$/.exec(descriptor)?.[0] ?? '';
  const name = descriptor.slice(0, descriptor.indexOf('@', 1));
  return `"${descriptor}":\n  version: ${version}\n  resolution: "${name}@npm:${version}"\n  checksum: 10c0/00\n  linkType: hard\n`;
}

const PNPM = `lockfileVersion: '9.0'

importers:

  .:
    dependencies:
      up: { specifier: 1.0.0, version: 1.0.0 }

  packages/a:
    dependencies:
      '@w/b':
        specifier: 1.0.0
        version: link:../b
      up:
        specifier: 2.0.0
        version: 2.0.0
    devDependencies:
      dev:
        specifier: 1.0.0
        version: 1.0.0

  packages/b:
    dependencies:
      left:
        specifier: 1.0.0
        version: 1.0.0
    devDependencies:
      up:
        specifier: 2.0.0
        version: 2.0.0

packages:

${['deep@1.0.0', 'dev@1.0.0', 'left@1.0.0', 'up@1.0.0', 'up@2.0.0'].map((key) => `  ${key}:\n    resolution: {integrity: sha512-0}\n`).join('\n')}
snapshots:

  deep@1.0.0: {}

  dev@1.0.0: {}

  left@1.0.0:
    dependencies:
      deep: 1.0.0

  up@1.0.0: {}

  up@2.0.0: {}
`.replace('up: { specifier: 1.0.0, version: 1.0.0 }', 'up:\n        specifier: 1.0.0\n        version: 1.0.0');

const BUN = JSON.stringify({
  lockfileVersion: 2,
  workspaces: { '': ROOT, 'packages/a': A, 'packages/b': B },
  packages: {
    '@w/a': ['@w/a@workspace:packages/a'],
    '@w/b': ['@w/b@workspace:packages/b'],
    deep: ['deep@1.0.0', '', {}, 'sha512-0'],
    dev: ['dev@1.0.0', '', {}, 'sha512-0'],
    left: ['left@1.0.0', '', { dependencies: { deep: '^1.0.0' } }, 'sha512-0'],
    up: ['up@1.0.0', '', {}, 'sha512-0'],
    '@w/a/up': ['up@2.0.0', '', {}, 'sha512-0'],
    '@w/b/up': ['up@2.0.0', '', {}, 'sha512-0'],
  },
});

describe('of a lock file for several workspaces', () => {
  it.each([
    ['package-lock.json', NPM],
    ['package-lock.json', NPM_1],
    ['yarn.lock', CLASSIC],
    ['yarn.lock', BERRY],
    ['pnpm-lock.yaml', PNPM],
    ['bun.lock', BUN],
  ])('a function ships what its own leads to: %s', async (name, text) => {
    const files = {
      'template.yaml': toFunctions('nodejs22.x', { Root: '.', A: 'packages/a', B: 'packages/b' }),
      'package.json': JSON.stringify(ROOT),
      'packages/a/package.json': JSON.stringify(A),
      'packages/b/package.json': JSON.stringify(B),
      [name]: text,
    };
    expect(await findShipped(files)).toEqual({
      shipped: {
        'up@1.0.0': ['Root'],
        'up@2.0.0': ['Root', 'A'],
        'left@1.0.0': ['Root', 'A', 'B'],
        'deep@1.0.0': ['Root', 'A', 'B'],
        'dev@1.0.0': [],
      },
      codes: [],
    });
  });

  it('what yarn takes from a catalog, an archive, a patch or its resolutions is found', async () => {
    const manifest = {
      dependencies: {
        up: 'catalog:',
        dev: 'catalog:old',
        own: 'file:./own',
        left: 'patch:left@npm%3A1.0.0#~/.yarn/patches/left.patch',
      },
      resolutions: { '**/deep': '1.0.0' },
    };
    const asked = Object.entries(manifest.dependencies).map(([name, range]) => `    ${name}: "${range}"\n`);
    const root = `"root@workspace:.":\n  version: 0.0.0-use.local\n  resolution: "root@workspace:."\n  dependencies:\n${asked.join('')}`;
    const bound = 'locator=root%40workspace%3A.';
    const own = `"own@file:./own::${bound}":\n  version: 1.0.0\n  resolution: "own@file:./own#./own::hash=1&${bound}"\n  dependencies:\n    deep: "npm:^0.2.0"\n`;
    const patched = `"left@patch:left@npm%3A1.0.0#~/.yarn/patches/left.patch":\n  version: 1.0.0\n  resolution: "left@patch:left@npm%3A1.0.0#~/.yarn/patches/left.patch::version=1.0.0&hash=1"\n  checksum: 10c0/00\n`;
    const entries = ['up@npm:^1.0.0', 'dev@npm:0.9.0', 'deep@npm:1.0.0'].map(toBerryEntry);
    const { shipped, codes } = await findShipped({
      'template.yaml': toFunctions('nodejs22.x', { Fn: 'app' }),
      'app/package.json': JSON.stringify({ name: 'root', ...manifest }),
      'app/.yarnrc.yml': 'nodeLinker: pnp\ncatalog:\n  up: ^1.0.0\ncatalogs:\n  old:\n    dev: 0.9.0\n',
      'app/yarn.lock': ['__metadata:\n  version: 8\n', root, own, patched, ...entries].join('\n'),
    });
    expect(codes).toEqual([]);
    expect(Object.keys(shipped).toSorted()).toEqual(['deep@1.0.0', 'dev@0.9.0', 'left@1.0.0', 'own@1.0.0', 'up@1.0.0']);
  });

  it('a function of Python does, too', async () => {
    const toPackage = (name: string, source: string, ...needs: string[]): string =>
      `[[package]]\nname = "${name}"\nversion = "1.0.0"\nsource = { ${source} }\ndependencies = [${needs.map((n) => `{ name = "${n}" }`).join(', ')}]\n`;
    const registry = 'registry = "https://pypi.org/simple"';
    const files = {
      'template.yaml': toFunctions('python3.13', { A: 'packages/a', B: 'packages/b' }),
      'pyproject.toml': '[project]\nname = "root"\nversion = "1"\n[tool.uv.workspace]\nmembers = ["packages/*"]\n',
      'packages/a/pyproject.toml': '[project]\nname = "a"\nversion = "1"\ndependencies = ["b"]\n',
      'packages/b/pyproject.toml': '[project]\nname = "b"\nversion = "1"\ndependencies = ["left"]\n',
      'uv.lock': [
        'version = 1',
        toPackage('root', 'virtual = "."', 'up'),
        toPackage('a', 'editable = "packages/a"', 'b', 'right'),
        toPackage('b', 'virtual = "packages/b"', 'left'),
        ...['up', 'left', 'right'].map((name) => toPackage(name, registry)),
      ].join('\n'),
    };
    expect((await findShipped(files)).shipped).toEqual({
      'up@1.0.0': [],
      'left@1.0.0': ['A', 'B'],
      'right@1.0.0': ['A'],
    });
  });

  it('a layer that is one of them is shipped with what it leads to', async () => {
    const layer = '  Layer:\n    Type: AWS::Serverless::LayerVersion\n    Properties: { ContentUri: packages/b }\n';
    const fn =
      '  Fn:\n    Type: AWS::Serverless::Function\n    Properties: { Runtime: nodejs22.x, Handler: app.handler, CodeUri: src, Layers: [!Ref Layer] }\n';
    const files = {
      'template.yaml': `Transform: AWS::Serverless-2016-10-31\nResources:\n${layer}${fn}`,
      'src/package.json': '{}',
      'src/package-lock.json': '{ "lockfileVersion": 3, "packages": { "": {} } }',
      'package.json': JSON.stringify(ROOT),
      'packages/a/package.json': JSON.stringify(A),
      'packages/b/package.json': JSON.stringify(B),
      'package-lock.json': NPM,
    };
    const { shipped } = await findShipped(files);
    expect(Object.entries(shipped).flatMap(([name, ids]) => (ids.length === 0 ? [] : [name]))).toEqual([
      'left@1.0.0',
      'deep@1.0.0',
    ]);
  });

  it('counts for no project that is none of them, but for a folder that asks for nothing', async () => {
    const files = {
      'template.yaml': toFunctions('nodejs22.x', { Other: 'other', Bare: 'bare' }),
      'package.json': '{ "dependencies": { "up": "1.0.0" } }',
      'package-lock.json': JSON.stringify({
        lockfileVersion: 3,
        packages: { '': { dependencies: { up: '1.0.0' } }, 'node_modules/up': { version: '1.0.0' } },
      }),
      'other/package.json': '{ "dependencies": { "up": "^1.0.0" } }',
      'bare/package.json': '{ "type": "module" }',
    };
    expect((await findShipped(files)).shipped).toEqual({ 'up@1.0.0': ['Bare'], 'up@null': ['Other'] });
  });

  it('counts below a workspace for what that asks for, and takes patterns of workspaces as they are meant', async () => {
    const files = {
      'template.yaml': toFunctions('nodejs22.x', { Inner: 'packages/deep/b/src' }),
      'package.json': JSON.stringify({ ...ROOT, workspaces: ['packages/**', '**/**/**/**/**/**/**/**/**'] }),
      'packages/a/package.json': JSON.stringify(A),
      'packages/deep/b/package.json': JSON.stringify(B),
      'packages/deep/b/src/package.json': '{ "type": "module" }',
      ...Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`x/${i % 7}/${i % 5}/${i % 3}/${i}/a.txt`, ''])),
      'yarn.lock': CLASSIC,
    };
    const { shipped } = await findShipped(files);
    expect(Object.entries(shipped).flatMap(([name, ids]) => (ids.length === 0 ? [] : [name]))).toEqual([
      'deep@1.0.0',
      'left@1.0.0',
    ]);
  });

  it('is for all of them where it does not tell: that of npm 6', async () => {
    const entries = { up: { version: '2.0.0', requires: { deep: '*' } }, deep: { version: '1.0.0' } };
    const files = {
      'template.yaml': toFunctions('nodejs22.x', { A: 'packages/a' }),
      'package.json': JSON.stringify(ROOT),
      'packages/a/package.json': '{ "name": "a", "dependencies": { "up": "2.0.0" } }',
      'package-lock.json': JSON.stringify({ lockfileVersion: 1, dependencies: entries }),
    };
    expect((await findShipped(files)).shipped).toMatchObject({ 'up@2.0.0': ['A'], 'deep@1.0.0': ['A'] });
    const alone = await findShipped({ ...files, 'package.json': '{ "dependencies": { "up": "2.0.0" } }' });
    expect(alone.shipped).toEqual({ 'up@2.0.0': ['A'], 'deep@1.0.0': [] });
  });

  it('has nothing of a peer that nobody asked for', async () => {
    const peers = {
      peerDependencies: { up: '1.0.0', left: '1.0.0' },
      peerDependenciesMeta: { left: { optional: true } },
    };
    const files = {
      'template.yaml': toFunctions('nodejs22.x', { Locked: 'locked', Free: 'free' }),
      'locked/package.json': JSON.stringify(peers),
      'locked/package-lock.json': '{ "lockfileVersion": 3, "packages": { "": {} } }',
      'free/package.json': JSON.stringify(peers),
    };
    expect((await findShipped(files)).shipped).toEqual({ 'up@1.0.0': ['Free'] });
  });
});
