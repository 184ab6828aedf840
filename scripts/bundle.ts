/**
 * Joins the runtime into one file for each of its entries, and the command line and the analysis into few files:
 * `packages/cli/dist/bin.js` and its chunks, beside them the grammar of Python. Part of `npm run build`.
 *
 * Some 350 small modules take Node longer to find and open than the scan of a small application takes.
 */
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundleRuntime } from './bundle-runtime.ts';
import { mergeChunks } from './merge-chunks.ts';

const PACKAGE = join(import.meta.dirname, '../packages/cli');
const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
  readonly dependencies: Readonly<Record<string, string>>;
};

await bundleRuntime();

rmSync(join(PACKAGE, 'dist/chunks'), { recursive: true, force: true });
const options = {
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
} as const;
const { metafile } = await build({
  ...options,
  entryPoints: ['src/bin.ts', 'src/esbuild-plugin.ts'].map((file) => join(PACKAGE, file)),
  outdir: join(PACKAGE, 'dist'),
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  conditions: ['@sallyport/source'],
  external: Object.keys(manifest.dependencies),
  metafile: true,
});
// What every command loads, what those load that look at an application, and what looks at packages.
const SMALL = ['cli/src/commands/policy.ts', 'cli/src/commands/event.ts', 'core/src/expand.ts'];
const groups = [
  { name: 'command-line', loadedBy: ['cli/src/bin.ts'], notBy: [] },
  { name: 'commands', loadedBy: ['cli/src/commands/deps.ts', 'cli/src/commands/scan.ts'], notBy: [] },
  { name: 'packages', loadedBy: ['core/src/scan-dependencies.ts'], notBy: SMALL },
];
await mergeChunks(join(PACKAGE, 'dist'), metafile.outputs, groups, options);

// The grammar alone: its package has an install script that compiles a parser which nothing here uses.
const GRAMMAR = 'tree-sitter-python.wasm';
copyFileSync(
  createRequire(join(PACKAGE, 'package.json')).resolve(`tree-sitter-python/${GRAMMAR}`),
  join(PACKAGE, 'dist', GRAMMAR),
);

// What `tsc -b` wrote was overwritten: it must not take its own output for fresh.
rmSync(join(PACKAGE, 'tsconfig.tsbuildinfo'), { force: true });
