import { compareIntegers, compareReleases, compareText, toInteger, type Integer } from '../integer.ts';

/** A version by https://packaging.python.org/en/latest/specifications/version-specifiers/. Absent parts are infinities that sort where the rules want them. */
export interface Pep440 {
  /** As it was written. */
  readonly text: string;
  readonly epoch: Integer;
  readonly release: readonly Integer[];
  readonly phase: Phase;
  readonly phaseNumber: Integer;
  /** -1 without one: before every post-release. */
  readonly post: Integer;
  /** Infinity without one: after every development release. */
  readonly dev: Integer;
  /** Empty without one. */
  readonly local: readonly (Integer | string)[];
}

/** In their order. A development release of no phase comes before the first alpha. */
export const PHASES = ['dev', 'a', 'b', 'rc', 'final'] as const;
export type Phase = (typeof PHASES)[number];

const LONGEST = 1024;

const VERSION = new RegExp(
  [
    String.raw`^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)`,
    String.raw`(?:[-_.]?(alpha|a|beta|b|preview|pre|c|rc)[-_.]?(\d+)?)?`,
    String.raw`(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d+)?)?`,
    String.raw`(?:[-_.]?(dev)[-_.]?(\d+)?)?`,
    String.raw`(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$`,
  ].join(''),
  'i',
);

/** Reads a version in any of the spellings that the specification accepts; `undefined` for what is none. */
export function parsePep440(text: string): Pep440 | undefined {
  if (text.length > LONGEST) return undefined;
  const match = VERSION.exec(text);
  const release = match?.[2];
  if (match === null || release === undefined) return undefined;
  const [, epoch, , letter, letterNumber, shortPost, postWord, postNumber, devWord, devNumber, local] = match;
  const hasPost = shortPost !== undefined || postWord !== undefined;
  const hasDev = devWord !== undefined;
  return {
    text,
    epoch: toInteger(epoch ?? '0'),
    release: release.split('.').map(toInteger),
    phase: letter === undefined ? (hasDev && !hasPost ? 'dev' : 'final') : toPhase(letter),
    phaseNumber: toInteger(letterNumber ?? '0'),
    post: hasPost ? toInteger(shortPost ?? postNumber ?? '0') : -1,
    dev: hasDev ? toInteger(devNumber ?? '0') : Infinity,
    local: local === undefined ? [] : local.toLowerCase().split(/[-_.]/).map(toLocalPart),
  };
}

function toPhase(letter: string): Phase {
  const first = letter[0]?.toLowerCase();
  return first === 'a' ? 'a' : first === 'b' ? 'b' : 'rc';
}

const toLocalPart = (text: string): Integer | string => (/^\d+$/.test(text) ? toInteger(text) : text);

export function comparePep440(a: Pep440, b: Pep440): number {
  return comparePublic(a, b) || compareLocal(a.local, b.local);
}

/** Compares without local parts. */
export function comparePublic(a: Pep440, b: Pep440): number {
  return (
    compareIntegers(a.epoch, b.epoch) ||
    compareReleases(a.release, b.release) ||
    PHASES.indexOf(a.phase) - PHASES.indexOf(b.phase) ||
    compareIntegers(a.phaseNumber, b.phaseNumber) ||
    compareIntegers(a.post, b.post) ||
    compareIntegers(a.dev, b.dev)
  );
}

function compareLocal(a: Pep440['local'], b: Pep440['local']): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const order = compareLocalParts(a[i] ?? 0, b[i] ?? 0);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Words stand before numbers: the other way round than in semver. */
function compareLocalParts(a: Integer | string, b: Integer | string): number {
  if (typeof a === 'string') return typeof b === 'string' ? compareText(a, b) : -1;
  return typeof b === 'string' ? 1 : compareIntegers(a, b);
}

/** Development, alpha, beta and candidate releases. */
export const isPrerelease = ({ phase, dev }: Pep440): boolean => phase !== 'final' || dev !== Infinity;
