import { createBudget, isSpent, type Budget } from '../budget.ts';
import { covers, takesText, type Reading } from './automaton.ts';
import { fillPattern } from './fill-pattern.ts';
import { ANY, isSegment, toPattern, type Pattern, type Token } from './pattern.ts';
import { searchText, type TextAnswer } from './search-text.ts';

export interface TextQuestion {
  /** The text must be in each of these unions. */
  readonly inside: readonly (readonly Pattern[])[];
  /** The text may be in none of these. */
  readonly outside: readonly Pattern[];
  /** Texts that would read well, tried first. */
  readonly hints?: readonly string[];
}

/** So many patterns of a union are filled before the search by letters begins. */
const MAX_FILLED = 24;

/** Larger unions are not held against each other pattern by pattern. */
const MAX_COVERS = 100_000;

const EVERYTHING: readonly Pattern[] = [toPattern([ANY])];

/**
 * A short text that is in all of some unions of patterns and in none of others, `none` where there is none, and `unknown`
 * where that takes too many states, or more than is left of the budget, to tell.
 */
export function findText(question: TextQuestion, budget: Budget = createBudget()): TextAnswer {
  const answer = findOne(question, budget);
  return isSpent(budget) ? { kind: 'unknown' } : answer;
}

function findOne(question: TextQuestion, budget: Budget): TextAnswer {
  const { outside } = question;
  if (question.inside.some((union) => union.length === 0)) return { kind: 'none' };
  const inside = question.inside
    .map((union) => dropCovered(union, outside, budget))
    .toSorted((a, b) => weigh(a) - weigh(b));
  const unions = inside.length === 0 ? [EVERYTHING] : inside;
  if (unions.some((union) => union.length === 0)) return { kind: 'none' };
  const readings = toReadings(unions);
  const isIn = (text: string): boolean =>
    text !== '' &&
    !outside.some((pattern) => takesText(pattern, text, 'narrow', budget)) &&
    unions.every((union, index) =>
      union.some((pattern) => takesText(pattern, text, readings[index] ?? 'narrow', budget)),
    );
  const [smallest = []] = unions;
  const texts = smallest.map(({ literal }) => literal).filter((literal) => literal !== undefined);
  if (texts.length === smallest.length && readings.every((reading) => reading === 'narrow')) {
    const text = texts.find(isIn);
    return text === undefined ? { kind: 'none' } : { kind: 'found', text };
  }
  const text = (question.hints ?? []).find(isIn) ?? fillAny(unions, isIn);
  if (text !== undefined) return { kind: 'found', text };
  const answer = searchText(unions, outside, readings, budget);
  if (answer.kind !== 'none') return answer;
  const isWide = (union: readonly Pattern[], index: number): boolean =>
    readings[index] === 'wide' && union.some(({ hasSymbol }) => hasSymbol);
  if (!unions.some(isWide)) return answer;
  const wide = unions.map((union, index) => (isWide(union, index) ? union.map(widen) : union));
  return searchText(wide, outside, readings, budget).kind === 'none' ? answer : { kind: 'unknown' };
}

/** A pattern whose symbols stand for whatever they could: what it does not take, it takes with no value of theirs. */
function widen(pattern: Pattern): Pattern {
  if (!pattern.hasSymbol) return pattern;
  const tokens = pattern.tokens.map((token): Token => {
    if (token.kind !== 'symbol') return token;
    return { kind: 'any', colon: !isSegment(token.letter) };
  });
  return toPattern(tokens, pattern.caseless);
}

/** Patterns that another covers need not be looked at. */
function dropCovered(union: readonly Pattern[], outside: readonly Pattern[], budget: Budget): readonly Pattern[] {
  budget.steps -= union.length + outside.length;
  const keys = new Set(outside.map(({ key }) => key));
  const rest = union.filter(({ key }) => !keys.has(key));
  if (rest.length * outside.length > MAX_COVERS) return rest;
  return rest.filter((pattern) => !outside.some((other) => covers(other, pattern, budget)));
}

/** Unions of texts first, then small ones. */
const weigh = (union: readonly Pattern[]): number =>
  union.reduce((sum, pattern) => sum + (pattern.literal === undefined ? 1_000 : 1), 0);

/**
 * The symbols of one union are letters of the text; the other unions read them as widely as they can, since a text may
 * hold what a symbol stands for by another way.
 */
function toReadings(unions: readonly (readonly Pattern[])[]): readonly Reading[] {
  const base = unions.findIndex((union) => union.some((pattern) => pattern.hasSymbol));
  return unions.map((_, index) => (base === -1 || index === base ? 'narrow' : 'wide'));
}

function fillAny(unions: readonly (readonly Pattern[])[], isIn: (text: string) => boolean): string | undefined {
  for (const union of unions) {
    for (const pattern of union.slice(0, MAX_FILLED)) {
      const text = fillPattern(pattern).find(isIn);
      if (text !== undefined) return text;
    }
  }
  return undefined;
}
