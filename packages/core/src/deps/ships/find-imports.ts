import type { LambdaFunction } from '../../app/function.ts';
import { findEntryPoint } from '../../code/find-entry-point.ts';
import { createJavaScriptResolver } from '../../code/javascript/resolve.ts';
import type { Resolution } from '../../code/module-loader.ts';
import { createPythonResolver } from '../../code/python/resolve.ts';
import type { Host } from '../../host.ts';
import type { Ecosystem } from '../package.ts';

/** What the code of a function imports, from its handler on. */
export interface Imports {
  readonly ecosystem: Ecosystem;
  /** Names as they are imported: `@aws-sdk/client-s3`, `yaml`. */
  readonly packages: ReadonlySet<string>;
  /** Every import could be followed: what is not among `packages` is not imported by the code of the function. */
  readonly isComplete: boolean;
  /** The modules that were read. */
  readonly files: ReadonlySet<string>;
}

const MOST_MODULES = 5000;
const LARGEST = 12_000_000;

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*(?:\(\s*)?|\brequire\s*\(\s*)(["'`])([^"'`\n]{1,300})\1/g;
/** A call that does not name its module whole: `` import(`./${name}`) ``, `require('./' + name)`. */
const UNKNOWN_SPECIFIER = /\b(?:require|import)\s*\(\s*(?!(["'`])[^"'`\n$]{1,300}\1\s*[),])[^\s)]/;
const PYTHON_FROM = /^[ \t]*from[ \t]+([.\w]+)[ \t]+import[ \t]+\(?([^\n]*)/gm;
const PYTHON_IMPORT = /^[ \t]*import[ \t]+([^\n#;]+)/gm;
const PYTHON_CALL = /\b(?:__import__|import_module)\s*\(\s*(["'])([A-Za-z_][\w.]*)\1\s*[),]/g;
const UNKNOWN_PYTHON = /\b(?:__import__|import_module)\s*\(\s*(?!(["'])[A-Za-z_][\w.]*\1\s*[),])[^\s)]/;

/** What one module imports. */
interface Module {
  readonly resolutions: readonly Resolution[];
  /** Every import in it names what it imports. */
  readonly isComplete: boolean;
}

/** The modules that were read for functions whose imports lead to the same places, by file. */
export type ModuleCache = Map<string, Map<string, Module>>;

/**
 * Follows the imports of a function's own code, by their text alone: a commented import counts, which errs on the side
 * of more. `undefined` when the function's code cannot be found.
 */
export function findImports(host: Host, fn: LambdaFunction, cache: ModuleCache): Imports | undefined {
  const entry = findEntryPoint(host, fn);
  if (entry.kind === 'none' || entry.inline !== undefined) return undefined;
  const options = {
    codeRoot: entry.directory,
    layers: fn.layers.flatMap((layer) => (layer.kind === 'directory' ? [layer.path] : [])),
  };
  const isPython = entry.language === 'python';
  const key = JSON.stringify([isPython, options]);
  const known = cache.get(key) ?? new Map<string, Module>();
  cache.set(key, known);
  const resolve = isPython ? createPythonResolver(host, options) : createJavaScriptResolver(host, options);
  const read = (file: string): Module => {
    const module = known.get(file) ?? readModule(host, file, isPython, resolve);
    known.set(file, module);
    return module;
  };
  return { ecosystem: isPython ? 'PyPI' : 'npm', ...follow(entry.file, read) };
}

function readModule(
  host: Host,
  file: string,
  isPython: boolean,
  resolve: (file: string, specifier: string) => Resolution,
): Module {
  const text = (host.sizeOf(file) ?? 0) > LARGEST ? undefined : host.readText(file);
  if (text === undefined) return { resolutions: [], isComplete: false };
  const specifiers = isPython ? listPython(text) : listJavaScript(text);
  return {
    resolutions: specifiers.map((specifier) => resolve(file, specifier)),
    isComplete: !(isPython ? UNKNOWN_PYTHON : UNKNOWN_SPECIFIER).test(text),
  };
}

function follow(entry: string, read: (file: string) => Module): Omit<Imports, 'ecosystem'> {
  const packages = new Set<string>();
  const files = new Set([entry]);
  let isComplete = true;
  // The set grows while it is walked.
  for (const file of files) {
    if (files.size > MOST_MODULES) return { packages, isComplete: false, files };
    const module = read(file);
    isComplete &&= module.isComplete;
    for (const resolution of module.resolutions) take(resolution, files, packages);
  }
  return { packages, isComplete, files };
}

function take(resolution: Resolution, files: Set<string>, packages: Set<string>): void {
  if (resolution.kind === 'external') packages.add(resolution.name);
  else if (resolution.kind === 'file') files.add(resolution.file);
  else if (resolution.kind === 'package' && resolution.file !== null) files.add(resolution.file);
}

function listJavaScript(text: string): readonly string[] {
  return [...text.matchAll(SPECIFIER)].map((match) => match[2] ?? '');
}

/** `from a import b` may mean the module `a.b`; where it does not, the import of it leads nowhere. */
function listPython(text: string): readonly string[] {
  const specifiers: string[] = [];
  for (const [, from = '', names = ''] of text.matchAll(PYTHON_FROM)) {
    specifiers.push(from);
    for (const name of names.split(',')) {
      const word = /^\s*(\w+)/.exec(name)?.[1];
      if (word !== undefined) specifiers.push(from.endsWith('.') ? from + word : `${from}.${word}`);
    }
  }
  for (const [, names = ''] of text.matchAll(PYTHON_IMPORT)) {
    for (const name of names.split(',')) specifiers.push(/^\s*([\w.]+)/.exec(name)?.[1] ?? '');
  }
  for (const [, , name = ''] of text.matchAll(PYTHON_CALL)) specifiers.push(name);
  return specifiers.filter((specifier) => specifier !== '');
}
