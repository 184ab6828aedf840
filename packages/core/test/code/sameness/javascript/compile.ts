import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Spelling } from '../spelling.ts';

/** A form that tools make of a spelling. */
export const FORMS = [
  'source',
  'esbuild per file',
  'bundle',
  'minified bundle',
  'old bundle',
  'tsc 2015',
  'tsc 2022',
] as const;
export type Form = (typeof FORMS)[number];

const rename = (file: string): string => file.replace(/\.[mc]?tsx?$/, '.js');

/** Compiles spellings in each form: form -> name -> files. */
export async function compileAll(
  spellings: readonly Spelling[],
): Promise<ReadonlyMap<Form, ReadonlyMap<string, Spelling>>> {
  const root = mkdtempSync(join(tmpdir(), 'spellings-'));
  try {
    const forms = new Map<Form, ReadonlyMap<string, Spelling>>([
      ['source', new Map(spellings.map((s) => [s.name, s]))],
    ]);
    const others = spellings.filter((s) => s.only !== 'source');
    others.forEach((spelling, i) => writeAll(join(root, 'in', String(i)), spelling));
    for (const form of FORMS.slice(1)) {
      const make = form.startsWith('tsc')
        ? runTsc(root, others, form)
        : await Promise.all(others.map((s, i) => runEsbuild(join(root, 'in', String(i)), s, form)));
      forms.set(form, new Map(make.map((s) => [s.name, s])));
    }
    return forms;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function writeAll(folder: string, spelling: Spelling): void {
  for (const [file, text] of Object.entries(spelling.files)) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}

async function runEsbuild(folder: string, spelling: Spelling, form: Form): Promise<Spelling> {
  const files = Object.keys(spelling.files);
  const isBundle = form.includes('bundle');
  const result = await build({
    absWorkingDir: folder,
    entryPoints: isBundle ? files.slice(0, 1) : files,
    bundle: isBundle,
    minify: form === 'minified bundle',
    target: form === 'old bundle' ? 'es2016' : 'es2020',
    platform: 'node',
    format: 'cjs',
    packages: 'external',
    outdir: 'out',
    outbase: '.',
    write: false,
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
  const made = result.outputFiles.map((f) => [f.path.slice(join(folder, 'out').length + 1), f.text] as const);
  return { ...spelling, files: Object.fromEntries(made) };
}

function runTsc(root: string, spellings: readonly Spelling[], form: Form): Spelling[] {
  const target = `es${form.slice(-4)}`;
  const out = join(root, target);
  const options = [
    '--noCheck',
    '--allowJs',
    '--module',
    'commonjs',
    '--moduleResolution',
    'bundler',
    '--experimentalDecorators',
    '--esModuleInterop',
    '--target',
    target,
  ];
  const files = spellings.flatMap((s, i) => Object.keys(s.files).map((f) => join(root, 'in', String(i), f)));
  const tsc = fileURLToPath(new URL('bin/tsc', import.meta.resolve('typescript/package.json')));
  try {
    execFileSync(
      process.execPath,
      [tsc, ...options, '--ignoreConfig', '--rootDir', join(root, 'in'), '--outDir', out, ...files],
      { stdio: 'pipe' },
    );
  } catch (error) {
    // Imports that are not installed are errors to tsc, which writes its output all the same.
    if (!(error instanceof Error)) throw error;
  }
  return spellings.map((s, i) => ({
    ...s,
    files: Object.fromEntries(
      Object.keys(s.files).map((f) => [rename(f), readFileSync(join(out, String(i), rename(f)), 'utf8')]),
    ),
  }));
}
