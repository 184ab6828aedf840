import type { Finding } from '../../findings/finding.ts';
import type { Suppression } from '../../findings/suppression.ts';
import { findStatement } from './find-statement.ts';
import type { VexStatement } from './vex-statement.ts';

/** The rule that reports what is known against packages. */
const RULE = 'DEP001';

/**
 * The statements that set findings aside: that a package is not affected, or that the flaw is fixed in it. A later statement that it
 * is affected after all takes that back.
 */
export function toVexSuppressions(statements: readonly VexStatement[]): readonly Suppression[] {
  return statements
    .filter(({ status }) => status === 'not_affected' || status === 'fixed')
    .map((statement) => ({
      rules: [RULE],
      reason:
        statement.statement ?? statement.justification?.replaceAll('_', ' ') ?? statement.status.replace('_', ' '),
      where: `${statement.file}:${statement.line}`,
      file: statement.file,
      line: statement.line,
      covers: (finding) => findLast(statements, finding) === statement,
    }));
}

function findLast(
  statements: readonly VexStatement[],
  { advisory, package: found }: Finding,
): VexStatement | undefined {
  if (advisory === undefined || found === undefined) return undefined;
  const { ecosystem, name, version, file } = found;
  const ref = { ecosystem, name, version, file, direct: false, dev: false };
  return findStatement(statements, [advisory.id, ...advisory.aliases], ref);
}
