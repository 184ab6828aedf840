import { describe, expect, it } from 'vitest';
import { createJavaScriptResolver } from '../../../src/code/javascript/resolve.ts';
import { createMemoryHost } from '../../memory-host.ts';

const json = (value: unknown): string => JSON.stringify(value);

interface Tree {
  readonly files: Readonly<Record<string, string>>;
  readonly from?: string;
  readonly layers?: readonly string[];
}

/** Where a specifier leads: the file, `external name path`, or the kind of failure. */
function resolve({ files, from = 'src/app.ts', layers = [] }: Tree, specifier: string): string {
  const host = createMemoryHost({ [from]: '', ...files });
  const found = createJavaScriptResolver(host, { codeRoot: 'src', layers })(from, specifier);
  if (found.kind === 'file') return found.file;
  if (found.kind === 'external') return ['external', found.name, found.path].join(' ').trim();
  return found.kind === 'package' ? found.kind : `${found.kind} ${found.looked}`;
}

const list = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, '']));

describe('relative imports', () => {
  const files = {
    ...list(
      'src/a.ts',
      'src/b.js',
      'src/c.mjs',
      'src/d.jsx',
      'src/both.ts',
      'src/both.js',
      'src/m.mts',
      'src/v.handler.ts',
    ),
    ...list('src/dir/index.ts', 'src/up.ts', 'src/style.css', 'lib/x.ts', 'src/types.d.ts'),
    'src/data.json': '{}',
    'src/pkg/package.json': json({ main: './lib/main' }),
    'src/pkg/lib/main.js': '',
    'src/broken/package.json': 'not json',
    'src/broken/index.js': '',
  };
  it.each([
    ['./a', 'src/a.ts'],
    ['./a.js', 'src/a.ts'],
    ['./b', 'src/b.js'],
    ['./c', 'src/c.mjs'],
    ['./m.mjs', 'src/m.mts'],
    ['./d.jsx', 'src/d.jsx'],
    ['./both.js', 'src/both.ts'],
    ['./v.handler', 'src/v.handler.ts'],
    ['./dir', 'src/dir/index.ts'],
    ['./dir/', 'src/dir/index.ts'],
    ['./data.json', 'src/data.json'],
    ['./data', 'src/data.json'],
    ['./pkg', 'src/pkg/lib/main.js'],
    ['./broken', 'src/broken/index.js'],
    ['../lib/x', 'lib/x.ts'],
    ['./style.css', 'external src/style.css'],
    ['./a?raw', 'src/a.ts'],
    ['./nothing', 'missing src/nothing'],
    ['../../nothing', 'outside ../../nothing'],
    ['../node_modules/left-pad/index.js', 'external left-pad index.js'],
  ])('%s', (specifier, expected) => {
    expect(resolve({ files }, specifier)).toBe(expected);
  });

  it('are not followed through links that leave the root', () => {
    const host = createMemoryHost(list('src/app.ts'));
    const linked = { ...host, kindOf: (path: string) => (path === 'src/linked.ts' ? 'outside' : host.kindOf(path)) };
    expect(createJavaScriptResolver(linked, { codeRoot: 'src', layers: [] })('src/app.ts', './linked')).toEqual({
      kind: 'outside',
      looked: 'src/linked',
    });
  });
});

describe('packages from elsewhere', () => {
  const files = {
    'package.json': json({ dependencies: { sdk: 'npm:@aws-sdk/client-s3@^3.0.0' } }),
    ...list('node_modules/uuid/index.js', 'node_modules/@aws-sdk/client-s3/index.js'),
  };
  it.each([
    ['uuid', 'external uuid'],
    ['@aws-sdk/client-s3', 'external @aws-sdk/client-s3'],
    ['aws-sdk/clients/s3', 'external aws-sdk clients/s3'],
    ['@middy/core/x/y', 'external @middy/core x/y'],
    ['node:fs', 'external fs'],
    ['fs/promises', 'external fs promises'],
    ['node:fs/promises', 'external fs promises'],
    ['sdk', 'external @aws-sdk/client-s3'],
    ['https://example.com/x.js', 'external https://example.com/x.js'],
    ['/etc/passwd', 'outside /etc/passwd'],
    ['#nothing', 'missing #nothing'],
  ])('%s', (specifier, expected) => {
    expect(resolve({ files }, specifier)).toBe(expected);
  });
});

describe('tsconfig.json', () => {
  it('maps paths, with comments, trailing commas and extends', () => {
    const files = {
      'tsconfig.json': `{
        // the base
        "extends": ["@tsconfig/node20/tsconfig.json", "./config/base"],
        "compilerOptions": { "strict": true, /* and */ },
      }`,
      'config/base.json': json({
        compilerOptions: {
          baseUrl: '..',
          paths: {
            '@app/*': ['missing/*', 'src/*'],
            '@app/special': ['lib/special.ts'],
            '@one': ['src/one'],
            uuid: ['node_modules/uuid'],
          },
        },
      }),
      ...list(
        'src/one.ts',
        'src/deep/two.ts',
        'lib/special.ts',
        'src/special.ts',
        'plain/three.ts',
        'node_modules/uuid/index.js',
      ),
    };
    expect(resolve({ files }, '@one')).toBe('src/one.ts');
    expect(resolve({ files }, '@app/deep/two')).toBe('src/deep/two.ts');
    expect(resolve({ files }, '@app/special')).toBe('lib/special.ts');
    expect(resolve({ files }, 'plain/three')).toBe('plain/three.ts');
    expect(resolve({ files }, 'uuid')).toBe('external uuid');
    expect(resolve({ files }, '@app/none')).toBe('external @app/none');
  });

  it('is the nearest one that leads somewhere, and jsconfig.json and tsconfig.base.json too', () => {
    const files = {
      'tsconfig.base.json': json({ compilerOptions: { paths: { '@lib/x': ['libs/x/index.ts'] } } }),
      'fn/tsconfig.json': json({ compilerOptions: { paths: { '~/*': ['./*'] } } }),
      ...list('libs/x/index.ts', 'fn/y.ts', 'fn/app.ts'),
    };
    expect(resolve({ files, from: 'fn/app.ts' }, '@lib/x')).toBe('libs/x/index.ts');
    expect(resolve({ files, from: 'fn/app.ts' }, '~/y')).toBe('fn/y.ts');
  });

  it('may extend itself', () => {
    const files = {
      'tsconfig.json': json({ extends: './tsconfig.json', compilerOptions: { paths: { a: ['src/a'] } } }),
      ...list('src/a.ts'),
    };
    expect(resolve({ files }, 'a')).toBe('src/a.ts');
  });

  it('is not needed for what bundlers call @ and ~', () => {
    expect(resolve({ files: list('src/lib/a.ts') }, '@/lib/a')).toBe('src/lib/a.ts');
    expect(resolve({ files: list('src/lib/a.ts') }, 'src/lib/a')).toBe('src/lib/a.ts');
  });
});

describe('packages of the application', () => {
  const shared = {
    'packages/shared/package.json': json({ name: '@acme/shared', main: './dist/index.js' }),
    ...list('packages/shared/src/index.ts', 'packages/shared/src/db.ts'),
  };

  it.each([
    ['package.json', json({ workspaces: ['packages/*'] })],
    ['package.json', json({ workspaces: { packages: ['packages/**', '!packages/other'] } })],
    ['pnpm-workspace.yaml', `packages:\n  # all of them\n  - 'packages/*'\n  - "!x"\ncatalog:\n  a: 1\n`],
    ['lerna.json', json({ version: '1.0.0' })],
  ])('are members of the workspace: %s %s', (file, text) => {
    const files = { ...shared, [file]: text };
    const from = 'packages/orders/src/app.ts';
    expect(resolve({ files, from }, '@acme/shared')).toBe('packages/shared/src/index.ts');
    expect(resolve({ files, from }, '@acme/shared/db')).toBe('packages/shared/src/db.ts');
    expect(resolve({ files, from }, '@acme/other')).toBe('external @acme/other');
  });

  it('are dependencies by file: and link:', () => {
    const files = {
      'src/package.json': json({
        dependencies: {
          model: 'file:../shared/model',
          other: 'link:../shared/other',
          gone: 'file:../gone',
          wide: 'file:../../..',
        },
      }),
      'shared/model/package.json': json({ name: 'model' }),
      ...list('shared/model/index.ts', 'shared/other/index.js'),
    };
    expect(resolve({ files }, 'model')).toBe('shared/model/index.ts');
    expect(resolve({ files }, 'other')).toBe('shared/other/index.js');
    expect(resolve({ files }, 'gone')).toBe('external gone');
    expect(resolve({ files }, 'wide')).toBe('external wide');
  });

  it.each([
    [{ source: 'lib/entry.ts', main: 'dist/x.js' }, '', 'p/lib/entry.ts'],
    [{ main: 'dist/cjs/index.js' }, '', 'p/src/index.ts'],
    [{ main: 'dist/src/index.js' }, '', 'p/src/index.ts'],
    [{ module: './build/esm/main.js' }, '', 'p/src/main.ts'],
    [{ types: './dist/main.d.ts' }, '', 'p/src/main.ts'],
    [{ main: 'out/main.js' }, '', 'p/src/main.ts'],
    [{ exports: './dist/main.js' }, '', 'p/src/main.ts'],
    [{ exports: { '.': { types: './dist/main.d.ts', import: './dist/main.js' } } }, '', 'p/src/main.ts'],
    [{ exports: { './*': { require: ['./dist/cjs/*.js'] } } }, '/deep/x', 'p/src/deep/x.ts'],
    [{ exports: { './x': './dist/deep/x.js', './*': './nothing/*.js' } }, '/x', 'p/src/deep/x.ts'],
    [{}, '', 'p/src/index.ts'],
    [{}, '/src/deep/x', 'p/src/deep/x.ts'],
    [{}, '/deep/x', 'p/src/deep/x.ts'],
  ])('are read from their source: %j %s', (manifest, subpath, expected) => {
    const files = {
      'package.json': json({ workspaces: ['p'] }),
      'p/package.json': json({ name: 'pkg', ...manifest }),
      ...list('p/src/index.ts', 'p/src/main.ts', 'p/src/deep/x.ts', 'p/lib/entry.ts'),
    };
    expect(resolve({ files }, `pkg${subpath}`)).toBe(expected);
  });

  it('may import themselves by name, and by the imports of package.json', () => {
    const files = {
      'package.json': json({
        name: 'me',
        imports: {
          '#db': './src/db.js',
          '#lib/*': { default: './dist/lib/*.js' },
          '#sdk': '@aws-sdk/client-s3',
          '#loop': '#loop',
        },
      }),
      ...list('src/db.ts', 'src/lib/a.ts', 'src/index.ts'),
    };
    expect(resolve({ files }, 'me')).toBe('src/index.ts');
    expect(resolve({ files }, '#db')).toBe('src/db.ts');
    expect(resolve({ files }, '#lib/a')).toBe('src/lib/a.ts');
    expect(resolve({ files }, '#sdk')).toBe('external @aws-sdk/client-s3');
    expect(resolve({ files }, '#loop')).toBe('missing #loop');
  });
});

describe('layers', () => {
  const files = {
    ...list(
      'layers/one/nodejs/db.ts',
      'layers/two/util.js',
      'layers/one/nodejs/node_modules/own/index.js',
      'layers/one/bin/tool.js',
    ),
    'layers/one/nodejs/package.json': json({ dependencies: { axios: '^1.0.0', model: 'file:./model' } }),
    'layers/one/nodejs/node_modules/axios/index.js': '',
    'layers/one/nodejs/node_modules/axios/package.json': json({ name: 'axios' }),
    'layers/one/nodejs/node_modules/uuid/index.js': '',
    'layers/one/nodejs/node_modules/uuid/package.json': json({ name: 'uuid', repository: 'x/y' }),
    'layers/one/nodejs/model/index.ts': '',
  };
  const layers = ['layers/one', 'layers/two'];
  it.each([
    ['/opt/nodejs/db', 'layers/one/nodejs/db.ts'],
    ['/opt/nodejs/db.js', 'layers/one/nodejs/db.ts'],
    ['/opt/bin/tool', 'layers/one/bin/tool.js'],
    ['/opt/nodejs/util', 'layers/two/util.js'],
    ['/opt/nodejs/node_modules/own', 'layers/one/nodejs/node_modules/own/index.js'],
    ['../../opt/nodejs/db', 'layers/one/nodejs/db.ts'],
    ['/opt/nothing', 'missing /opt/nothing'],
    ['own', 'layers/one/nodejs/node_modules/own/index.js'],
    ['model', 'layers/one/nodejs/model/index.ts'],
    ['db', 'layers/one/nodejs/db.ts'],
    ['axios', 'external axios'],
    ['uuid', 'external uuid'],
    ['/var/task/other', 'src/other.ts'],
  ])('%s', (specifier, expected) => {
    expect(resolve({ files: { ...files, ...list('src/other.ts') }, layers }, specifier)).toBe(expected);
  });
});
