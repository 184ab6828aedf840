/** A place between versions: just before `version`, or just after it. */
export interface Cut<Version> {
  readonly version: Version;
  readonly isAfter: boolean;
}

/** The versions between two cuts; `null` is no bound. Lists of intervals are sorted and do not touch. */
export interface Interval<Version> {
  readonly from: Cut<Version> | null;
  readonly to: Cut<Version> | null;
}

export type Compare<Version> = (a: Version, b: Version) => number;

export const before = <Version>(version: Version): Cut<Version> => ({ version, isAfter: false });
export const after = <Version>(version: Version): Cut<Version> => ({ version, isAfter: true });

export const EVERYTHING: Interval<never> = { from: null, to: null };

export function compareCuts<Version>(compare: Compare<Version>, a: Cut<Version>, b: Cut<Version>): number {
  return compare(a.version, b.version) || Number(a.isAfter) - Number(b.isAfter);
}

/** Whether a version lies in any of the intervals. */
export function includes<Version>(
  compare: Compare<Version>,
  intervals: readonly Interval<Version>[],
  version: Version,
): boolean {
  return intervals.some(({ from, to }) => isAbove(compare, from, version) && isBelow(compare, to, version));
}

function isAbove<Version>(compare: Compare<Version>, cut: Cut<Version> | null, version: Version): boolean {
  if (cut === null) return true;
  const order = compare(version, cut.version);
  return order > 0 || (order === 0 && !cut.isAfter);
}

function isBelow<Version>(compare: Compare<Version>, cut: Cut<Version> | null, version: Version): boolean {
  if (cut === null) return true;
  const order = compare(version, cut.version);
  return order < 0 || (order === 0 && cut.isAfter);
}

/** What lies in both lists. */
export function intersect<Version>(
  compare: Compare<Version>,
  some: readonly Interval<Version>[],
  others: readonly Interval<Version>[],
): readonly Interval<Version>[] {
  return some.flatMap((a) =>
    others.flatMap((b) => {
      const from = a.from === null ? b.from : b.from === null ? a.from : pick(compare, a.from, b.from, 1);
      const to = a.to === null ? b.to : b.to === null ? a.to : pick(compare, a.to, b.to, -1);
      return isEmpty(compare, from, to) ? [] : [{ from, to }];
    }),
  );
}

const pick = <Version>(compare: Compare<Version>, a: Cut<Version>, b: Cut<Version>, sign: 1 | -1): Cut<Version> =>
  compareCuts(compare, a, b) * sign >= 0 ? a : b;

const isEmpty = <Version>(compare: Compare<Version>, from: Cut<Version> | null, to: Cut<Version> | null): boolean =>
  from !== null && to !== null && compareCuts(compare, from, to) >= 0;

/** Sorts intervals, drops empty ones and joins those that meet. */
export function unite<Version>(
  compare: Compare<Version>,
  intervals: readonly Interval<Version>[],
): readonly Interval<Version>[] {
  const sorted = intervals.filter(({ from, to }) => !isEmpty(compare, from, to)).sort(byStart(compare));
  const united: Interval<Version>[] = [];
  for (const next of sorted) {
    const last = united.at(-1);
    if (last === undefined || isGap(compare, last.to, next.from)) united.push(next);
    else united[united.length - 1] = { from: last.from, to: later(compare, last.to, next.to) };
  }
  return united;
}

const byStart =
  <Version>(compare: Compare<Version>) =>
  (a: Interval<Version>, b: Interval<Version>): number =>
    a.from === null || b.from === null
      ? Number(a.from !== null) - Number(b.from !== null)
      : compareCuts(compare, a.from, b.from);

const isGap = <Version>(compare: Compare<Version>, to: Cut<Version> | null, from: Cut<Version> | null): boolean =>
  to !== null && from !== null && compareCuts(compare, to, from) < 0;

const later = <Version>(
  compare: Compare<Version>,
  a: Cut<Version> | null,
  b: Cut<Version> | null,
): Cut<Version> | null => (a === null || b === null ? null : pick(compare, a, b, 1));

/** Everything that lies in none of the intervals, which are sorted and do not touch. */
export function invert<Version>(intervals: readonly Interval<Version>[]): readonly Interval<Version>[] {
  const inverted: Interval<Version>[] = [];
  let from: Cut<Version> | null | undefined = null;
  for (const interval of intervals) {
    if (interval.from !== null && from !== undefined) inverted.push({ from, to: interval.from });
    from = interval.to ?? undefined;
  }
  if (from !== undefined) inverted.push({ from, to: null });
  return inverted;
}
