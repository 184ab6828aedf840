import type { Ecosystem } from '../package.ts';
import { compareText } from './integer.ts';
import { compareSemver, parseSemver } from './npm/semver.ts';
import { comparePep440, parsePep440 } from './pypi/pep440.ts';

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

const MOST_KEPT = 10_000;

/** Advisories name the same few versions again and again: what was read is kept for a while. */
function keep<Version>(parse: (text: string) => Version | undefined): (text: string) => Version | undefined {
  const kept = new Map<string, Version | undefined>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined || kept.has(text)) return known;
    if (kept.size >= MOST_KEPT) kept.clear();
    const version = parse(text);
    kept.set(text, version);
    return version;
  };
}

const schemes = {
  npm: { parse: keep(parseSemver), compare: compareSemver },
  PyPI: { parse: keep(parsePep440), compare: comparePep440 },
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
