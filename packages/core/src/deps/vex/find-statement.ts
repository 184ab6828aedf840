import type { PackageRef } from '../package.ts';
import type { VexStatement } from './vex-statement.ts';

/** The last statement about an advisory, under any of its names, and a package. Later ones replace earlier ones. */
export function findStatement(
  statements: readonly VexStatement[],
  ids: readonly string[],
  { ecosystem, name, version }: PackageRef,
): VexStatement | undefined {
  const isMeant = (one: VexStatement['packages'][number]): boolean =>
    one.ecosystem === ecosystem && one.name === name && (one.version === null || one.version === version);
  return statements.findLast(
    (statement) =>
      statement.ids.some((id) => ids.includes(id)) &&
      (statement.packages.length === 0 || statement.packages.some(isMeant)),
  );
}
