import { findConditionKey } from '../../aws/condition-keys.ts';
import { findText } from './text/find-text.ts';
import type { Pattern } from './text/pattern.ts';
import { toKey, toNumber, type Signed } from './literal.ts';
import { isSpent, type Budget } from './budget.ts';
import type { SolveDimension } from './solve.ts';
import { solveKey, type KeyAnswer, type KeyNature } from './solve-key.ts';

/** What it takes to look a question up, for each of its literals. */
const LITERAL = 4;
/** What a new question costs at least. */
const QUESTION = 50;

/** Decides dimensions alone, each question once. */
export function createSolver(isSingle: (key: string) => boolean, budget: Budget): SolveDimension {
  const known = new Map<string, KeyAnswer>();
  const natures = new Map<string, KeyNature>();
  const findNature = (dimension: string): KeyNature => {
    let nature = natures.get(dimension);
    if (nature === undefined) natures.set(dimension, (nature = readNature(dimension.slice('key:'.length), isSingle)));
    return nature;
  };
  return (dimension, signed) => {
    budget.steps -= signed.length * LITERAL;
    const key = `${dimension} ${toKey(signed)}`;
    let answer = known.get(key);
    if (answer === undefined) {
      budget.steps -= signed.reduce((sum, { literal }) => sum + weigh(literal), QUESTION);
      answer = isSpent(budget) ? { kind: 'unknown' } : solveOne(dimension, signed, findNature, budget);
      known.set(key, answer);
    }
    return answer;
  };
}

const TRUTH: readonly string[] = ['true', 'false'];

/**
 * AWS's own Boolean keys have no third value; tags and names may be any text, whatever a condition compares them with.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
function readNature(key: string, isSingle: (key: string) => boolean): KeyNature {
  const type = findConditionKey(key)?.type;
  const isTruth = key.startsWith('aws:') && type === 'boolean';
  return { isSingle: isSingle(key), isAnyText: type === 'string', ...(isTruth ? { domain: TRUTH } : {}) };
}

/** How many patterns or values a literal is held against. */
function weigh(literal: Signed['literal']): number {
  if (literal.kind === 'text') return literal.patterns.length;
  if (literal.kind !== 'condition' || literal.fit.kind === 'open') return 1;
  return literal.fit.kind === 'text' ? literal.fit.patterns.length : literal.fit.wanted.length;
}

function solveOne(
  dimension: string,
  signed: readonly Signed[],
  findNature: (dimension: string) => KeyNature,
  budget: Budget,
): KeyAnswer {
  // Also of what is not read any further.
  const numbers = new Set(signed.map(toNumber));
  if (signed.some((one) => numbers.has(-toNumber(one)))) return { kind: 'none' };
  if (dimension === 'resource') return toAnswer(findText(toTextQuestion(signed), budget));
  if (dimension === 'principal') return findPlace(signed, budget);
  return solveKey(signed, findNature(dimension), budget);
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

/** So many principals are tried where every one may be the caller. */
const MAX_PLACES = 1_000;

/** The first principal that is in all sets that it must be in, as its place. */
function findPlace(signed: readonly Signed[], budget: Budget): KeyAnswer {
  const sets = signed.flatMap(({ literal, holds }) =>
    literal.kind === 'principal' ? [{ places: literal.places, holds }] : [],
  );
  const start = sets.find(({ holds }) => holds)?.places;
  const all = start ?? new Set(Array.from({ length: MAX_PLACES }, (_, place) => place));
  for (const place of all) {
    if ((budget.steps -= sets.length) < 0) return { kind: 'unknown' };
    if (sets.every(({ places, holds }) => places.has(place) === holds)) {
      return { kind: 'found', values: [String(place)] };
    }
  }
  // Where no set limits the places, there may be more of them.
  return start === undefined && sets.length > 0 ? { kind: 'unknown' } : { kind: 'none' };
}
