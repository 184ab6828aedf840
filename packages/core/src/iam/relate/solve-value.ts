import { isSpent, type Budget } from './budget.ts';
import type { Fit } from './literal.ts';
import { findText } from './text/find-text.ts';
import type { TextAnswer } from './text/search-text.ts';
import { takesText } from './text/automaton.ts';
import { listCandidates } from './typed/list-candidates.ts';

/** A value must fit, or must not. */
export interface ValueTest {
  readonly fit: Fit;
  readonly isIn: boolean;
}

/** Of the values that a key may have, what its kind alone tells. */
export interface ValueNature {
  /** All of them, where they are known. */
  readonly domain?: readonly string[];
  /** Any text is one, also where operators compare it with numbers, dates, addresses or Booleans: a tag. */
  readonly isAnyText?: boolean;
}

/** A text that is neither a number nor a date, an address or a Boolean. */
const UNTYPED = 'example';

/** What it takes to compare two numbers, dates or addresses. */
const COMPARISON = 4;

/** One value that passes every test. */
export function solveValue(tests: readonly ValueTest[], budget: Budget, nature: ValueNature): TextAnswer {
  const texts = tests.filter(({ fit }) => fit.kind === 'text');
  const typed = tests.filter(({ fit }) => fit.kind === 'typed');
  const isOpen = texts.length + typed.length < tests.length;
  const { domain, isAnyText = false } = nature;
  const isListed = domain !== undefined && !texts.some(hasSymbol);
  const answer = isListed ? findIn(domain, [...texts, ...typed], budget) : solveClosed(texts, typed, isAnyText, budget);
  return (isOpen && answer.kind === 'found') || isSpent(budget) ? { kind: 'unknown' } : answer;
}

const hasSymbol = ({ fit }: ValueTest): boolean => fit.kind === 'text' && fit.patterns.some((one) => one.hasSymbol);

function findIn(domain: readonly string[], tests: readonly ValueTest[], budget: Budget): TextAnswer {
  const text = domain.find((value) => tests.every((test) => passes(test, value, budget)));
  return text === undefined ? { kind: 'none' } : { kind: 'found', text };
}

function solveClosed(
  texts: readonly ValueTest[],
  typed: readonly ValueTest[],
  isAnyText: boolean,
  budget: Budget,
): TextAnswer {
  if (typed.length === 0) return solveText(texts, budget);
  const candidates = [...listCandidates(typed.map(({ fit }) => fit)), ...(isAnyText ? [UNTYPED] : [])];
  const wanted = typed.reduce((sum, { fit }) => sum + (fit.kind === 'typed' ? fit.wanted.length : 0), 0);
  budget.steps -= candidates.length * wanted * COMPARISON;
  if (isSpent(budget)) return { kind: 'unknown' };
  const found = candidates.find((text) => typed.every((test) => passes(test, text, budget)));
  // INVARIANT: of values of the operators' type, and of all texts where the key may be any, the candidates hold one of each kind.
  if (texts.length === 0) return found === undefined ? { kind: 'none' } : { kind: 'found', text: found };
  return solveMixed(texts, typed, candidates, budget);
}

/** Texts and typed values on one key: what is not found among the likely values is not known, unless either alone tells. */
function solveMixed(
  texts: readonly ValueTest[],
  typed: readonly ValueTest[],
  candidates: readonly string[],
  budget: Budget,
): TextAnswer {
  const text = solveText(texts, budget);
  if (text.kind === 'none') return text;
  const literals = texts.filter(({ isIn }) => isIn).flatMap(({ fit }) => listLiterals(fit));
  const likely = [...candidates, ...literals, ...(text.kind === 'found' ? [text.text] : [])];
  const all = [...texts, ...typed];
  const found = likely.find((value) => all.every((test) => passes(test, value, budget)));
  if (found !== undefined) return { kind: 'found', text: found };
  const isFinite = texts.some(
    ({ fit, isIn }) => isIn && fit.kind === 'text' && listLiterals(fit).length === fit.patterns.length,
  );
  const isTyped = typed.some(({ isIn }) => isIn);
  const isPossible = candidates.some((value) => typed.every((test) => passes(test, value, budget)));
  return isFinite || (isTyped && !isPossible) ? { kind: 'none' } : { kind: 'unknown' };
}

const listLiterals = (fit: Fit): readonly string[] =>
  fit.kind === 'text' ? fit.patterns.flatMap(({ literal }) => (literal === undefined ? [] : [literal])) : [];

function solveText(tests: readonly ValueTest[], budget: Budget): TextAnswer {
  const inside = tests.flatMap(({ fit, isIn }) => (isIn && fit.kind === 'text' ? [fit.patterns] : []));
  const outside = tests.flatMap(({ fit, isIn }) => (!isIn && fit.kind === 'text' ? fit.patterns : []));
  const answer = findText({ inside, outside }, budget);
  if (answer.kind === 'found') return answer;
  // The empty text is nobody's first thought, but a request may hold it.
  return tests.every((test) => passes(test, '', budget)) ? { kind: 'found', text: '' } : answer;
}

function passes({ fit, isIn }: ValueTest, value: string, budget: Budget): boolean {
  if (fit.kind === 'text') return fit.patterns.some((pattern) => takesText(pattern, value, 'narrow', budget)) === isIn;
  return fit.kind === 'typed' && fit.wanted.some((want) => fit.operator.fits(value, want)) === isIn;
}
