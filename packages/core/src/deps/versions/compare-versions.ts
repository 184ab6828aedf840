import type { Ecosystem } from '../package.ts';
import { compareText } from './integer.ts';
import { keep } from './keep.ts';
import { compareSemver, parseSemver, type Semver } from './npm/semver.ts';
import { comparePep440, parsePep440, type Pep440 } from './pypi/pep440.ts';

/** How one ecosystem reads and orders versions. */
export interface VersionScheme<Version> {
  /** `undefined` for what is no version. */
  readonly parse: (text: string) => Version | undefined;
  /** Below 0, 0 or above 0. */
  readonly compare: (a: Version, b: Version) => number;
}

/** Every version keeps how it was written. */
export interface VersionText {
  readonly text: string;
}

export const readSemver: (text: string) => Semver | undefined = keep(parseSemver);
export const readPep440: (text: string) => Pep440 | undefined = keep(parsePep440);

const schemes = {
  npm: { parse: readSemver, compare: compareSemver },
  PyPI: { parse: readPep440, compare: comparePep440 },
};

/** Calls `use` with the scheme of an ecosystem: what it parses it can compare, whatever its type. */
export function withScheme<Result>(
  ecosystem: Ecosystem,
  use: <Version extends VersionText>(scheme: VersionScheme<Version>) => Result,
): Result {
  return ecosystem === 'npm' ? use(schemes.npm) : use(schemes.PyPI);
}

/**
 * Orders two versions: -1, 0 or 1. npm by Semantic Versioning 2.0.0, leniently (`v1`, `1.2`, `1.2.3.4`); PyPI by PEP 440.
 * What is no version sorts before every version, and by its text.
 */
export function compareVersions(ecosystem: Ecosystem, a: string, b: string): number {
  return withScheme(ecosystem, ({ parse, compare }) => {
    const [one, other] = [parse(a), parse(b)];
    if (one !== undefined && other !== undefined) return Math.sign(compare(one, other));
    if (one === undefined && other === undefined) return compareText(a.trim(), b.trim());
    return one === undefined ? -1 : 1;
  });
}
