import { join } from 'node:path';
import { build } from 'esbuild';

/** Where a function of the repository finds `@sallyport/runtime`. */
const FOLDER = join(import.meta.dirname, '../../packages/runtime');

/** Bytes of a function, as esbuild bundles and minifies it. */
export async function measureBundle(code: string): Promise<number> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: FOLDER },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return outputFiles[0]?.contents.length ?? 0;
}
