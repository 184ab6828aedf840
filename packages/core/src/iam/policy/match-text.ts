import type { Text } from './text.ts';

/** What a request and the question tell of a text's unknown parts. */
export interface TextScope {
  /** The request's one value of a condition key (in lower case); `undefined` when it has none or several. */
  readonly valueOf: (key: string) => string | undefined;
  /** What to answer where a symbol of the template decides. */
  readonly assume: boolean;
}

/** A text with its variables replaced: code points, with `ANY` and `ONE` among them. */
export type Pattern = readonly number[];

export const ANY = -1;
const ONE = -2;
/** Stands for a letter that no request holds. */
const NEVER = -3;

const compiled = new WeakMap<Text, Pattern>();

/** Replaces variables; a variable without a value makes a pattern that matches nothing. */
export function resolveText(text: Text, scope: TextScope): Pattern {
  const isFixed = text.every(({ kind }) => kind !== 'variable' && kind !== 'symbol');
  const known = isFixed ? compiled.get(text) : undefined;
  if (known !== undefined) return known;
  const pattern: number[] = [];
  for (const part of text) {
    if (part.kind === 'any') pattern.push(ANY);
    else if (part.kind === 'one') pattern.push(ONE);
    else if (part.kind === 'literal') pushLetters(pattern, part.text);
    else if (part.kind === 'variable') {
      // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html: without a value nothing is equal or like.
      const value = scope.valueOf(part.key) ?? part.fallback;
      if (value === undefined) pattern.push(NEVER);
      else pushLetters(pattern, value);
    } else if (scope.assume) pattern.push(ANY);
    // The same symbol in the request is the same text.
    else pushLetters(pattern, `\${${part.id}}`);
  }
  if (isFixed) compiled.set(text, pattern);
  return pattern;
}

function pushLetters(pattern: number[], text: string): void {
  for (const char of text) pattern.push(char.codePointAt(0) as number);
}

/** Whether `text` is what the pattern describes. Two places are remembered, so time is at most the product of both lengths. */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const letters = toLetters(text);
  let p = 0;
  let t = 0;
  let star = -1;
  let retry = 0;
  while (t < letters.length) {
    const want = pattern[p];
    if (want === ANY) {
      star = p;
      p += 1;
      retry = t;
    } else if (want !== undefined && (want === ONE || want === letters[t])) {
      p += 1;
      t += 1;
    } else if (star !== -1) {
      p = star + 1;
      retry += 1;
      t = retry;
    } else return false;
  }
  while (pattern[p] === ANY) p += 1;
  return p === pattern.length;
}

/** The last text of a request is asked for again and again. */
let lastText: string | undefined;
let lastLetters: readonly number[] = [];

function toLetters(text: string): readonly number[] {
  if (text !== lastText) {
    lastLetters = Array.from(text, (char) => char.codePointAt(0) as number);
    lastText = text;
  }
  return lastLetters;
}

/** The pattern as text, its wildcards read as characters; `undefined` when it matches nothing. */
export function toExactText(pattern: Pattern): string | undefined {
  if (pattern.includes(NEVER)) return undefined;
  return pattern.map((letter) => (letter === ANY ? '*' : letter === ONE ? '?' : String.fromCodePoint(letter))).join('');
}

export function matchesText(text: Text, value: string, scope: TextScope): boolean {
  return matchesPattern(resolveText(text, scope), value);
}
