import type { LambdaFunction } from '../../app/function.ts';
import type { Host } from '../../host.ts';
import type { Dependency, DependencySource } from '../dependencies.ts';
import { findImports, type Imports } from './find-imports.ts';
import { findReached } from './find-reached.ts';

/** How near a package comes to running: a handler's imports lead to it, or it only lies there. Code is read when a package is asked for. */
export function createReachFinder(
  host: Host,
  functions: readonly LambdaFunction[],
): (dependency: Dependency) => 'installed' | 'bundled' {
  const imports = new Map<string, Imports | undefined>();
  const reached = new Map<DependencySource, ReadonlySet<number>>();
  const find = (fn: LambdaFunction): Imports | undefined => {
    const key = `${fn.template}\n${fn.id}`;
    if (!imports.has(key)) imports.set(key, findImports(host, fn));
    return imports.get(key);
  };
  return ({ source, index, functions: ids }) => {
    if (ids.length === 0) return 'installed';
    const known =
      reached.get(source) ?? findReached(source, toNames(functions.filter((fn) => ids.includes(fn.id)).map(find)));
    reached.set(source, known);
    return known.has(index) ? 'bundled' : 'installed';
  };
}

const toNames = (imports: readonly (Imports | undefined)[]): ReadonlySet<string> =>
  new Set(imports.flatMap((found) => [...(found?.packages ?? [])]));
