import { compareReleases, toInteger, type Integer } from '../integer.ts';
import { after, before, EVERYTHING, includes, intersect, type Cut, type Interval } from '../interval.ts';
import { compareSemver, parseSemver, type Semver } from './semver.ts';

/** The alternatives of a range, `^1.2.0 || 2.x`. */
export type NpmRange = readonly Alternative[];

interface Alternative {
  readonly intervals: readonly Interval<Semver>[];
  /** The releases of which a pre-release is named: those alone may match by a pre-release. */
  readonly prereleases: readonly (readonly Integer[])[];
}

interface Comparator {
  readonly operator: string;
  readonly partial: Partial;
}

/** A version that may lack parts: `1.2`, `1.x`, `*`. */
interface Partial {
  readonly release: readonly Integer[];
  readonly prerelease: Semver['prerelease'];
}

const LONGEST = 4096;
const PARTS = 3;

/** Reads a range as npm does (https://github.com/npm/node-semver#ranges); `undefined` for what is none: a tag, a URL. */
export function parseNpmRange(text: string): NpmRange | undefined {
  if (text.length > LONGEST) return undefined;
  const alternatives = text.split('||').map(parseAlternative);
  return alternatives.includes(undefined) ? undefined : (alternatives as Alternative[]);
}

/** Whether a range allows a version: a pre-release only where the range names one of the same release. */
export function satisfiesNpmRange(range: NpmRange, version: Semver): boolean {
  return range.some(
    ({ intervals, prereleases }) =>
      includes(compareSemver, intervals, version) &&
      (version.prerelease === null || prereleases.some((release) => compareReleases(release, version.release) === 0)),
  );
}

function parseAlternative(text: string): Alternative | undefined {
  const comparators = readComparators(text);
  if (comparators === undefined) return undefined;
  const prereleases = comparators.flatMap(({ partial }) => (partial.prerelease === null ? [] : [partial.release]));
  let intervals: readonly Interval<Semver>[] = [EVERYTHING];
  for (const comparator of comparators) {
    intervals = intersect(compareSemver, intervals, toIntervals(comparator, prereleases));
  }
  return { intervals, prereleases };
}

function readComparators(text: string): readonly Comparator[] | undefined {
  const hyphen = /^\s*(\S+)\s+-\s+(\S+)\s*$/.exec(text);
  const parts =
    hyphen === null
      ? text
          .replaceAll(/([<>=~^]+)\s+/g, '$1')
          .split(/\s+/)
          .filter((part) => part !== '')
      : [`>=${hyphen[1]}`, `<=${hyphen[2]}`];
  const comparators: Comparator[] = [];
  for (const part of parts) {
    const match = /^(~>|[<>]=?|[=~^])?=?(.*)$/.exec(part);
    const partial = parsePartial(match?.[2] ?? '');
    if (partial === undefined) return undefined;
    comparators.push({ operator: match?.[1] ?? '=', partial });
  }
  return comparators;
}

function parsePartial(text: string): Partial | undefined {
  const match = /^[v=]*(?:(\d+|[x*])(?:\.(\d+|[x*]))?(?:\.(\d+|[x*]))?(.*))?$/i.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch, rest = ''] = match;
  const release: Integer[] = [];
  for (const part of [major, minor, patch]) {
    if (part === undefined || !/^\d+$/.test(part)) break;
    release.push(toInteger(part));
  }
  if (rest === '') return { release, prerelease: null };
  const version = parseSemver(`0.0.0${rest}`);
  if (version === undefined || patch === undefined) return undefined;
  return { release, prerelease: release.length === PARTS ? version.prerelease : null };
}

function toIntervals(
  { operator, partial }: Comparator,
  named: Alternative['prereleases'],
): readonly Interval<Semver>[] {
  const { release } = partial;
  const from = before(toVersion(partial));
  const isFull = release.length === PARTS;
  if (release.length === 0) return operator === '<' || operator === '>' ? [] : [EVERYTHING];
  switch (operator) {
    case '>':
      return [{ from: isFull ? after(toVersion(partial)) : before(raise(release, release.length - 1)), to: null }];
    case '>=':
      return [{ from, to: null }];
    case '<':
      return [{ from: null, to: isFull ? below(partial, named) : toFirst(toVersion(partial)) }];
    case '<=':
      return [{ from: null, to: isFull ? after(toVersion(partial)) : toFirst(raise(release, release.length - 1)) }];
    case '^':
      return [{ from, to: toFirst(raise(release, findCaretPart(release))) }];
    case '~':
    case '~>':
      return [{ from, to: toFirst(raise(release, Math.min(1, release.length - 1))) }];
    default:
      return [{ from, to: isFull ? after(toVersion(partial)) : toFirst(raise(release, release.length - 1)) }];
  }
}

/** The first part that is not 0, of those that are written. */
function findCaretPart(release: readonly Integer[]): number {
  const first = release.findIndex((part) => part > 0);
  return first === -1 ? release.length - 1 : first;
}

const toVersion = ({ release, prerelease }: Partial): Semver => ({
  text: '',
  release: [release[0] ?? 0, release[1] ?? 0, release[2] ?? 0],
  prerelease,
});

/** The next version in one part: the parts after it are 0. */
function raise(release: readonly Integer[], part: number): Semver {
  const old = release[part] ?? 0;
  const next = typeof old === 'bigint' ? old + 1n : old + 1;
  return toVersion({ release: [...release.slice(0, part), next], prerelease: null });
}

/** Before every pre-release of a release: `-0` is the first. */
const toFirst = (version: Semver): Cut<Semver> => before({ ...version, prerelease: [0] });

/** `<1.2.3` allows a pre-release of 1.2.3 only beside another comparator that names one. */
const below = (partial: Partial, named: Alternative['prereleases']): Cut<Semver> =>
  partial.prerelease !== null || named.some((release) => compareReleases(release, partial.release) === 0)
    ? before(toVersion(partial))
    : toFirst(toVersion(partial));
