import { findAncestors } from '../../app/path.ts';
import type { Host } from '../../host.ts';
import { join } from './search-path.ts';

/**
 * The version of a package that the files above `file` pin, the nearest folder first: `requirements.txt` (also in a folder
 * `requirements`), `Pipfile.lock`, `poetry.lock`, `uv.lock`, `pdm.lock`. `undefined` where nothing pins it.
 */
export function findPinnedVersion(host: Host, file: string, name: string): string | undefined {
  for (const directory of findAncestors(file).slice(1)) {
    for (const path of findPinFiles(host, directory)) {
      const version = readVersion(path, host.readText(path) ?? '', name);
      if (version !== undefined) return version;
    }
  }
  return undefined;
}

const LOCKS = ['Pipfile.lock', 'poetry.lock', 'uv.lock', 'pdm.lock'];

function findPinFiles(host: Host, directory: string): readonly string[] {
  const isRequirements = (path: string): boolean => path.endsWith('.txt');
  const own = host.list(directory).filter((n) => /^requirements[\w.-]*\.txt$/.test(n) || LOCKS.includes(n));
  const inner = host.list(join(directory, 'requirements')).filter(isRequirements);
  return [...own.map((n) => join(directory, n)), ...inner.map((n) => join(directory, `requirements/${n}`))];
}

function readVersion(path: string, text: string, name: string): string | undefined {
  // Names of packages compare without case, and `-`, `_` and `.` are the same (PEP 503).
  const spelled = name
    .toLowerCase()
    .split(/[-_.]+/)
    .join('[-_.]+');
  const pattern = path.endsWith('Pipfile.lock')
    ? String.raw`"${spelled}":\s*\{[^{}]*?"version":\s*"==\s*([\w.]+)`
    : path.endsWith('.lock')
      ? String.raw`^name = "${spelled}"\r?\nversion = "([\w.]+)`
      : String.raw`^[ \t]*${spelled}(?:\[[^\]\n]*\])?[ \t]*===?[ \t]*(\d[\w.]*)`;
  return new RegExp(pattern, 'im').exec(text)?.[1];
}
