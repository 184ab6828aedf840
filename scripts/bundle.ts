/**
 * Joins the command line and the analysis into few files: `packages/cli/dist/bin.js` and its chunks. Part of `npm run build`.
 *
 * Some 350 small modules take Node longer to find and open than the scan of a small application takes.
 */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

const PACKAGE = join(import.meta.dirname, '../packages/cli');
const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

rmSync(join(PACKAGE, 'dist/chunks'), { recursive: true, force: true });
await build({
  entryPoints: [join(PACKAGE, 'src/bin.ts')],
  outdir: join(PACKAGE, 'dist'),
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  conditions: ['@sallyport/source'],
  external: Object.keys(manifest.dependencies),
  legalComments: 'none',
  logLevel: 'warning',
});

// What `tsc -b` wrote was overwritten: it must not take its own output for fresh.
rmSync(join(PACKAGE, 'tsconfig.tsbuildinfo'), { force: true });
