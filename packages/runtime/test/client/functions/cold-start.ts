import { guard } from '@sallyport/runtime';
import { scanColdStart } from '@sallyport/runtime/cold-start';
import { sqs } from '@sallyport/runtime/events/sqs';

// Not bundled: they lie in the function's folder.
declare const require: (name: string) => unknown;
require('lodash');
if (process.env['PLANTED'] !== undefined) require('planted');

const report = scanColdStart(undefined, { publicKey: process.env['MANIFEST_KEY'], files: true });

export const handler = guard(() => report, { source: sqs });
