import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it, vi } from 'vitest';
import type { ColdStartManifest } from '@sallyport/runtime/cold-start';
import { makeZip } from '../../core/test/deps/database/make-zip.ts';
import { sallyportManifest } from '../src/esbuild-plugin.ts';
import { main } from '../src/main.ts';
import { createFolder } from './folder.ts';
import { createTestIo } from './test-io.ts';

const RECORD = {
  id: 'GHSA-axios',
  modified: '2026-05-20T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'npm', name: 'axios' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.7.4' }] }],
    },
  ],
  database_specific: { severity: 'HIGH' },
};

async function createApplication(): Promise<string> {
  const folder = createFolder({
    'src/app.js': "import axios from 'axios';\nexport const handler = () => axios;\n",
    'node_modules/axios/package.json': '{"name":"axios","version":"1.6.2","main":"index.js"}',
    'node_modules/axios/index.js': "module.exports = require('@scope/inner');\n",
    'node_modules/@scope/inner/package.json': '{"name":"@scope/inner","version":"2.0.0","main":"lib/index.js"}',
    'node_modules/@scope/inner/lib/index.js': 'module.exports = 1;\n',
    'node_modules/unused/package.json': '{"name":"unused","version":"1.0.0"}',
  });
  mkdirSync(join(folder, '.osv/npm'), { recursive: true });
  writeFileSync(join(folder, '.osv/npm/all.zip'), makeZip({ 'a.json': JSON.stringify(RECORD) }));
  const io = createTestIo({ cwd: folder, env: { SALLYPORT_DB: join(folder, '.db') } });
  expect(await main(['db', 'update', '--from', '.osv'], io)).toBe(0);
  vi.stubEnv('SALLYPORT_DB', join(folder, '.db'));
  return folder;
}

const bundle = async (folder: string, entry: string): Promise<unknown> =>
  await build({
    absWorkingDir: folder,
    entryPoints: [entry],
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    logLevel: 'silent',
    plugins: [sallyportManifest({ function: 'Orders', maxAgeDays: 7 })],
  });

describe('the plug-in for esbuild', () => {
  it('writes beside the bundle what is in it and what is known against that', async () => {
    const folder = await createApplication();
    await bundle(folder, 'src/app.js');
    const text = readFileSync(join(folder, 'dist/sallyport-manifest.json'), 'utf8');
    const manifest = JSON.parse(text) as ColdStartManifest;
    expect(manifest).toMatchObject({
      schemaVersion: 1,
      function: 'Orders',
      packages: { 'app.js': ['@scope/inner@2.0.0', 'axios@1.6.2'] },
      advisories: [{ package: 'axios@1.6.2', id: 'GHSA-axios', severity: 'high' }],
      policy: { maxAgeDays: 7, action: 'report' },
    });
    expect(Object.keys(manifest.files)).toEqual(['app.js']);
    vi.unstubAllEnvs();
  });

  it('writes nothing for a build that failed', async () => {
    const folder = await createApplication();
    await expect(bundle(folder, 'src/missing.js')).rejects.toThrow('missing.js');
    expect(() => readFileSync(join(folder, 'dist/sallyport-manifest.json'))).toThrow('ENOENT');
    vi.unstubAllEnvs();
  });
});
