import type { Finding, FoundAdvisory } from '../../findings/finding.ts';
import { listAdvisories } from '../../findings/list-advisories.ts';
import type { PackageRef } from '../package.ts';
import { findStatement } from './find-statement.ts';
import type { VexMatch } from './print-openvex.ts';
import type { VexStatement } from './vex-statement.ts';

/**
 * What can be said of each advisory that was found: what a document said of it before, else that it matters, and what clears it or
 * why it is accepted. That nobody cares is no proof that it does not matter.
 */
export function toVexMatches(findings: readonly Finding[], statements: readonly VexStatement[]): readonly VexMatch[] {
  const all = findings.flatMap((finding): readonly VexMatch[] => {
    const { package: found } = finding;
    if (found === undefined) return [];
    const { ecosystem, name, version, file } = found;
    const ref: PackageRef = { ecosystem, name, version, file, direct: false, dev: false };
    return listAdvisories(finding).map((advisory) => toMatch(finding, advisory, ref, statements));
  });
  // Several files may name the same package.
  return [
    ...new Map(all.map((one) => [`${one.id} ${one.ref.ecosystem} ${one.ref.name}@${one.ref.version}`, one])).values(),
  ];
}

function toMatch(
  finding: Finding,
  advisory: FoundAdvisory,
  ref: PackageRef,
  statements: readonly VexStatement[],
): VexMatch {
  const { id, aliases } = advisory;
  const said = findStatement(statements, [id, ...aliases], ref);
  if (said === undefined) return { id, aliases, ref, status: 'affected', statement: toAction(finding, advisory) };
  const { status, justification, statement } = said;
  return {
    id,
    aliases,
    ref,
    status,
    ...(justification === undefined ? {} : { justification }),
    ...(statement === undefined ? {} : { statement }),
  };
}

function toAction({ suppressed }: Finding, { fixed }: FoundAdvisory): string {
  if (suppressed !== undefined) {
    const until = suppressed.until === undefined ? '' : ` until ${suppressed.until}`;
    return `accepted${until}: ${suppressed.reason}`;
  }
  return fixed.length === 0 ? 'no version that fixes it is known' : `update to ${fixed.join(' or ')}`;
}
