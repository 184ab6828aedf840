import { compareIntegers, type Integer } from '../integer.ts';
import { before, EVERYTHING, includes, intersect, invert, type Cut, type Interval } from '../interval.ts';
import { comparePep440, isPrerelease, parsePep440, type Pep440 } from './pep440.ts';

/** A set of version specifiers, `>=1.0,<2,!=1.5.*`. */
export interface SpecifierSet {
  /** The versions that it allows, before `exact` is asked. */
  readonly intervals: readonly Interval<Pep440>[];
  /** What `===` compares with, as text, in lower case. */
  readonly exact: readonly string[];
}

const OPERATORS = ['===', '==', '!=', '<=', '>=', '~=', '<', '>'] as const;
type Operator = (typeof OPERATORS)[number];

/** More parts than any manifest has: what a hostile one costs stays bounded. */
const MOST_PARTS = 256;

/** Reads a set of specifiers; `undefined` when any of them is invalid. An empty set allows everything. */
export function parseSpecifiers(text: string): SpecifierSet | undefined {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > MOST_PARTS) return undefined;
  let intervals: readonly Interval<Pep440>[] = [EVERYTHING];
  const exact: string[] = [];
  for (const part of parts) {
    if (part === '') continue;
    const operator = OPERATORS.find((o) => part.startsWith(o));
    if (operator === undefined) return undefined;
    const operand = part.slice(operator.length).trim();
    if (operator === '===') {
      if (operand === '' || /[\s;)]/.test(operand)) return undefined;
      exact.push(operand.toLowerCase());
      continue;
    }
    const allowed = toIntervals(operator, operand);
    if (allowed === undefined) return undefined;
    intervals = intersect(comparePep440, intervals, allowed);
  }
  return { intervals, exact };
}

/**
 * Whether a set allows a version, by https://packaging.python.org/en/latest/specifications/version-specifiers/. Pre-releases
 * count unless `prereleases` is false: whether a resolver takes one depends on what else there is.
 */
export function satisfiesSpecifiers(
  set: SpecifierSet,
  version: Pep440,
  options: { prereleases?: boolean } = {},
): boolean {
  if (options.prereleases === false && isPrerelease(version)) return false;
  const text = version.text.trim().toLowerCase();
  return set.exact.every((exact) => exact === text) && includes(comparePep440, set.intervals, version);
}

function toIntervals(operator: Operator, operand: string): readonly Interval<Pep440>[] | undefined {
  const isEquality = operator === '==' || operator === '!=';
  if (operand.endsWith('.*')) return isEquality ? toWildcard(operator, operand.slice(0, -2)) : undefined;
  const version = parsePep440(operand);
  if (version === undefined || (version.local.length > 0 && !isEquality)) return undefined;
  if (operator === '==') return [{ from: before(version), to: afterLocals(version) }];
  if (operator === '!=') return invert([{ from: before(version), to: afterLocals(version) }]);
  if (operator === '>=') return [{ from: before(version), to: null }];
  if (operator === '<=') return [{ from: null, to: afterLocals(version) }];
  if (operator === '<') return [{ from: null, to: before(isPrerelease(version) ? version : toFirstDev(version)) }];
  if (operator === '>') return [{ from: afterPosts(version), to: null }];
  const prefix = version.release.slice(0, -1);
  return prefix.length === 0 ? undefined : [{ from: before(version), to: before(toNext(version, prefix)) }];
}

function toWildcard(operator: '==' | '!=', prefix: string): readonly Interval<Pep440>[] | undefined {
  const version = parsePep440(prefix);
  if (version === undefined || !/^v?(?:\d+!)?[\d.]+$/i.test(prefix)) return undefined;
  const same = [{ from: before(toFirst(version, version.release)), to: before(toNext(version, version.release)) }];
  return operator === '==' ? same : invert(same);
}

/** The first of all versions that begin with a release: its development release 0. */
const toFirst = (version: Pep440, release: readonly Integer[]): Pep440 => ({
  ...version,
  release,
  phase: 'dev',
  phaseNumber: 0,
  post: -1,
  dev: 0,
  local: [],
});

/** Nothing that leads to a version comes before this. */
const toFirstDev = (version: Pep440): Pep440 =>
  compareIntegers(version.post, 0) >= 0 ? { ...version, dev: 0 } : toFirst(version, version.release);

/** The first version that no longer begins with `prefix`. */
function toNext(version: Pep440, prefix: readonly Integer[]): Pep440 {
  const last = prefix.at(-1) ?? 0;
  const next = typeof last === 'bigint' ? last + 1n : last + 1;
  return toFirst(version, [...prefix.slice(0, -1), next]);
}

/** Without a local part of its own a specifier means every local version too. */
const afterLocals = (version: Pep440): Cut<Pep440> => ({
  version: version.local.length > 0 ? version : { ...version, local: [Infinity] },
  isAfter: true,
});

/** `>1.0` allows no post-release of 1.0; a post- or development release has none of its own. */
function afterPosts(version: Pep440): Cut<Pep440> {
  const hasNone = compareIntegers(version.post, 0) >= 0 || version.dev !== Infinity;
  return afterLocals(hasNone ? version : { ...version, post: Infinity });
}
