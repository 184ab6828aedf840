import type { Host } from '../../host.ts';
import { parseDocuments } from '../document/parse-document.ts';
import { findChild } from '../document/document-node.ts';
import { toDirectory, toRootPath } from '../paths.ts';

/** Names that build tools give to what they make. */
const OUTPUT = /^(?:dist|build|out|lib|target|\.build|\.dist|\.webpack|\.esbuild|bundle|output|packages?)$/;

/**
 * The directory of the sources that are compiled into `path`, which does not exist because nothing was built yet: what
 * `tsconfig.json` says (`outDir`, `rootDir`), else `src` beside a directory whose name is that of a build's output.
 */
export function findBuildSource(path: string, host: Host): string | undefined {
  for (let directory = toDirectory(path); ; directory = toDirectory(directory)) {
    const source = readTsconfig(directory, path, host) ?? readConvention(directory, path, host);
    if (source !== undefined) return source;
    if (directory === '') return undefined;
  }
}

function readTsconfig(directory: string, path: string, host: Host): string | undefined {
  const text = host.readText(toRootPath(directory, 'tsconfig.json') ?? '');
  if (text === undefined) return undefined;
  const options = findChild(parseDocuments(removeComments(text)).roots[0], 'compilerOptions');
  const outDir = toPath(options, 'outDir', directory);
  if (outDir === undefined || (path !== outDir && !path.startsWith(`${outDir}/`))) return undefined;
  const below = path.slice(outDir.length).replace(/^\//, '');
  const rootDir = toPath(options, 'rootDir', directory);
  const roots = rootDir === undefined ? [toRootPath(directory, 'src'), directory] : [rootDir];
  return roots
    .map((root) => (root === undefined ? undefined : toRootPath(root, below)))
    .find((candidate) => candidate !== undefined && host.kindOf(candidate) === 'directory');
}

function toPath(options: ReturnType<typeof findChild>, name: string, directory: string): string | undefined {
  const node = findChild(options, name);
  return node?.kind === 'scalar' ? toRootPath(directory, node.text) : undefined;
}

function readConvention(directory: string, path: string, host: Host): string | undefined {
  const [first, ...below] = path.slice(directory === '' ? 0 : directory.length + 1).split('/');
  if (first === undefined || !OUTPUT.test(first)) return undefined;
  for (const name of ['src', '.']) {
    const candidate = toRootPath(directory, [name, ...below].join('/'));
    const isThere = candidate !== undefined && host.kindOf(candidate) === 'directory';
    if (isThere && (name === 'src' || below.length > 0)) return candidate;
  }
  return undefined;
}

/** `tsconfig.json` is JSON with comments; a `//` inside a string is preceded by `:` or a letter. */
function removeComments(text: string): string {
  return text.replaceAll(/\/\*[^]*?\*\/|(^|[\s,{[])\/\/[^\n]*/g, '$1');
}
