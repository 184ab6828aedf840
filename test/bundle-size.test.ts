import { describe, expect, it } from 'vitest';
import { measureBundle } from '../bench/measure/bundle.ts';

const toFunction = (entry: string, name: string): string =>
  `import { guard } from '@sallyport/runtime'; import { ${name} } from '${entry}'; export const handler = guard(() => 1, { source: ${name} });`;

// What docs/benchmarks.md says of all sources; these two are what a change most easily spoils.
describe('a bundle with the guard', () => {
  it('has at most 12 KB for notifications of S3', async () => {
    expect(await measureBundle(toFunction('@sallyport/runtime/events/s3', 's3'))).toBeLessThanOrEqual(12_000);
  });

  it('has at most 60 KB for all sources', async () => {
    expect(await measureBundle(toFunction('@sallyport/runtime/events', 'anySource'))).toBeLessThanOrEqual(60_000);
  });
});
