import { findText } from './text/find-text.ts';
import type { Pattern } from './text/pattern.ts';
import { toKey, type Signed } from './literal.ts';
import type { Budget, SolveDimension } from './solve.ts';
import { solveKey, type KeyAnswer } from './solve-key.ts';

/** Long lists of patterns cost more steps of the budget. */
const PATTERNS_A_STEP = 32;

/** Decides dimensions alone, each question once. */
export function createSolver(isSingle: (key: string) => boolean, budget: Budget): SolveDimension {
  const known = new Map<string, KeyAnswer>();
  return (dimension, signed) => {
    const key = `${dimension} ${toKey(signed)}`;
    let answer = known.get(key);
    if (answer === undefined) {
      budget.steps -= Math.floor(signed.reduce((sum, { literal }) => sum + weigh(literal), 0) / PATTERNS_A_STEP);
      answer = budget.steps < 0 ? { kind: 'unknown' } : solveOne(dimension, signed, isSingle);
      known.set(key, answer);
    }
    return answer;
  };
}

/** How many patterns or values a literal is held against. */
function weigh(literal: Signed['literal']): number {
  if (literal.kind === 'text') return literal.patterns.length;
  if (literal.kind !== 'condition' || literal.fit.kind === 'open') return 1;
  return literal.fit.kind === 'text' ? literal.fit.patterns.length : literal.fit.wanted.length;
}

function solveOne(dimension: string, signed: readonly Signed[], isSingle: (key: string) => boolean): KeyAnswer {
  if (dimension === 'resource') return toAnswer(findText(toTextQuestion(signed)));
  if (dimension === 'principal') return findPlace(signed);
  return solveKey(signed, isSingle(dimension.slice('key:'.length)));
}

/** The resource's literals as a question about texts. */
export function toTextQuestion(signed: readonly Signed[]): {
  readonly inside: readonly (readonly Pattern[])[];
  readonly outside: readonly Pattern[];
} {
  const patternsOf = ({ literal }: Signed): readonly Pattern[] => (literal.kind === 'text' ? literal.patterns : []);
  return {
    inside: signed.filter(({ holds }) => holds).map(patternsOf),
    outside: signed.filter(({ holds }) => !holds).flatMap(patternsOf),
  };
}

const toAnswer = (answer: ReturnType<typeof findText>): KeyAnswer =>
  answer.kind === 'found' ? { kind: 'found', values: [answer.text] } : answer;

/** The first principal that is in all sets that it must be in, as its place. */
function findPlace(signed: readonly Signed[]): KeyAnswer {
  const sets = signed.flatMap(({ literal, holds }) =>
    literal.kind === 'principal' ? [{ places: literal.places, holds }] : [],
  );
  const start = sets.find(({ holds }) => holds)?.places;
  const all = start ?? new Set(Array.from({ length: 1_000 }, (_, place) => place));
  for (const place of all) {
    if (sets.every(({ places, holds }) => places.has(place) === holds)) {
      return { kind: 'found', values: [String(place)] };
    }
  }
  return { kind: 'none' };
}
