import { describe, expect, it } from 'vitest';
import { findHandlerFile } from '../../../src/code/javascript/find-handler-file.ts';
import { createMemoryHost } from '../../memory-host.ts';

const list = (...names: string[]): Record<string, string> => Object.fromEntries(names.map((name) => [name, '']));

/** `file export`, or what was looked for. */
function find(files: Record<string, string>, directory: string, handler: string, ...entryPoints: string[]): string {
  const found = findHandlerFile(createMemoryHost(files), { directory, handler, entryPoints });
  return 'file' in found ? `${found.file} ${found.exportName}` : `missing ${found.missing.join(' ')}`;
}

describe('the file that Lambda loads', () => {
  const files = list(
    'fn/app.js',
    'fn/src/app.mjs',
    'fn/lib/x.cjs',
    'fn/both.ts',
    'fn/both.js',
    'fn/dir/index.ts',
    'fn/orders.api.ts',
    'fn/old.d.ts',
  );
  it.each([
    ['app.handler', 'fn/app.js handler'],
    ['src/app.lambda_handler', 'fn/src/app.mjs lambda_handler'],
    ['lib/x.handler', 'fn/lib/x.cjs handler'],
    ['both.handler', 'fn/both.ts handler'],
    ['app.handlers.create', 'fn/app.js handlers.create'],
    ['dir/index.handler', 'fn/dir/index.ts handler'],
    ['dir.handler', 'fn/dir/index.ts handler'],
    ['orders.api.handler', 'fn/orders.api.ts handler'],
    ['../fn/app.handler', 'fn/app.js handler'],
    ['nothing.handler', 'missing fn/nothing'],
    ['old.handler', 'missing fn/old'],
    ['nothing', 'missing '],
    ['../../nothing.handler', 'missing fn/../../nothing'],
  ])('%s', (handler, expected) => {
    expect(find(files, 'fn', handler)).toBe(expected);
  });
});

describe('the source of what will be built', () => {
  it('stands where tsconfig.json says', () => {
    const files = {
      'tsconfig.json': '{ "compilerOptions": { "outDir": "./packaged", "rootDir": "code" } }',
      ...list('code/api/index.ts', 'code/index.ts'),
    };
    expect(find(files, 'packaged/api', 'index.handler')).toBe('code/api/index.ts handler');
    expect(find(files, '', 'packaged/index.handler')).toBe('code/index.ts handler');
  });

  it.each([
    ['dist', 'index.handler', 'src/index.ts handler'],
    ['', 'dist/index.handler', 'src/index.ts handler'],
    ['dist/orders', 'create.handler', 'src/orders/create.ts handler'],
    ['', 'build/src/orders/create.handler', 'src/orders/create.ts handler'],
    ['lib', 'index.handler', 'src/index.ts handler'],
    ['dist/pay-order', 'index.handler', 'src/functions/payOrder.ts handler'],
    ['dist/ship', 'handler.handler', 'src/lambdas/ship/handler.ts handler'],
    ['.aws-sam/build/ShipFunction', 'functions/payOrder.handler', 'src/functions/payOrder.ts handler'],
    ['dist/unknown', 'index.handler', 'missing dist/unknown/index'],
  ])('or in a usual layout: %s %s', (directory, handler, expected) => {
    const files = list(
      'src/index.ts',
      'src/orders/create.ts',
      'src/functions/payOrder.ts',
      'src/lambdas/ship/handler.ts',
      'src/index.test.ts',
    );
    expect(find({ ...files, 'src/lambdas/other/handler.ts': '' }, directory, handler)).toBe(expected);
  });

  it('is taken rather than a build that was left behind, which is taken without it', () => {
    expect(find(list('dist/app.js', 'src/app.ts'), 'dist', 'app.handler')).toBe('src/app.ts handler');
    expect(find(list('dist/app.js'), 'dist', 'app.handler')).toBe('dist/app.js handler');
  });

  it('is looked for where a script names the directory of the output', () => {
    const files = {
      'package.json': '{ "scripts": { "build": "esbuild src/fns/*.ts --outdir=artifacts" } }',
      ...list('src/fns/pay.ts'),
    };
    expect(find(files, 'artifacts', 'pay.handler')).toBe('src/fns/pay.ts handler');
    expect(find(files, 'elsewhere', 'pay.handler')).toBe('missing elsewhere/pay');
  });

  it('may be flattened by a bundler; JavaScript is not looked for in another place without a sign of a build', () => {
    expect(find(list('app/handlers/pay.ts', 'app/handlers/pay.test.ts'), 'app', 'pay.handler')).toBe(
      'app/handlers/pay.ts handler',
    );
    expect(find(list('app/handlers/pay.js'), 'app', 'pay.handler')).toBe('missing app/pay');
    expect(find(list('app/a/pay.ts', 'app/b/pay.ts'), 'app', 'pay.handler')).toBe('missing app/pay');
  });
});

describe('entry points of esbuild', () => {
  const files = list('app/src/orders/create.ts', 'app/src/users/create.ts', 'app/create.js', 'app/src/one.ts');
  it('are named like the handler, in their own or a flattened directory', () => {
    expect(find(files, 'app', 'create.handler', 'app/src/orders/create.ts')).toBe('app/src/orders/create.ts handler');
    expect(find(files, 'app', 'users/create.handler', 'app/src/orders/create.ts', 'app/src/users/create.ts')).toBe(
      'app/src/users/create.ts handler',
    );
  });

  it('are taken when there is only one, and left when none is there', () => {
    expect(find(files, 'app', 'main.handler', 'app/src/one')).toBe('app/src/one.ts handler');
    expect(find(files, 'app', 'create.handler', 'app/nothing.ts')).toBe('app/create.js handler');
  });
});
