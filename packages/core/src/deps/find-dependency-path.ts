import type { PackageRef } from './package.ts';

/** Finds the shortest way from what is asked for directly to a package, by names; the package alone when nothing tells. */
export function createPathFinder(): (packages: readonly PackageRef[], target: number) => readonly string[] {
  const trees = new Map<readonly PackageRef[], ReadonlyMap<number, number | null>>();
  return (packages, target) => {
    const parents = trees.get(packages) ?? findParents(packages);
    trees.set(packages, parents);
    const path: string[] = [];
    for (let at: number | null | undefined = target; at !== null && at !== undefined; at = parents.get(at)) {
      path.push(packages[at]?.name ?? '');
    }
    return shorten(path.reverse());
  };
}

/** Real ways have some ten steps; one of thousands tells nobody anything. */
const LONGEST = 32;

const shorten = (path: readonly string[]): readonly string[] =>
  path.length <= LONGEST ? path : [...path.slice(0, LONGEST / 2), '…', ...path.slice(-LONGEST / 2)];

/** Of every package that can be reached, the one that needs it nearest to what is asked for; `null` of what is. */
function findParents(packages: readonly PackageRef[]): ReadonlyMap<number, number | null> {
  const parents = new Map<number, number | null>();
  for (const [index, ref] of packages.entries()) if (ref.direct) parents.set(index, null);
  // The map grows while it is walked, in breadth.
  for (const index of parents.keys()) {
    for (const next of packages[index]?.requires ?? []) if (!parents.has(next)) parents.set(next, index);
  }
  return parents;
}
