import type { Advisory } from '../database/advisory.ts';
import type { Ecosystem } from '../package.ts';
import { compareVersions } from '../versions/compare-versions.ts';
import { isVersionAffected } from './is-version-affected.ts';

/** The versions above `version` that end an affected interval of an advisory, in order. */
export function listFixes(
  ecosystem: Ecosystem,
  advisories: readonly Advisory[],
  version: string | null,
): readonly string[] {
  const ends = advisories.flatMap(({ intervals }) =>
    intervals.flatMap(({ to, includesTo }) => (to === null || includesTo ? [] : [to])),
  );
  if (ends.length === 0) return [];
  return [...new Set(ends)]
    .filter((end) => version === null || compareVersions(ecosystem, end, version) > 0)
    .sort((a, b) => compareVersions(ecosystem, a, b));
}

/**
 * The smallest version above `version` that none of the advisories affects, among those that some advisory names as a fix;
 * `undefined` when there is none. A release is preferred to a pre-release.
 */
export function findFix(
  ecosystem: Ecosystem,
  advisories: readonly Advisory[],
  version: string | null,
): string | undefined {
  const clearing = listFixes(ecosystem, advisories, version).filter((candidate) =>
    advisories.every((advisory) => isVersionAffected(ecosystem, advisory, candidate) === false),
  );
  return clearing.find((candidate) => !/[a-z]/i.test(candidate.replace(/^v/i, ''))) ?? clearing[0];
}
