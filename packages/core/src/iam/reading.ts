import type { GlobToken, SymbolSort } from './glob.ts';

/** One reading of a value: the glob that it is when the conditions named in `when` hold as told. */
export interface ResourceGlob {
  readonly tokens: readonly GlobToken[];
  readonly when: ReadonlyMap<string, boolean>;
}

/** What several parts with several readings come to together; a list may have more. */
const MAX_READINGS = 16;
/** Twice the longest ARN. */
const MAX_LENGTH = 4_096;

const NONE: ReadonlyMap<string, boolean> = new Map();

export const one = (tokens: readonly GlobToken[]): ResourceGlob => ({ tokens, when: NONE });
export const symbol = (id: string, sort: SymbolSort): GlobToken => ({ kind: 'symbol', id, sort });

/** Each of the one before each of the other; where these are too many, `opaque` stands for the other. */
export function append(
  left: readonly ResourceGlob[],
  right: readonly ResourceGlob[],
  opaque: ResourceGlob,
): readonly ResourceGlob[] {
  return combine(left, right) ?? combine(left, [opaque]) ?? [one([symbol(spell([...left, opaque]), 'free')])];
}

/** The pairs that may be at once; `undefined` for too many, or too long a text. */
function combine(left: readonly ResourceGlob[], right: readonly ResourceGlob[]): readonly ResourceGlob[] | undefined {
  const result: ResourceGlob[] = [];
  const most = Math.max(MAX_READINGS, left.length, right.length);
  for (const a of left) {
    for (const b of right) {
      if (!isConsistent(a, b)) continue;
      const length = a.tokens.length + b.tokens.length;
      if (result.length >= most || length > MAX_LENGTH) return undefined;
      result.push({
        tokens: [...a.tokens, ...b.tokens],
        when: b.when.size === 0 ? a.when : new Map([...a.when, ...b.when]),
      });
    }
  }
  return result;
}

/** False when the two readings suppose opposite things of one condition. */
export function isConsistent(a: ResourceGlob, b: ResourceGlob): boolean {
  for (const [condition, holds] of a.when) if ((b.when.get(condition) ?? holds) !== holds) return false;
  return true;
}

export function assume(globs: readonly ResourceGlob[], condition: string, holds: boolean): readonly ResourceGlob[] {
  return globs
    .filter((glob) => (glob.when.get(condition) ?? holds) === holds)
    .map((glob) => ({ tokens: glob.tokens, when: new Map([...glob.when, [condition, holds]]) }));
}

const spell = (globs: readonly ResourceGlob[]): string =>
  JSON.stringify(globs.map(({ tokens, when }) => [[...when], tokens]));
