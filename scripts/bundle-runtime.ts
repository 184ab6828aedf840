/**
 * Joins the modules of the runtime into one file for each entry of its `exports`, as ESM and as CommonJS: a function opens two
 * or three files and not fifty. CommonJS because AWS Lambda starts Node with `--no-experimental-require-module`.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { compileWithFile } from './compile-with-file.ts';

const PACKAGE = join(import.meta.dirname, '../packages/runtime');

interface Target {
  readonly '@sallyport/source': string;
  readonly import: { readonly default: string };
  readonly require: { readonly default: string };
}

/** One file to write: paths within the package. */
interface Output {
  readonly source: string;
  readonly file: string;
  readonly format: 'esm' | 'cjs';
}

/**
 * What the file of the guard holds for every other entry. INVARIANT: the class of errors exists once, or `instanceof` fails between
 * the guard and a source. Nearly every function opens the guard as well: a file of its own would be one more to open at each cold
 * start.
 */
const ERRORS = ['errors.ts'];

/** What it holds for the entries of the events besides: without types, so for nobody else. It is 2 % of a function's bundle. */
const HELPERS = ['is-object.ts', 'options.ts'];

export async function bundleRuntime(): Promise<void> {
  const outputs = listOutputs();
  for (const output of outputs) await write(output);
  for (const path of listFiles('dist').filter((file) => file.endsWith('.d.ts'))) writeCommonTypes(join(PACKAGE, path));
}

function listOutputs(): readonly Output[] {
  const { exports } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | Target>>;
  };
  return Object.values(exports).flatMap((target) => {
    if (typeof target === 'string') return [];
    return listSources(target['@sallyport/source']).flatMap(({ source, name }): Output[] => [
      { source, file: target.import.default.replaceAll('*', name), format: 'esm' },
      { source, file: target.require.default.replaceAll('*', name), format: 'cjs' },
    ]);
  });
}

/** Paths within the package of the files under `folder`. */
const listFiles = (folder: string): readonly string[] =>
  readdirSync(join(PACKAGE, folder), { recursive: true, encoding: 'utf8' }).map((path) =>
    join(folder, path).replaceAll('\\', '/'),
  );

/** The files of a pattern such as `./src/events/*\/*.ts`, where all stars stand for the same name. */
function listSources(pattern: string): readonly { readonly source: string; readonly name: string }[] {
  if (!pattern.includes('*')) return [{ source: pattern, name: '' }];
  const [before = '', , after = ''] = pattern.split('*');
  return listFiles('src').flatMap((path) => {
    const source = `./${path}`;
    const name = source.slice(before.length, source.length - after.length).split('/')[0] ?? '';
    return pattern.replaceAll('*', name) === source ? [{ source, name }] : [];
  });
}

async function write({ source, file, format }: Output): Promise<void> {
  const isGuard = source === './src/index.ts';
  const isEvent = source.startsWith('./src/events/');
  const parts = isGuard ? [source, ...HELPERS.map((name) => `./src/${name}`)] : [source];
  const { outputFiles } = await build({
    stdin: { contents: parts.map((path) => `export * from '${path}';`).join(''), resolveDir: PACKAGE },
    bundle: true,
    write: false,
    format,
    platform: 'node',
    target: 'node20.19',
    // Each entry carries its own copy of what it shares: white space would double the package.
    minifyWhitespace: true,
    minifySyntax: true,
    // Node prints the line that an error was thrown in.
    lineLimit: 160,
    ...(isEvent && { mangleProps: INTERNAL }),
    legalComments: 'none',
    logLevel: 'warning',
    plugins: isGuard ? [] : [takeFromGuard(isEvent ? [...ERRORS, ...HELPERS] : ERRORS, file, format)],
  });
  // Most of what these hold runs with the first event; of all sources together, most does not run at all.
  const isCompiled = isGuard || (isEvent && source !== './src/events/index.ts');
  for (const { text } of outputFiles)
    writeFileSync(join(PACKAGE, file), isCompiled ? compileWithFile(text, file) : text);
}

/**
 * Properties of objects that never leave an entry of the events: short there, as minifiers make no name of a property short, which
 * is 3 % of a function's bundle. INVARIANT: none is a field of an event or of a policy, or part of a type that the package exports.
 */
const INTERNAL =
  /^(?:kinds|isOptional|layout|byName|required|check|lower|decides|isSecret|seenIn|fields|item|next|last|defaults|mayBeEmpty|policyFields|expects|head|recordsAt|checkRecord|isBody|rawQuery|listing|isQueryEncoded)$/;

function takeFromGuard(names: readonly string[], file: string, format: 'esm' | 'cjs'): Plugin {
  const modules = new Set(names.map((name) => join(PACKAGE, 'src', name)));
  const from = dirname(join(PACKAGE, file));
  const to = relative(from, join(PACKAGE, 'dist/index')).replaceAll('\\', '/');
  const path = `${to.startsWith('.') ? '' : './'}${to}${format === 'esm' ? '.js' : '.cjs'}`;
  return {
    name: 'take-from-guard',
    setup(bundler) {
      bundler.onResolve({ filter: /\.ts$/ }, ({ path: specifier, resolveDir }) =>
        modules.has(join(resolveDir, specifier)) ? { path, external: true } : undefined,
      );
    },
  };
}

/** The same declarations for who requires: they must say that they are CommonJS. */
function writeCommonTypes(path: string): void {
  const text = readFileSync(path, 'utf8').replaceAll(/(from '\.[^']*|import\("\.[^"]*)\.ts(['"])/g, '$1.cts$2');
  writeFileSync(path.replace(/\.d\.ts$/, '.d.cts'), text);
}
