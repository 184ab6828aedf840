import { describe, expect, it } from 'vitest';
import { findPythonHandlerFile } from '../../../src/code/python/find-handler-file.ts';
import { createPythonResolver } from '../../../src/code/python/resolve.ts';
import type { PythonResolver } from '../../../src/code/python/resolve.ts';
import { createMemoryHost } from '../../memory-host.ts';

function resolver(files: readonly string[], codeRoot = 'src', layers: readonly string[] = []): PythonResolver {
  const texts = Object.fromEntries(files.map((file) => [file.split('=')[0] ?? file, file.split('=')[1] ?? '']));
  return createPythonResolver(createMemoryHost(texts), { codeRoot, layers });
}

describe('an absolute import', () => {
  it('finds modules, packages and folders without __init__.py below the code root', () => {
    const resolve = resolver([
      'src/app.py',
      'src/db.py',
      'src/orders/__init__.py',
      'src/orders/model.py',
      'src/plain/x.py',
    ]);
    expect(resolve('src/app.py', 'db')).toEqual({ kind: 'file', file: 'src/db.py' });
    expect(resolve('src/app.py', 'orders')).toEqual({
      kind: 'package',
      directory: 'src/orders',
      file: 'src/orders/__init__.py',
    });
    expect(resolve('src/app.py', 'orders.model')).toEqual({ kind: 'file', file: 'src/orders/model.py' });
    expect(resolve('src/app.py', 'plain')).toEqual({ kind: 'package', directory: 'src/plain', file: null });
    expect(resolve('src/app.py', 'plain.x')).toEqual({ kind: 'file', file: 'src/plain/x.py' });
  });

  it('takes a package before a module, and a module before a bare folder on another root', () => {
    const resolve = resolver(['src/a.py', 'src/a/__init__.py', 'src/b/x.py', 'layer/python/b.py'], 'src', ['layer']);
    expect(resolve('src/app.py', 'a')).toMatchObject({ kind: 'package' });
    expect(resolve('src/app.py', 'b')).toEqual({ kind: 'file', file: 'layer/python/b.py' });
    expect(resolve('src/app.py', 'b.x')).toEqual({ kind: 'file', file: 'src/b/x.py' });
  });

  it.each(['layer/python/shared.py', 'layer/python/lib/python3.12/site-packages/shared.py', 'layer/shared.py'])(
    'finds %s in a layer',
    (file) => {
      expect(resolver([file, 'src/app.py'], 'src', ['layer'])('src/app.py', 'shared')).toEqual({ kind: 'file', file });
    },
  );

  it('finds a module beside the importing file', () => {
    const resolve = resolver(['src/fn/app.py', 'src/fn/helper.py']);
    expect(resolve('src/fn/app.py', 'helper')).toEqual({ kind: 'file', file: 'src/fn/helper.py' });
  });

  it('finds a package above the code folder, unless the requirements name it', () => {
    const files = [
      'fns/pay/app.py',
      'fns/stripe/__init__.py',
      'shared/__init__.py',
      'fns/stripe/app.py',
      'fns/pay/requirements.txt=stripe==1',
    ];
    const resolve = resolver(files, 'fns/pay');
    expect(resolve('fns/pay/app.py', 'shared')).toMatchObject({ directory: 'shared' });
    expect(resolve('fns/pay/app.py', 'stripe')).toEqual({ kind: 'external', name: 'stripe', path: '' });
  });

  it.each(['../shared/lib/', '-e ../shared/lib', 'common @ file:../shared/lib'])(
    'follows the requirement `%s`',
    (line) => {
      const resolve = resolver(
        ['orders/src/get/app.py', 'shared/lib/common/__init__.py', `orders/src/get/requirements.txt=${line}`],
        'orders/src/get',
      );
      expect(resolve('orders/src/get/app.py', 'common')).toMatchObject({ directory: 'shared/lib/common' });
    },
  );

  it('knows what is not the application', () => {
    const installed = [
      'src/boto3/__init__.py',
      'src/yaml/__init__.py',
      'src/dep/__init__.py',
      'src/dep-1.0.dist-info/RECORD=dep/__init__.py,,\nother.py,,',
      'src/other.py',
      'json/x.py',
    ];
    const resolve = resolver(installed);
    const external = (name: string, path = ''): unknown => ({ kind: 'external', name, path });
    expect(resolve('src/app.py', 'boto3.dynamodb.conditions')).toEqual(external('boto3', 'dynamodb.conditions'));
    for (const name of ['yaml', 'dep', 'other', 'json', 'nowhere'])
      expect(resolve('src/app.py', name)).toEqual(external(name));
  });

  it('says what it missed in a package of the application', () => {
    expect(resolver(['src/orders/__init__.py'])('src/app.py', 'orders.gone')).toEqual({
      kind: 'missing',
      looked: 'src/orders/gone.py',
    });
  });
});

describe('a relative import', () => {
  const resolve = resolver(['src/__init__.py', 'src/a/b/app.py', 'src/a/x.py', 'src/y/__init__.py']);
  it('climbs one folder for each dot but the first', () => {
    expect(resolve('src/a/b/app.py', '.')).toEqual({ kind: 'package', directory: 'src/a/b', file: null });
    expect(resolve('src/a/b/app.py', '..x')).toEqual({ kind: 'file', file: 'src/a/x.py' });
    expect(resolve('src/a/b/app.py', '...y')).toMatchObject({ kind: 'package', directory: 'src/y' });
    expect(resolve('src/a/b/app.py', '...')).toMatchObject({ kind: 'package', file: 'src/__init__.py' });
  });

  it('never leaves the root', () => {
    expect(resolve('src/a/b/app.py', '....x')).toMatchObject({ kind: 'missing' });
    expect(resolve('src/a/b/app.py', '.....x')).toMatchObject({ kind: 'outside' });
    expect(resolve('src/a/b/app.py', '../../etc')).toMatchObject({ kind: 'missing' });
  });
});

describe('findPythonHandlerFile', () => {
  const find = (files: readonly string[], directory: string, handler: string): unknown =>
    findPythonHandlerFile(createMemoryHost(Object.fromEntries(files.map((file) => [file, '']))), {
      directory,
      handler,
    });

  it.each([
    ['app.handler', 'src/app.py', 'handler'],
    ['functions/x/app.handler', 'src/functions/x/app.py', 'handler'],
    ['src.handlers.app.lambda_handler', 'src/src/handlers/app.py', 'lambda_handler'],
    ['set-retention.run', 'src/set-retention.py', 'run'],
    ['pkg.handler', 'src/pkg/__init__.py', 'handler'],
    ['handlers.app.main', 'src/app.py', 'main'],
    ['app.main', 'src/inner/app.py', 'main'],
  ])('finds %s', (handler, file, exportName) => {
    expect(find([file], 'src', handler)).toEqual({ file, exportName });
  });

  it('lists what it looked for', () => {
    expect(find([], 'src', 'app.handler')).toEqual({ missing: ['src/app.py', 'src/app/__init__.py'] });
    expect(find(['src/a/app.py', 'src/b/app.py'], 'src', 'app.handler')).toMatchObject({
      missing: expect.anything() as unknown,
    });
    expect(find(['app.py'], 'src', '../app.handler')).toMatchObject({ missing: expect.anything() as unknown });
    expect(find([], 'src', 'handler')).toEqual({ missing: ['handler'] });
  });
});
