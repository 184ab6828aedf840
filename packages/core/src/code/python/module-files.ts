import type { Host } from '../../host.ts';
import type { Resolution } from '../module-loader.ts';
import { join } from './search-path.ts';

export type Found = Extract<Resolution, { kind: 'file' | 'package' }>;

/** How deep below a folder without `__init__.py` a module may stand for the folder to be a package. */
const NAMESPACE_DEPTH = 3;

/** The module or package with `__init__.py` that `parts` name below `root`, as Python's own finder would take it. */
export function findRegular(host: Host, root: string, parts: readonly string[]): Found | undefined {
  const path = join(root, parts.join('/'));
  const initial = join(path, '__init__.py');
  if (host.kindOf(initial) === 'file') return { kind: 'package', directory: path, file: initial };
  if (parts.length > 0 && host.kindOf(`${path}.py`) === 'file') return { kind: 'file', file: `${path}.py` };
  return undefined;
}

/** The same, or a folder without `__init__.py` that holds modules. */
export function findAny(host: Host, root: string, parts: readonly string[]): Found | undefined {
  const regular = findRegular(host, root, parts);
  if (regular !== undefined) return regular;
  const path = join(root, parts.join('/'));
  return holdsModules(host, path, NAMESPACE_DEPTH) ? { kind: 'package', directory: path, file: null } : undefined;
}

function holdsModules(host: Host, directory: string, depth: number): boolean {
  if (host.kindOf(directory) !== 'directory') return false;
  const names = host.list(directory);
  if (names.some((name) => name.endsWith('.py'))) return true;
  return (
    depth > 1 &&
    names.some((name) => /^[A-Za-z_]\w*$/.test(name) && holdsModules(host, join(directory, name), depth - 1))
  );
}
