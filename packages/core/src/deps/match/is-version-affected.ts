import type { Advisory, AffectedInterval } from '../database/advisory.ts';
import type { Ecosystem } from '../package.ts';
import { withScheme, type VersionScheme } from '../versions/compare-versions.ts';
import { after, before, intersect, invert, unite, type Interval } from '../versions/interval.ts';
import { parseAllowed } from '../versions/parse-allowed.ts';
import type { Verdict } from './is-affected.ts';

/** Whether a version is affected by what the index says of its package. */
export function isVersionAffected(ecosystem: Ecosystem, advisory: Advisory, text: string): Verdict {
  if (advisory.versions.includes(text)) return true;
  return withScheme(ecosystem, (scheme) => {
    const version = scheme.parse(text);
    if (version === undefined) return 'unknown';
    if (advisory.intervals.some((interval) => isWithin(scheme, interval, version))) return true;
    if (isListed(scheme, version, advisory)) return true;
    return advisory.incomplete ? 'unknown' : false;
  });
}

/** A bound that cannot be read is left out by the writer of the index. */
function isWithin<Version>(
  { parse, compare }: VersionScheme<Version>,
  { from, to, includesTo }: AffectedInterval,
  version: Version,
): boolean {
  const first = from === null ? undefined : parse(from);
  if (first !== undefined && compare(version, first) < 0) return false;
  const last = to === null ? undefined : parse(to);
  if (last === undefined) return true;
  const order = compare(version, last);
  return order < 0 || (order === 0 && includesTo);
}

/** `1.0` and `1.0.0` are one version. */
const isListed = <Version>(scheme: VersionScheme<Version>, version: Version, { versions }: Advisory): boolean =>
  versions.some((text) => {
    const other = scheme.parse(text);
    return other !== undefined && scheme.compare(version, other) === 0;
  });

/** How many of the versions that a range allows are affected; `unknown` when the range cannot be read. */
export function isRangeAffected(
  ecosystem: Ecosystem,
  advisory: Advisory,
  range: string,
): 'all' | 'some' | 'none' | 'unknown' {
  return withScheme(ecosystem, (scheme) => {
    const { compare } = scheme;
    const wanted = parseAllowed(ecosystem, scheme, range);
    if (wanted === undefined) return 'unknown';
    const affected = toIntervals(scheme, advisory);
    if (intersect(compare, wanted, affected).length === 0) return advisory.incomplete ? 'unknown' : 'none';
    return intersect(compare, wanted, invert(affected)).length === 0 ? 'all' : 'some';
  });
}

/** The affected versions, sorted and joined. */
function toIntervals<Version>(scheme: VersionScheme<Version>, advisory: Advisory): readonly Interval<Version>[] {
  const ranges = advisory.intervals.map((interval) => toInterval(scheme, interval));
  const points = advisory.versions.flatMap((text) => {
    const version = scheme.parse(text);
    return version === undefined ? [] : [{ from: before(version), to: after(version) }];
  });
  return unite(scheme.compare, [...ranges, ...points]);
}

function toInterval<Version>(
  { parse }: VersionScheme<Version>,
  { from, to, includesTo }: AffectedInterval,
): Interval<Version> {
  const first = from === null ? undefined : parse(from);
  const last = to === null ? undefined : parse(to);
  return {
    from: first === undefined ? null : before(first),
    to: last === undefined ? null : includesTo ? after(last) : before(last),
  };
}
