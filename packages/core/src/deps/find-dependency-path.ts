import type { PackageRef } from './package.ts';

/** The shortest way from what is asked for directly to a package, by names; the package alone when nothing tells. */
export function findDependencyPath(packages: readonly PackageRef[], target: number): readonly string[] {
  const from = new Map<number, number | null>();
  const queue: number[] = [];
  for (const [index, ref] of packages.entries()) {
    if (!ref.direct) continue;
    from.set(index, null);
    queue.push(index);
  }
  // The queue grows while it is walked.
  for (const index of queue) {
    if (from.has(target)) break;
    for (const next of packages[index]?.requires ?? []) {
      if (from.has(next)) continue;
      from.set(next, index);
      queue.push(next);
    }
  }
  const path: string[] = [];
  for (let at: number | null | undefined = target; at !== null && at !== undefined; at = from.get(at)) {
    path.unshift(packages[at]?.name ?? '');
  }
  return path;
}
