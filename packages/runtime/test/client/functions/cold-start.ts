import { createRequire } from 'node:module';
import { join } from 'node:path';
import { guard } from '@sallyport/runtime';
import { scanColdStart } from '@sallyport/runtime/cold-start';
import { sqs } from '@sallyport/runtime/events/sqs';

// Not bundled: they lie in the function's folder, and nothing but their names is known here.
const load = createRequire(join(process.env['LAMBDA_TASK_ROOT'] ?? '', 'index.js'));
for (const name of (process.env['MODULES'] ?? '').split(' ')) load(name);

const report = scanColdStart(undefined, { publicKey: process.env['MANIFEST_KEY'], files: true });

export const handler = guard(() => report, { source: sqs });
