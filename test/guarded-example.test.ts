import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scan } from '@sallyport/core';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { createNodeHost } from '../packages/cli/src/node-host.ts';
import { hasClient, startFunction } from '../packages/runtime/test/client/client-function.ts';
import { readRepositoryFile, ROOT } from './repository.ts';

const EXAMPLE = 'examples/guard';

describe('the guarded application', () => {
  it('has nothing to find', async () => {
    const { findings } = await scan(createNodeHost(join(ROOT, EXAMPLE)), {});
    expect(findings).toEqual([]);
  });

  it('names each of its events', () => {
    const readme = readRepositoryFile(`${EXAMPLE}/README.md`);
    for (const name of Object.keys(OUTCOMES)) expect(readme).toContain(`events/${name}.json`);
  });
});

/** Event -> its function, and what it is answered. */
const OUTCOMES: Readonly<Record<string, readonly [string, unknown]>> = {
  'place-order': ['place-order', { statusCode: 202, body: '{"ordered":2}' }],
  'place-order.hostile': [
    'place-order',
    { statusCode: 400, body: '{"error":"ERR_EVENT_BODY","field":"body.quantity"}' },
  ],
  'fulfil-orders': ['fulfil-orders', { batchItemFailures: [{ itemIdentifier: '3' }, { itemIdentifier: '2' }] }],
  'import-orders': ['import-orders', ['2026/11/new orders.csv']],
  'import-orders.hostile': ['import-orders', { errorType: 'EventError' }],
};

describe.skipIf(!hasClient)("the guarded application under AWS's runtime client", () => {
  async function bundle(name: string): Promise<string> {
    const root = realpathSync(mkdtempSync(join(tmpdir(), 'sallyport-example-')));
    writeFileSync(join(root, 'package.json'), '{}');
    await build({
      entryPoints: [join(ROOT, EXAMPLE, `src/${name}.ts`)],
      outfile: join(root, 'index.mjs'),
      bundle: true,
      format: 'esm',
      platform: 'node',
      conditions: ['@sallyport/source'],
      logLevel: 'silent',
    });
    return root;
  }

  it.each(Object.entries(OUTCOMES))('%s', async (name, [source, expected]) => {
    const running = await startFunction(await bundle(source));
    try {
      const { body } = await running.invoke(readRepositoryFile(`${EXAMPLE}/events/${name}.json`));
      const answer = JSON.parse(body.toString()) as unknown;
      if (Array.isArray(expected)) expect(answer).toEqual(expected);
      else expect(answer).toMatchObject(expected as object);
    } finally {
      expect(await running.stop()).toMatch(/"audit":"record"[^]*"audit":"checkpoint"/);
    }
  });
});
