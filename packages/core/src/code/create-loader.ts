import { load as parseYaml } from 'js-yaml';
import { parse as parseToml } from 'smol-toml';
import type { LambdaFunction } from '../app/function.ts';
import { findAncestors, isWithin, joinPath, toDirectory } from '../app/path.ts';
import type { Host } from '../host.ts';
import type { FoundEntryPoint } from './find-entry-point.ts';
import { listModules as listJavaScriptModules } from './javascript/list-modules.ts';
import { listModules as listPythonModules } from './python/list-modules.ts';
import { createJavaScriptResolver } from './javascript/resolve.ts';
import { lowerJavaScript } from './javascript/lower.ts';
import type { LoadResult, ModuleLoader, Resolution } from './module-loader.ts';
import { findPinnedVersion } from './python/find-pinned-version.ts';
import { lowerPython } from './python/lower.ts';
import type { PythonParser } from './python/parser.ts';
import { createPythonResolver } from './python/resolve.ts';

/** Files beyond this many bytes are not read: no handler is that long. */
const LARGEST = 12_000_000;

export interface Loaders {
  readonly forFunction: (fn: LambdaFunction, entry: Extract<FoundEntryPoint, { kind: 'entry' }>) => ModuleLoader;
}

/** Module loaders for the functions of one scan: each file is parsed once, each function resolves in its own folders. */
export function createLoader(host: Host, python: PythonParser | null): Loaders {
  const loaded = new Map<string, LoadResult>();
  const load = (file: string): LoadResult => {
    const known = loaded.get(file);
    if (known !== undefined) return known;
    const result = read(host, python, file);
    loaded.set(file, result);
    return result;
  };
  return {
    forFunction: (fn, entry) => {
      const layers = fn.layers.flatMap((l) => (l.kind === 'directory' ? [l.path] : []));
      const options = { codeRoot: entry.directory, layers };
      const resolve =
        entry.language === 'python' ? createPythonResolver(host, options) : createJavaScriptResolver(host, options);
      const answers = new Map<string, Resolution>();
      const resolveOnce = (from: string, specifier: string): Resolution => {
        const key = `${from}\n${specifier}`;
        const answer = answers.get(key) ?? resolve(from, specifier);
        answers.set(key, answer);
        return answer;
      };
      return {
        resolve: resolveOnce,
        listModules: (from, before, after) =>
          entry.language === 'python'
            ? listPythonModules(host, (specifier) => resolveOnce(from, specifier), before, after)
            : listJavaScriptModules(host, from, before, after),
        load: (file) =>
          entry.inline !== undefined && file === entry.file ? lower(python, file, entry.inline) : load(file),
        findData: (from, path) => findDataFile(host, entry.directory, from, path),
        setsVariable: (name) => fn.environment.has(name),
        versionOf: (from, name) => findPinnedVersion(host, from, name),
      };
    },
  };
}

const DATA = /\.(?:json|ya?ml|toml)$/;

function findDataFile(host: Host, codeRoot: string, from: string, path: string): string | undefined {
  if (!DATA.test(path)) return undefined;
  return findAncestors(toDirectory(from))
    .filter((directory) => isWithin(directory, codeRoot))
    .map((directory) => joinPath(directory, path))
    .find((file) => file !== undefined && isWithin(file, codeRoot) && host.kindOf(file) === 'file');
}

function read(host: Host, python: PythonParser | null, file: string): LoadResult {
  const size = host.sizeOf(file) ?? 0;
  if (size > LARGEST) return { kind: 'failed', why: `it has ${size} bytes; files beyond ${LARGEST} are not read` };
  const text = host.readText(file);
  return text === undefined ? { kind: 'failed', why: 'it cannot be read as text' } : lower(python, file, text);
}

function lower(python: PythonParser | null, file: string, text: string): LoadResult {
  if (DATA.test(file)) return parseData(file, text);
  if (!file.endsWith('.py')) return lowerJavaScript(file, text);
  return python === null
    ? { kind: 'failed', why: 'the Python parser was not loaded' }
    : lowerPython(python, file, text);
}

function parseData(file: string, text: string): LoadResult {
  try {
    if (file.endsWith('.json')) return { kind: 'json', value: JSON.parse(text) as unknown };
    return { kind: 'json', value: file.endsWith('.toml') ? parseToml(text) : parseYaml(text) };
  } catch {
    return { kind: 'failed', why: `it is not valid ${file.slice(file.lastIndexOf('.') + 1).toUpperCase()}` };
  }
}
