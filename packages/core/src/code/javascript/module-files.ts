import type { Host } from '../../host.ts';
import { joinPath } from '../../app/path.ts';

/** In this order: a source is taken rather than what was compiled from it. */
const EXTENSIONS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** What TypeScript means by the extension of compiled code in an import. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

export const isCodeFile = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path) && !/\.d\.[cm]?ts$/.test(path);

/** A path without the extension of code (`.d.ts` as well). */
export const toStem = (path: string): string => path.replace(/(\.d)?\.[cm]?[jt]sx?$/, '');

/** The file of code that `path` names with an extension of compiled code, of source, or with none. */
export function findCodeFile(host: Host, path: string): string | undefined {
  const extension = /\.[cm]?jsx?$/.exec(path)?.[0];
  if (extension !== undefined) {
    const stem = path.slice(0, -extension.length);
    for (const source of SOURCES[extension] ?? []) if (host.kindOf(stem + source) === 'file') return stem + source;
  }
  if (isCodeFile(path) && host.kindOf(path) === 'file') return path;
  return EXTENSIONS.map((e) => path + e).find((file) => host.kindOf(file) === 'file');
}

/**
 * The file that `import` or `require` of `path` loads: the file itself, one with an extension added, or the entry
 * of a directory. JSON and other files that are named in full are answered too.
 */
export function findModuleFile(host: Host, path: string): string | undefined {
  const code = findCodeFile(host, path);
  if (code !== undefined) return code;
  const kind = host.kindOf(path);
  if (kind === 'file') return path;
  if (host.kindOf(`${path}.json`) === 'file') return `${path}.json`;
  return kind === 'directory' ? findDirectoryFile(host, path) : undefined;
}

function findDirectoryFile(host: Host, directory: string): string | undefined {
  const main = readJson(host, `${directory}/package.json`)?.['main'];
  if (typeof main === 'string') {
    const path = joinPath(directory, main);
    const found = path === undefined ? undefined : (findCodeFile(host, path) ?? findIndexFile(host, path));
    if (found !== undefined) return found;
  }
  return findIndexFile(host, directory);
}

export function findIndexFile(host: Host, directory: string): string | undefined {
  const index = joinPath(directory, 'index') ?? '';
  return findCodeFile(host, index) ?? (host.kindOf(`${index}.json`) === 'file' ? `${index}.json` : undefined);
}

/** An object of JSON, also with comments and trailing commas as in tsconfig.json; `undefined` when it is none. */
export function readJson(host: Host, file: string): Readonly<Record<string, unknown>> | undefined {
  const text = host.kindOf(file) === 'file' ? host.readText(file) : undefined;
  if (text === undefined) return undefined;
  const value = parse(text) ?? parse(stripComments(text));
  return isRecord(value) ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Removes comments and trailing commas; strings are matched first, so that what looks like either in them stays. */
function stripComments(text: string): string {
  const bare = text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[^]*?\*\//g, (m) => (m.startsWith('"') ? m : ' '));
  return bare.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[\]}])/g, (m) => (m.startsWith('"') ? m : ''));
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
