import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';

const PACKAGE = join(import.meta.dirname, '../packages/runtime');

/** Bytes of a function that guards one source, or all, as esbuild bundles and minifies it. */
async function measureBundle(entry: string, name: string): Promise<number> {
  const contents = `import { guard } from '@sallyport/runtime'; import { ${name} } from '${entry}';
    export const handler = guard(() => 1, { source: ${name} });`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: PACKAGE },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return outputFiles[0]?.contents.length ?? 0;
}

// What docs/benchmarks.md says of all sources; these two are what a change most easily spoils.
describe('a bundle with the guard', () => {
  it('has at most 12 KB for notifications of S3', async () => {
    expect(await measureBundle('@sallyport/runtime/events/s3', 's3')).toBeLessThanOrEqual(12_000);
  });

  it('has at most 60 KB for all sources', async () => {
    expect(await measureBundle('@sallyport/runtime/events', 'anySource')).toBeLessThanOrEqual(60_000);
  });
});
