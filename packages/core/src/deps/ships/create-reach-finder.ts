import type { LambdaFunction } from '../../app/function.ts';
import type { Dependency, DependencySource } from '../dependencies.ts';
import type { ImportFinder } from './create-import-finder.ts';
import { findReached } from './find-reached.ts';

/** How near a package comes to running: a handler's imports lead to it, or it only lies there. Code is read when a package is asked for. */
export function createReachFinder(
  functions: readonly LambdaFunction[],
  find: ImportFinder,
): (dependency: Dependency) => 'installed' | 'bundled' {
  const known = new Map<DependencySource, Map<string, ReadonlySet<number>>>();
  const findFrom = (source: DependencySource, ids: readonly string[]): ReadonlySet<number> => {
    const reached = known.get(source) ?? new Map<string, ReadonlySet<number>>();
    known.set(source, reached);
    const key = ids.join(' ');
    // Templates may have functions of one name.
    const own = reached.has(key) ? [] : functions.filter(({ id }) => ids.includes(id));
    const found =
      reached.get(key) ?? findReached(source, new Set(own.flatMap((fn) => [...(find(fn)?.packages ?? [])])));
    reached.set(key, found);
    return found;
  };
  return ({ source, index, functions: ids }) => {
    // One question for all of them, which most often is the answer.
    if (ids.length === 0 || !findFrom(source, source.functions).has(index)) return 'installed';
    const isShipped = ids.length === source.functions.length || ids.some((id) => findFrom(source, [id]).has(index));
    return isShipped ? 'bundled' : 'installed';
  };
}
