import type { Advisory } from '../database/advisory.ts';
import type { PackageRef } from '../package.ts';
import { compareCuts, before } from '../versions/interval.ts';
import { compareVersions, withScheme } from '../versions/compare-versions.ts';
import { parseAllowed } from '../versions/parse-allowed.ts';
import { isVersionAffected } from './is-version-affected.ts';

/** What is used, or asked for: a fix never leads below it. */
export type Used = Pick<PackageRef, 'ecosystem' | 'version' | 'range'>;

/** The versions above what is used that end an affected interval of an advisory, in order. */
export function listFixes(used: Used, advisories: readonly Advisory[]): readonly string[] {
  const ends = advisories.flatMap(({ intervals }) =>
    intervals.flatMap(({ to, includesTo }) => (to === null || includesTo ? [] : [to])),
  );
  if (ends.length === 0) return [];
  const isAbove = createLimit(used);
  return [...new Set(ends)].filter(isAbove).sort((a, b) => compareVersions(used.ecosystem, a, b));
}

/** Above the version; without one, not below everything that the range allows. */
function createLimit({ ecosystem, version, range }: Used): (candidate: string) => boolean {
  if (version !== null) return (candidate) => compareVersions(ecosystem, candidate, version) > 0;
  return withScheme(ecosystem, (scheme) => {
    const lowest = parseAllowed(ecosystem, scheme, range ?? '')?.[0]?.from ?? null;
    if (lowest === null) return () => true;
    return (candidate: string) => {
      const parsed = scheme.parse(candidate);
      return parsed !== undefined && compareCuts(scheme.compare, before(parsed), lowest) >= 0;
    };
  });
}

/**
 * The smallest version above what is used that none of the advisories affects, among those that some advisory names as a fix;
 * `undefined` when there is none. A release is preferred to a pre-release.
 */
export function findFix(used: Used, advisories: readonly Advisory[]): string | undefined {
  const clearing = listFixes(used, advisories).filter((candidate) =>
    advisories.every((advisory) => isVersionAffected(used.ecosystem, advisory, candidate) === false),
  );
  return clearing.find((candidate) => !/[a-z]/i.test(candidate.replace(/^v/i, ''))) ?? clearing[0];
}
