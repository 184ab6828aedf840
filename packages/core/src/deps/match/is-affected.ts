import type { Ecosystem } from '../package.ts';
import { withScheme, type VersionScheme } from '../versions/compare-versions.ts';
import { includes } from '../versions/interval.ts';
import { toIntervals } from './to-intervals.ts';
import type { OsvAffected } from './osv.ts';

/** `unknown`: the version, or a bound on which the answer hangs, cannot be read. It is neither clean nor affected. */
export type Verdict = true | false | 'unknown';

/**
 * Whether `version` is affected by one entry of an OSV record's `affected`: when it is listed, or lies in any range that
 * is not of type `GIT` (https://ossf.github.io/osv-schema/#evaluation). Whether the entry is of the same package,
 * and whether its record was withdrawn, is for the caller to know.
 */
export function isAffected(ecosystem: Ecosystem, version: string | null | undefined, affected: OsvAffected): Verdict {
  if (typeof version !== 'string' || version === '') return 'unknown';
  return withScheme(ecosystem, (scheme) => judge(scheme, version, affected));
}

function judge<Version>(scheme: VersionScheme<Version>, text: string, affected: OsvAffected): Verdict {
  const listed = toArray(affected.versions);
  if (listed.includes(text)) return true;
  const version = scheme.parse(text);
  if (version === undefined) return 'unknown';
  if (isListed(scheme, version, listed)) return true;
  let verdict: Verdict = false;
  for (const range of toArray(affected.ranges)) {
    if (range?.type === 'GIT') continue;
    const intervals = toIntervals(scheme, toArray(range?.events));
    if (intervals === undefined) verdict = 'unknown';
    else if (includes(scheme.compare, intervals, version)) return true;
  }
  return verdict;
}

/** `1.0` and `1.0.0` are one version. */
function isListed<Version>(scheme: VersionScheme<Version>, version: Version, listed: readonly string[]): boolean {
  return listed.some((text) => {
    const other = typeof text === 'string' ? scheme.parse(text) : undefined;
    return other !== undefined && scheme.compare(version, other) === 0;
  });
}

const toArray = <Item>(items: readonly Item[] | undefined): readonly Item[] => (Array.isArray(items) ? items : []);
