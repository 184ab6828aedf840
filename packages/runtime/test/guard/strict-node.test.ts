import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFunction, type ModuleFormat } from '../client/client-function.ts';
import { context, toHttpEvent, toS3Event, toSqsRecord } from '../samples.ts';

const GOOD = '{"user_id":"u","product_id":"p","quantity":2}';

/** Handler of `functions/costs.ts` -> its event. */
const CALLS: readonly (readonly [string, unknown])[] = [
  ['audited', toHttpEvent(GOOD)],
  ['request', toHttpEvent('{"__proto__":1}')],
  ['objects', toS3Event('..%2Fetc%2Fpasswd.csv')],
  ['messages', { Records: [toSqsRecord('1', GOOD), toSqsRecord('2', '{}')] }],
];

const SCRIPT = `
const { handlers, calls, context } = JSON.parse(process.argv[2]);
const load = async () => handlers.endsWith('.js') ? require(handlers) : await import(handlers);
load().then(async (handlers) => {
  for (const [name, event] of calls) {
    const given = { ...context, getRemainingTimeInMillis: () => 1 };
    const answer = await handlers[name](event, given).catch(({ code }) => ({ code }));
    process.stderr.write(JSON.stringify(answer) + '\\n');
  }
});
`;

describe('in a Node that makes no code of text, and whose built-ins are frozen', () => {
  it.each<ModuleFormat>(['esm', 'cjs'])('a bundle of %s guards as ever', async (format) => {
    const root = await bundleFunction('costs', format);
    try {
      const main = join(root, 'main.cjs');
      writeFileSync(main, SCRIPT);
      const handlers = join(root, format === 'esm' ? 'index.mjs' : 'index.js');
      const flags = ['--no-warnings', '--frozen-intrinsics', '--disallow-code-generation-from-strings'];
      const args = [...flags, main, JSON.stringify({ handlers, calls: CALLS, context })];
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect(stdout).toContain('"outcome":"accepted"');
      const answers = stderr.trim().split('\n');
      expect(answers.map((answer) => JSON.parse(answer) as unknown)).toMatchObject([
        { user: expect.any(Number) as number },
        { statusCode: 400 },
        { code: 'ERR_EVENT_TRAVERSAL' },
        { batchItemFailures: [{ itemIdentifier: '2' }] },
      ]);
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  });
});
