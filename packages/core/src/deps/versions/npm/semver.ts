import { compareIntegers, compareReleases, compareText, toInteger, type Integer } from '../integer.ts';

/** A version by https://semver.org/spec/v2.0.0.html, with any number of numeric parts (those that are missing are 0). */
export interface Semver {
  /** As it was written. */
  readonly text: string;
  readonly release: readonly Integer[];
  /** `null` where there is none: that is the newest. */
  readonly prerelease: readonly (Integer | string)[] | null;
}

const LONGEST = 1024;

/** Registries hold `v1.2.3`, `=1.2.3`, `1.2` and `1.2.3beta`, and so do advisories. */
const VERSION = /^[\s=v]*(\d+(?:\.\d+)*)(?:-([0-9a-z.-]+)|([a-z][0-9a-z.-]*))?(?:\+[0-9a-z.+-]*)?\s*$/i;

/** Reads a version, leniently; `undefined` for what is none (`latest`, `git+ssh://…`). */
export function parseSemver(text: string): Semver | undefined {
  if (text.length > LONGEST) return undefined;
  const match = VERSION.exec(text);
  const release = match?.[1];
  if (match === null || release === undefined) return undefined;
  const prerelease = match[2] ?? match[3];
  const numbers = release.split('.').map(toInteger);
  return { text, release: numbers, prerelease: prerelease?.split('.').map(toIdentifier) ?? null };
}

const toIdentifier = (text: string): Integer | string => (/^\d+$/.test(text) ? toInteger(text) : text);

/** Precedence by semver.org, item 11: build metadata does not count. */
export function compareSemver(a: Semver, b: Semver): number {
  return compareReleases(a.release, b.release) || comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: Semver['prerelease'], b: Semver['prerelease']): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compareIdentifiers(a[i] ?? 0, b[i] ?? 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers stand before words. */
function compareIdentifiers(a: Integer | string, b: Integer | string): number {
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : 1;
  return typeof b === 'string' ? -1 : compareIntegers(a, b);
}
