/**
 * A glob over partly symbolic text, as resource patterns of a template are: `arn:aws:dynamodb:*:*:table/${Orders}`.
 *
 * A symbol stands for text that the template does not tell. `segment` is free of `:` and `/` (a region, an account),
 * `generated` is a physical name that CloudFormation makes (never a given literal, never another resource's name),
 * `free` may be any text (a parameter, an import).
 */
export type GlobToken =
  | { readonly kind: 'char'; readonly char: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'symbol'; readonly id: string; readonly sort: SymbolSort };

export type SymbolSort = 'segment' | 'generated' | 'free';

/**
 * How much of the needed texts a granted glob holds. `partly`: some surely, not all. `unknown`: it turns on what the
 * symbols stand for (or the globs are too large to decide).
 */
export type Coverage = 'covers' | 'partly' | 'no' | 'unknown';

/** Longer globs are answered `unknown`: the longest real ARN has 2,048 characters. */
const MAX_TOKENS = 2_400;

const ANY: GlobToken = { kind: 'any' };
const ONE: GlobToken = { kind: 'one' };

/** Reads a glob without symbols: `*` and `?` are wildcards, all else is itself. */
export function parseGlob(text: string): GlobToken[] {
  return Array.from(text, (char) => (char === '*' ? ANY : char === '?' ? ONE : { kind: 'char', char }));
}

/** Whether `granted` surely holds every text that `needed` describes. */
export function coversGlob(granted: readonly GlobToken[], needed: readonly GlobToken[]): boolean {
  if (granted.length > MAX_TOKENS || needed.length > MAX_TOKENS) return false;
  return coversSurely(orderWildcards(granted), orderWildcards(needed));
}

/** What `granted` holds of the texts that `needed` describes. */
export function compareGlobs(granted: readonly GlobToken[], needed: readonly GlobToken[]): Coverage {
  if (granted.length === 1 && granted[0]?.kind === 'any') return 'covers';
  if (granted.length > MAX_TOKENS || needed.length > MAX_TOKENS) return 'unknown';
  if (coversSurely(orderWildcards(granted), orderWildcards(needed))) return 'covers';
  if (!overlaps(granted, needed, true)) return 'no';
  if (!overlaps(granted, needed, false)) return 'unknown';
  // The fresh-letter test below is complete only without `?`.
  return granted.some((t) => t.kind === 'one') ? 'unknown' : 'partly';
}

/** Whether some text may be in both, for some meaning of their symbols. Globs that are too large to decide may. */
export function meetsGlob(one: readonly GlobToken[], other: readonly GlobToken[]): boolean {
  return one.length > MAX_TOKENS || other.length > MAX_TOKENS || overlaps(one, other, true);
}

/** Puts `?` before `*` within each run of wildcards and merges stars, so that equal runs are spelled equally. */
function orderWildcards(tokens: readonly GlobToken[]): readonly GlobToken[] {
  const result: GlobToken[] = [];
  let star = false;
  for (const token of tokens) {
    if (token.kind === 'any') {
      star = true;
      continue;
    }
    if (token.kind !== 'one' && star) {
      result.push(ANY);
      star = false;
    }
    result.push(token);
  }
  if (star) result.push(ANY);
  return result;
}

/**
 * True when every text of `needed` is surely in `granted`: reads `needed` as one text whose wildcards and symbols are
 * letters that stand nowhere else, so only a star (or the same symbol, or `?` for `?`) can take them.
 */
function coversSurely(granted: readonly GlobToken[], needed: readonly GlobToken[]): boolean {
  let g = 0;
  let n = 0;
  let star = -1;
  let resume = 0;
  while (n < needed.length) {
    const token = granted[g];
    if (token?.kind === 'any') {
      star = g;
      resume = n;
      g += 1;
    } else if (token !== undefined && takesLetter(token, needed[n] as GlobToken)) {
      g += 1;
      n += 1;
    } else if (star >= 0) {
      resume += 1;
      n = resume;
      g = star + 1;
    } else {
      return false;
    }
  }
  while (granted[g]?.kind === 'any') g += 1;
  return g === granted.length;
}

function takesLetter(granted: GlobToken, needed: GlobToken): boolean {
  if (granted.kind === 'one') return needed.kind === 'one' || needed.kind === 'char';
  return isSameToken(granted, needed) && granted.kind !== 'any';
}

const isSameToken = (a: GlobToken, b: GlobToken): boolean =>
  a.kind === 'char'
    ? b.kind === 'char' && a.char === b.char
    : a.kind === 'symbol'
      ? b.kind === 'symbol' && a.id === b.id
      : a.kind === b.kind;

/**
 * True when some text is in both globs. `loose`: for some meaning of the symbols; otherwise with each symbol taken as
 * a letter of its own, so for every meaning.
 */
function overlaps(a: readonly GlobToken[], b: readonly GlobToken[], loose: boolean): boolean {
  const width = b.length + 1;
  const seen = new Uint8Array((a.length + 1) * width);
  const stack = [0];
  const push = (i: number, j: number): void => {
    const state = i * width + j;
    if (seen[state] !== 1) {
      seen[state] = 1;
      stack.push(state);
    }
  };
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    const i = Math.floor(state / width);
    const j = state % width;
    if (i === a.length && j === b.length) return true;
    const x = a[i];
    const y = b[j];
    if (x !== undefined && isAbsorber(x, loose)) {
      push(i + 1, j);
      if (y !== undefined && absorbs(x, y)) push(i, j + 1);
    }
    if (y !== undefined && isAbsorber(y, loose)) {
      push(i, j + 1);
      if (x !== undefined && absorbs(y, x)) push(i + 1, j);
    }
    if (x === undefined || y === undefined) continue;
    if (meets(x, y)) push(i + 1, j + 1);
    if (loose && isGenerated(x)) for (const end of findNameEnds(b, j)) push(i + 1, end);
    if (loose && isGenerated(y)) for (const end of findNameEnds(a, i)) push(end, j + 1);
  }
  return false;
}

const isGenerated = (token: GlobToken): boolean => token.kind === 'symbol' && token.sort === 'generated';

const isAbsorber = (token: GlobToken, loose: boolean): boolean =>
  token.kind === 'any' || (loose && token.kind === 'symbol' && token.sort !== 'generated');

function absorbs(absorber: GlobToken, token: GlobToken): boolean {
  if (absorber.kind === 'symbol' && absorber.sort === 'segment') {
    return token.kind !== 'char' || (token.char !== ':' && token.char !== '/');
  }
  return true;
}

/** True when both tokens take one same letter. A symbol is no single character, so `?` does not take it. */
function meets(x: GlobToken, y: GlobToken): boolean {
  if (x.kind === 'one') return y.kind === 'one' || y.kind === 'char';
  if (y.kind === 'one') return x.kind === 'char';
  return isSameToken(x, y) && x.kind !== 'any';
}

/**
 * Where the tokens from `from` on may end that together spell a generated name: a run without `:` or `/` that holds
 * a wildcard or a symbol, since a name of CloudFormation's making is never spelled out in a template.
 */
function* findNameEnds(tokens: readonly GlobToken[], from: number): Iterable<number> {
  let open = false;
  for (let k = from; k < tokens.length; k += 1) {
    const token = tokens[k] as GlobToken;
    if (isGenerated(token) || (token.kind === 'char' && (token.char === ':' || token.char === '/'))) return;
    open ||= token.kind !== 'char';
    if (open) yield k + 1;
    // An absorber may also end the name and go on.
    if (token.kind === 'any') yield k;
  }
}
