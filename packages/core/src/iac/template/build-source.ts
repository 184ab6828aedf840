import type { Host } from '../../host.ts';
import { findChild } from '../document/document-node.ts';
import { parseDocuments } from '../document/parse-document.ts';
import { toDirectory, toRootPath } from '../../app/path.ts';

/** Names that build tools give to the directory of what they make. */
const OUTPUT = /^(?:\.?dist|\.?build|out|output|lib|target|bundle|bundled|\.webpack|\.esbuild|packages?|artifacts?)$/;
const EXTENSIONS = ['ts', 'mts', 'cts', 'tsx', 'js', 'mjs', 'cjs', 'jsx', 'py'];
const ENTRY_NAMES = ['index', 'handler', 'main', 'app', 'lambda_function'];

/** No configuration is longer; taking comments out of it is not linear. */
const MAX_CONFIG_LENGTH = 50_000;

export interface BuildSource {
  readonly kind: 'directory' | 'file';
  readonly path: string;
}

export interface BuildSourceScope {
  readonly host: Host;
  readonly listSources: (directory: string) => readonly string[];
}

/** True when `directory` holds the file of a handler's module (`handlers/get`). */
export function hasModule(directory: string, module: string, host: Host): boolean {
  const base = toRootPath(directory, module);
  if (base === undefined) return false;
  return (
    EXTENSIONS.some((extension) => host.kindOf(`${base}.${extension}`) === 'file') || host.kindOf(base) === 'directory'
  );
}

/**
 * The source behind a module that a build makes and that is not there because nothing was built: what `tsconfig.json`
 * says (`outDir`, `rootDir`), else the one source whose path ends like the module's below the build's output directory,
 * else the one source named like the function's own output directory.
 */
export function findBuildSource(directory: string, module: string, scope: BuildSourceScope): BuildSource | undefined {
  const mapped = findByTsconfig(directory, module, scope.host);
  if (mapped !== undefined) return mapped;
  const root = findExisting(directory, scope.host);
  const sources = scope.listSources(root);
  const segments = `${directory}/${module}`
    .slice(root === '' ? 0 : root.length)
    .split('/')
    .filter((part) => part !== '');
  const output = segments.findLastIndex((part) => OUTPUT.test(part));
  const below = segments.slice(output + 1);
  const exact = findUnique(sources, below.join('/'));
  if (exact !== undefined) return toSource(exact, module);
  const own = below.at(-2);
  if (own === undefined || !ENTRY_NAMES.includes(below.at(-1) ?? '')) return undefined;
  const named = [own, ...ENTRY_NAMES.map((name) => `${own}/${name}`)].map((suffix) => findUnique(sources, suffix));
  const found = named.find((file) => file !== undefined);
  return found === undefined ? undefined : { kind: 'file', path: found };
}

/** A directory when the module is found in it by the handler's own path, else the file. */
function toSource(file: string, module: string): BuildSource {
  const base = file.replace(/\.[a-z]+$/, '');
  if (base === module) return { kind: 'directory', path: '' };
  if (base.endsWith(`/${module}`)) return { kind: 'directory', path: base.slice(0, -module.length - 1) };
  return { kind: 'file', path: file };
}

function findUnique(sources: readonly string[], suffix: string): string | undefined {
  if (suffix === '') return undefined;
  const found = sources.filter((file) => `/${file.replace(/\.[a-z]+$/, '')}`.endsWith(`/${suffix}`));
  return found.length === 1 ? found[0] : undefined;
}

function findExisting(directory: string, host: Host): string {
  let current = directory;
  while (current !== '' && host.kindOf(current) !== 'directory') current = toDirectory(current);
  return current;
}

function findByTsconfig(directory: string, module: string, host: Host): BuildSource | undefined {
  const target = toRootPath(directory, module);
  if (target === undefined) return undefined;
  for (let parent = toDirectory(target); ; parent = toDirectory(parent)) {
    const base = readTsconfig(parent, target, host);
    const file = EXTENSIONS.map((extension) => `${base ?? ''}.${extension}`).find(
      (path) => host.kindOf(path) === 'file',
    );
    if (base !== undefined && file !== undefined) return toSource(file, module);
    if (parent === '') return undefined;
  }
}

/** Where `target`, below the `outDir` of a `tsconfig.json` in `directory`, is compiled from. */
function readTsconfig(directory: string, target: string, host: Host): string | undefined {
  const text = host.readText(toRootPath(directory, 'tsconfig.json') ?? '');
  if (text === undefined || text.length > MAX_CONFIG_LENGTH) return undefined;
  const options = findChild(parseDocuments(removeComments(text)).roots[0], 'compilerOptions');
  const outDir = toPath(options, 'outDir', directory);
  if (outDir === undefined || !target.startsWith(`${outDir}/`)) return undefined;
  const below = target.slice(outDir.length + 1);
  const rootDir = toPath(options, 'rootDir', directory);
  const roots = rootDir === undefined ? [toRootPath(directory, 'src') ?? '', directory] : [rootDir];
  return roots.map((root) => toRootPath(root, below)).find((base) => base !== undefined && hasModule('', base, host));
}

function toPath(options: ReturnType<typeof findChild>, name: string, directory: string): string | undefined {
  const node = findChild(options, name);
  return node?.kind === 'scalar' ? toRootPath(directory, node.text) : undefined;
}

/** `tsconfig.json` is JSON with comments; a `//` inside a string follows a colon or a letter. */
function removeComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|(^|[\s,{[])\/\/[^\n]*/g, '$1');
}
