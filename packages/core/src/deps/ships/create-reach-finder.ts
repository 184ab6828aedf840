import type { LambdaFunction } from '../../app/function.ts';
import type { Dependency, DependencySource } from '../dependencies.ts';
import type { ImportFinder } from './create-import-finder.ts';
import type { Imports } from './find-imports.ts';
import { findReached } from './find-reached.ts';

/** How near a package comes to running: a handler's imports lead to it, or it only lies there. Code is read when a package is asked for. */
export function createReachFinder(
  functions: readonly LambdaFunction[],
  find: ImportFinder,
): (dependency: Dependency) => 'installed' | 'bundled' {
  const reached = new Map<DependencySource, ReadonlySet<number>>();
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
