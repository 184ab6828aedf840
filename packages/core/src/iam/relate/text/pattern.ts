/**
 * A pattern over letters. `one` takes one letter, `any` takes a run of them; with `colon: false` neither takes `:`.
 * A `symbol` stands for the unknown text of a policy variable.
 */
export type Token =
  | { readonly kind: 'letter'; readonly letter: string }
  | { readonly kind: 'one'; readonly colon: boolean }
  | { readonly kind: 'any'; readonly colon: boolean }
  | { readonly kind: 'symbol'; readonly letter: string };

export interface Pattern {
  readonly tokens: readonly Token[];
  /** Letters count in either case. */
  readonly caseless: boolean;
  /** The one text that it takes, where there are neither wildcards, symbols nor a choice of case. */
  readonly literal?: string;
  readonly hasSymbol: boolean;
  /** Equal keys, equal patterns. */
  readonly key: string;
}

export const ANY: Token = { kind: 'any', colon: true };
export const ONE: Token = { kind: 'one', colon: true };

/** Symbols are letters of their own, taken from Unicode's second private plane: texts that hold such letters are not decided. */
const FIRST_SYMBOL = 0x10_00_00;
/** The rest of the plane is for what holds neither `:` nor `/`. */
const FIRST_SEGMENT = 0x10_80_00;

/** There is no room for more. */
export const MOST_SYMBOLS = 32_000;

/** The letter of the symbol with this number, which is less than {@link MOST_SYMBOLS}. */
export const toSymbol = (index: number, isSegment = false): string =>
  String.fromCodePoint((isSegment ? FIRST_SEGMENT : FIRST_SYMBOL) + index);

export const isSegment = (letter: string): boolean => (letter.codePointAt(0) ?? 0) >= FIRST_SEGMENT;

export const isSymbol = (letter: string): boolean => (letter.codePointAt(0) ?? 0) >= FIRST_SYMBOL;

/** Whether a text holds letters that would be taken for symbols. */
export const holdsSymbols = (text: string): boolean => /[\u{100000}-\u{10FFFF}]/u.test(text);

/** A pattern of these tokens, with its runs of wildcards spelled in one way. */
export function toPattern(tokens: readonly Token[], caseless = false): Pattern {
  const ordered = orderWildcards(caseless ? tokens.map(foldToken) : tokens);
  const isLiteral = !caseless && ordered.every((token) => token.kind === 'letter');
  return {
    tokens: ordered,
    caseless,
    hasSymbol: ordered.some((token) => token.kind === 'symbol'),
    key: `${caseless ? 'i' : 's'}${ordered.map(spellToken).join('')}`,
    ...(isLiteral ? { literal: ordered.map(letterOf).join('') } : {}),
  };
}

export const toLetters = (text: string): Token[] => Array.from(text, (letter) => ({ kind: 'letter', letter }));

/** A glob of IAM: `*` is any text, `?` any one letter. */
export const parseGlob = (text: string): Token[] =>
  Array.from(text, (letter) => (letter === '*' ? ANY : letter === '?' ? ONE : { kind: 'letter', letter }));

const letterOf = (token: Token): string => (token.kind === 'letter' ? token.letter : '');

const foldToken = (token: Token): Token =>
  token.kind === 'letter' ? { kind: 'letter', letter: token.letter.toLowerCase() } : token;

/** Letters that mean something in the key of a pattern. */
const SPELLED: ReadonlySet<string> = new Set(['*', '?', '\\', '\u0001', '\u0002']);

function spellToken(token: Token): string {
  if (token.kind === 'any') return token.colon ? '*' : '\u0001';
  if (token.kind === 'one') return token.colon ? '?' : '\u0002';
  return SPELLED.has(token.letter) ? `\\${token.letter}` : token.letter;
}

/** Within each run of wildcards of one kind puts `?` before `*` and merges stars: fewer states for the same texts. */
function orderWildcards(tokens: readonly Token[]): readonly Token[] {
  const result: Token[] = [];
  let star: Token | undefined;
  for (const token of tokens) {
    const isWild = token.kind === 'any' || token.kind === 'one';
    if (star !== undefined && (!isWild || token.colon !== (star.kind === 'any' && star.colon))) {
      result.push(star);
      star = undefined;
    }
    if (token.kind === 'any') star = token;
    else result.push(token);
  }
  if (star !== undefined) result.push(star);
  return result;
}
