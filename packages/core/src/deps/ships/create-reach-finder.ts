import type { LambdaFunction } from '../../app/function.ts';
import type { Dependency, DependencySource } from '../dependencies.ts';
import type { ImportFinder } from './create-import-finder.ts';
import { findReached } from './find-reached.ts';

/** How near a package comes to running: a handler's imports lead to it, or it only lies there. Code is read when a package is asked for. */
export function createReachFinder(
  functions: readonly LambdaFunction[],
  find: ImportFinder,
): (dependency: Dependency) => 'installed' | 'bundled' {
  // Templates may have functions of one name.
  const listImported = (id: string): ReadonlySet<string> =>
    new Set(functions.filter((fn) => fn.id === id).flatMap((fn) => [...(find(fn)?.packages ?? [])]));
  const reached = new Map<DependencySource, Map<string, ReadonlySet<number>>>();
  const findFrom = (source: DependencySource, id: string): ReadonlySet<number> => {
    const known = reached.get(source) ?? new Map<string, ReadonlySet<number>>();
    reached.set(source, known);
    const found = known.get(id) ?? findReached(source, listImported(id));
    known.set(id, found);
    return found;
  };
  return ({ source, index, functions: ids }) =>
    ids.some((id) => findFrom(source, id).has(index)) ? 'bundled' : 'installed';
}
