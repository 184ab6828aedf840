import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ColdStartManifest } from '../../src/cold-start/index.ts';

export const manifest: ColdStartManifest = {
  schemaVersion: 1,
  function: 'OrdersFunction',
  created: '2026-11-21T10:00:00Z',
  packages: {
    'node_modules/good': 'good@1.0.0',
    'node_modules/bad': 'bad@2.0.0',
    'node_modules/bad/node_modules/@scope/deep': '@scope/deep@0.1.0',
    'node_modules/unused': 'unused@3.0.0',
  },
  files: {},
  advisories: [
    { package: 'bad@2.0.0', id: 'GHSA-2222-2222-2222', cve: 'CVE-2026-0002', severity: 'high' },
    { package: 'bad@2.0.0', id: 'GHSA-1111-1111-1111', severity: 'unknown' },
    { package: '@scope/deep@0.1.0', id: 'GHSA-3333-3333-3333', severity: 'critical' },
    { package: 'unused@3.0.0', id: 'GHSA-4444-4444-4444', severity: 'low' },
  ],
  database: { date: '2026-11-01' },
  layers: [],
  policy: { maxAgeDays: 14, action: 'report' },
};

/** A folder with these files; a real path, as loaded modules have it. */
export function createRoot(files: Readonly<Record<string, string>>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-function-')));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

export const toHash = (path: string): string =>
  `sha256-${createHash('sha256').update(readFileSync(path)).digest('base64')}`;
