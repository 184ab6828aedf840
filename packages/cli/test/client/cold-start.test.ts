import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ColdStartReport } from '@sallyport/runtime/cold-start';
import { makeZip } from '../../../core/test/deps/database/make-zip.ts';
import { CLIENT, hasClient, startFunction, writeBundle } from '../../../runtime/test/client/client-function.ts';
import { toSqsRecord } from '../../../runtime/test/samples.ts';
import { main } from '../../src/main.ts';
import { createFolder } from '../folder.ts';
import { createTestIo } from '../test-io.ts';

const FILES = {
  'template.yaml': `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: orders/ }
`,
  'orders/package.json': '{}',
  'orders/node_modules/lodash/package.json': '{ "name": "lodash", "version": "4.17.20" }',
  'orders/node_modules/lodash/index.js': '',
};

/** What https://osv.dev/vulnerability/GHSA-35jh-r3h4-6jhm says. */
const ADVISORY = {
  id: 'GHSA-35jh-r3h4-6jhm',
  modified: '2026-05-20T00:00:00Z',
  aliases: ['CVE-2021-23337'],
  affected: [
    {
      package: { ecosystem: 'npm', name: 'lodash' },
      ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '4.17.21' }] }],
    },
  ],
  database_specific: { severity: 'HIGH' },
};

const FOUND = { module: 'lodash', version: '4.17.20', id: ADVISORY.id, cve: 'CVE-2021-23337', severity: 'high' };

describe.skipIf(!hasClient)("a manifest, and the scan at cold start under AWS's runtime client", () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = publicKey.export({ type: 'spki', format: 'pem' }).toString();

  /** A function with a manifest of its own, as `sallyport manifest` writes it. */
  async function createFunction(): Promise<string> {
    const folder = realpathSync(createFolder(FILES));
    await writeBundle('cold-start', 'cjs', join(folder, 'orders'));
    mkdirSync(join(folder, '.osv/npm'), { recursive: true });
    writeFileSync(join(folder, '.osv/npm/all.zip'), makeZip({ 'a.json': JSON.stringify(ADVISORY) }));
    writeFileSync(join(folder, 'key.pem'), privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const io = createTestIo({ cwd: folder, env: { SALLYPORT_DB: join(folder, '.db') } });
    expect(await main(['db', 'update', '--from', '.osv'], io)).toBe(0);
    expect(await main(['manifest', '--write', '--sign', 'key.pem', '--quiet'], io)).toBe(0);
    return join(folder, 'orders');
  }

  async function scan(root: string, env: Readonly<Record<string, string>> = {}): Promise<ColdStartReport> {
    const running = await startFunction(root, { env: { MANIFEST_KEY: key, MODULES: 'lodash', ...env } });
    try {
      const { kind, body } = await running.invoke({ Records: [toSqsRecord('1', 'x')] });
      expect(kind, body.toString()).toBe('response');
      return JSON.parse(body.toString()) as ColdStartReport;
    } finally {
      await running.stop();
    }
  }

  // In Lambda the client lies in /var/runtime, and is part of no function.
  it('tell of a module that is known to be vulnerable', async () => {
    expect(await scan(await createFunction())).toMatchObject({ vulnerable: [FOUND], unlisted: [CLIENT], changed: [] });
  });

  it('tell of a module that was planted, and of what was changed', async () => {
    const root = await createFunction();
    const planted = join(root, 'node_modules/planted/index.js');
    mkdirSync(dirname(planted), { recursive: true });
    writeFileSync(planted, 'exports.planted = true;');
    writeFileSync(join(root, 'index.js'), '\n', { flag: 'a' });
    expect(await scan(root, { MODULES: 'lodash planted' })).toMatchObject({
      vulnerable: [FOUND],
      unlisted: [CLIENT, 'node_modules/planted'],
      changed: ['index.js'],
    });
  });

  it('end a function whose manifest somebody else has signed', async () => {
    const other = generateKeyPairSync('ed25519').publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await expect(scan(await createFunction(), { MANIFEST_KEY: other })).rejects.toThrow(
      /ColdStartError.*no signature of the given key/,
    );
  });
});
