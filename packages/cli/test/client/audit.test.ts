import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFunction, hasClient, startFunction } from '../../../runtime/test/client/client-function.ts';
import { toSqsRecord } from '../../../runtime/test/samples.ts';
import { main } from '../../src/main.ts';
import { createFolder } from '../folder.ts';
import { createTestIo } from '../test-io.ts';

/** The key of the function. */
const KEY = 'ab'.repeat(32);
const INVOCATIONS = 70;

describe.skipIf(!hasClient)("the audit log of a function under AWS's runtime client", () => {
  it('is verified, line by line, and its change found', async () => {
    const running = await startFunction(await bundleFunction('shapes', 'cjs'), { handler: 'index.messages' });
    for (let at = 0; at < INVOCATIONS; at += 1) {
      await running.invoke({ Records: [toSqsRecord(`${at}`, at % 5 === 0 ? '{"__proto__":1}' : 'x')] });
    }
    const log = await running.stop();
    const changed = log.replace('"outcome":"rejected"', '"outcome":"accepted"');
    const folder = createFolder({ log, changed, cut: log.replace(/.*"outcome":"rejected".*\n/, '') });
    writeFileSync(join(folder, 'key'), KEY);

    const verify = async (file: string): Promise<number> =>
      await main(
        ['audit', 'verify', file, '--key-file', 'key', '--count', `${INVOCATIONS}`],
        createTestIo({ cwd: folder }),
      );
    expect(log).toContain('"outcome":"rejected"');
    expect([await verify('log'), await verify('changed'), await verify('cut')]).toEqual([0, 1, 1]);
  });
});
