import type { Ecosystem } from '../package.ts';
import type { VersionScheme } from './compare-versions.ts';
import { unite, type Interval } from './interval.ts';
import { readNpmRange, readPythonRange } from './read-range.ts';

/** The versions that a manifest's range allows, sorted and joined; `undefined` for what is no range (a tag, a URL, `===`). */
export function parseAllowed<Version>(
  ecosystem: Ecosystem,
  { compare }: VersionScheme<Version>,
  range: string,
): readonly Interval<Version>[] | undefined {
  const intervals = readIntervals(ecosystem, range);
  // INVARIANT: the scheme is that of the ecosystem, so that it can compare what was read.
  return intervals === undefined ? undefined : unite(compare, intervals as readonly Interval<Version>[]);
}

function readIntervals(ecosystem: Ecosystem, range: string): readonly Interval<unknown>[] | undefined {
  if (ecosystem === 'npm') return readNpmRange(range)?.flatMap(({ intervals }) => intervals);
  const set = readPythonRange(range);
  return set === undefined || set.exact.length > 0 ? undefined : set.intervals;
}
