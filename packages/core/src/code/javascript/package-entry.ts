import type { Host } from '../../host.ts';
import { findOutput, findSourceOf } from './build-outputs.ts';
import { findCodeFile, findIndexFile, findModuleFile, isRecord, readJson, toStem } from './module-files.ts';
import { joinPath } from '../../app/path.ts';
import { matchPattern } from './tsconfig.ts';

/** Conditions of `exports` and `imports`, as a bundler for Node takes them; sources first, types as the last hint. */
const CONDITIONS = ['source', 'development', 'import', 'module', 'node', 'require', 'default', 'types'];

/**
 * The file that importing a package of the application loads: its source, also when `main` or `exports` name what
 * will be built from it. `subpath` is what follows the package's name, `''` for the package itself.
 */
export function findPackageEntry(host: Host, directory: string, subpath: string): string | undefined {
  const manifest = readJson(host, joinPath(directory, 'package.json') ?? '') ?? {};
  for (const target of findTargets(manifest, subpath)) {
    const found = findTarget(host, directory, target);
    if (found !== undefined) return found;
  }
  if (subpath === '') {
    const places = ['src', '', 'lib'].map((name) => joinPath(directory, name) ?? '');
    return places.map((place) => findIndexFile(host, place)).find((file) => file !== undefined);
  }
  const places = ['', 'src', 'lib'].map((name) => joinPath(directory, name, subpath) ?? '');
  return places.map((place) => findModuleFile(host, place)).find((file) => file !== undefined);
}

/** The paths that a manifest names for a subpath, in the order in which they are tried. */
function findTargets(manifest: Readonly<Record<string, unknown>>, subpath: string): string[] {
  const exported = findExported(manifest['exports'], subpath === '' ? '.' : `./${subpath}`);
  if (subpath !== '') return exported;
  const fields = ['source', 'module', 'main', 'types']
    .map((name) => manifest[name])
    .filter((f) => typeof f === 'string');
  return [...exported, ...fields];
}

function findExported(exports: unknown, subpath: string): string[] {
  const isMap = isRecord(exports) && Object.keys(exports).some((key) => key.startsWith('.'));
  if (!isMap) return subpath === '.' ? toTargets(exports) : [];
  return findMapped(exports, subpath);
}

/** The targets of the entry of `exports` or `imports` that matches: an exact one, else the longest pattern. */
export function findMapped(map: unknown, name: string): string[] {
  if (!isRecord(map)) return [];
  const keys = Object.keys(map).toSorted(
    (a, b) => Number(a.includes('*')) - Number(b.includes('*')) || b.length - a.length,
  );
  for (const key of keys) {
    const rest = matchPattern(key, name);
    if (rest !== undefined) return toTargets(map[key]).map((target) => target.replaceAll('*', () => rest));
  }
  return [];
}

function toTargets(target: unknown, depth = 0): string[] {
  if (typeof target === 'string') return [target];
  if (depth > 8) return [];
  if (Array.isArray(target)) return target.flatMap((t) => toTargets(t, depth + 1));
  if (!isRecord(target)) return [];
  return CONDITIONS.flatMap((condition) => toTargets(target[condition], depth + 1));
}

/** The file of a target; its source first when it stands in a directory of build output. */
export function findTarget(host: Host, directory: string, target: string): string | undefined {
  const path = joinPath(directory, target);
  if (path === undefined) return undefined;
  const inside = path.slice(directory === '' ? 0 : directory.length + 1);
  if (findOutput(inside) >= 0) return findSourceOf(host, path) ?? findModuleFile(host, path);
  return findModuleFile(host, path) ?? findCodeFile(host, toStem(path)) ?? findSourceOf(host, path);
}
