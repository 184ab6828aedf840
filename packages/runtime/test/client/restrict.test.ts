import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toUrlEvent } from '../samples.ts';
import { bundleFunction, hasClient, NODE, startFunction } from './client-function.ts';

const ATTEMPTS = ['childProcess', 'evaluate', 'egress', 'write', 'readHandler'];
const ROOT = join(import.meta.dirname, '../../../..');

/** `process.permission.drop` came with Node 24.20; without it an unknown flag is refused, or the answer is false. */
const canDrop =
  hasClient &&
  spawnSync(NODE, ['--permission', '-p', 'process.permission.drop !== undefined'], { encoding: 'utf8' }).stdout ===
    'true\n';
if (hasClient && !canDrop)
  process.stdout.write('SKIPPED L3 under the runtime client: this Node cannot drop permissions\n');

describe.skipIf(!hasClient)("a restricted function under AWS's runtime client", () => {
  const foreign = createServer((_, response) => response.end('reached'));
  beforeAll(async () => await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve)));
  afterAll(() => foreign.close());

  /** What becomes of each attempt at a level. */
  async function tryAll(level: string, handler: string): Promise<Readonly<Record<string, string>>> {
    const root = await bundleFunction('restricted', 'esm');
    const { port } = foreign.address() as AddressInfo;
    const scratch = join(root, 'scratch');
    mkdirSync(scratch);
    const env = { LEVEL: level, FOREIGN_PORT: `${port}`, SALLYPORT_READ: ROOT, SALLYPORT_WRITE: scratch };
    const running = await startFunction(root, { handler, env, isWrapped: level >= 'L2' });
    const found: Record<string, string> = {};
    try {
      for (const name of [...ATTEMPTS, 'honest']) {
        const { body } = await running.invoke(toUrlEvent('', { queryStringParameters: { try: name } }));
        const text = body.toString();
        found[name] = text.startsWith('{') ? (JSON.parse(text) as { readonly body: string }).body : text;
      }
    } finally {
      await running.stop();
    }
    return found;
  }

  const toExpected = (level: string, outcome: string): Readonly<Record<string, string>> => ({
    ...Object.fromEntries(ATTEMPTS.map((name) => [name, `${level} ${outcome}`])),
    honest: `${level} done`,
  });

  it.each(['handler', 'streaming'])('at L0 is only told of what it does: %s', async (handler) => {
    expect(await tryAll('L0', `index.${handler}`)).toEqual(toExpected('L0', 'done'));
  });

  it.each(['handler', 'streaming'])('at L1 may not do what functions do not: %s', async (handler) => {
    expect(await tryAll('L1', `index.${handler}`)).toEqual(toExpected('L1', 'ERR_ACCESS_DENIED'));
  });

  it.each(['handler', 'streaming'])('at L2 runs under the flags of the exec wrapper: %s', async (handler) => {
    expect(await tryAll('L2', `index.${handler}`)).toEqual(toExpected('L2', 'ERR_ACCESS_DENIED'));
  });

  it.skipIf(!canDrop)('at L3 has dropped what it does not need', async () => {
    expect(await tryAll('L3', 'index.handler')).toEqual(toExpected('L3', 'ERR_ACCESS_DENIED'));
  });
});
