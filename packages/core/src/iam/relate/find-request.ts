import type { Statement } from '../policy/policy.ts';
import { listClasses, type ActionClass } from './actions/list-classes.ts';
import { createCompiler, listVariables, TooManyVariables, type Case, type Compiler } from './compile.ts';
import { toNumber, type Signed } from './literal.ts';
import { solve, type Budget, type Leaf, type SolveDimension } from './solve.ts';
import { solveKey, type KeyAnswer } from './solve-key.ts';
import { findText } from './text/find-text.ts';
import type { Pattern } from './text/pattern.ts';

/** A request in which all of `must` apply and none of `mustNot`. */
export interface Goal {
  readonly must: readonly Statement[];
  readonly mustNot: readonly Statement[];
}

export interface Question {
  /** Every statement of the goals. */
  readonly statements: readonly Statement[];
  readonly goals: readonly Goal[];
  /** Which principals a statement is about, as places in a list; `undefined` where principals do not matter. */
  readonly placesOf: (statement: Statement) => ReadonlySet<number> | undefined;
  /** Runs what was found again; `false` refuses it. */
  readonly accept: (found: Found) => boolean;
}

/** A request as it was found, dimension by dimension. Its texts may hold letters of symbols. */
export interface Found {
  readonly action: string;
  readonly leaf: Leaf;
  readonly compiler: Compiler;
  readonly solveDimension: SolveDimension;
  /** Keys that are known to have one value. */
  readonly values: ReadonlyMap<string, string>;
}

/** Enough for the policies of AWS many times over; what takes more is answered `unknown`. */
const MAX_STEPS = 150_000;
/** So many requests that were refused are looked behind. */
const MAX_REFUSALS = 24;

export type Why = 'too many steps' | 'too many variables' | 'not certified' | 'too many states';

export type Outcome =
  | { readonly kind: 'found' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: Why };

/** Searches a request that fits one of the goals, over all actions. */
export function findRequest(question: Question): Outcome {
  const engine = createEngine(question);
  const classes = listClasses(question.statements);
  const places = new Map(question.statements.map((statement, place) => [statement, place]));
  const asked = new Set<string>();
  let why: Why | undefined;
  for (const goal of question.goals) {
    for (const one of classes) {
      const isAbout = (statement: Statement): boolean => one.statements.has(places.get(statement) ?? -1);
      if (!goal.must.every(isAbout)) continue;
      const mustNot = goal.mustNot.filter(isAbout);
      const key = [...goal.must, undefined, ...mustNot].map((s) => (s === undefined ? '' : places.get(s))).join();
      if (asked.has(key)) continue;
      asked.add(key);
      const outcome = engine({ must: goal.must, mustNot }, one);
      if (outcome.kind === 'found') return outcome;
      if (outcome.kind === 'unknown') why ??= outcome.why;
    }
  }
  return why === undefined ? { kind: 'none' } : { kind: 'unknown', why };
}

type Engine = (goal: Goal, actions: ActionClass) => Outcome;

function createEngine({ statements, placesOf, accept }: Question): Engine {
  const compiler = createCompiler(placesOf);
  const qualified = listQualified(statements);
  const solveDimension = createSolver((key) => !qualified.has(key));
  const budget: Budget = { steps: MAX_STEPS };
  const variables = new Set(statements.flatMap(listVariables));
  let refusals = 0;
  const attempt = (goal: Goal, action: string, values: ReadonlyMap<string, string>): Outcome => {
    let isRefused = false;
    const verdicts = new Set<Outcome['kind']>();
    const equalities = [...values].map(([key, value]) => compiler.toEquality(key, value));
    const clauses = goal.mustNot.flatMap((statement) => compiler.toCases(statement, values));
    for (const facts of combine(goal.must.map((statement) => compiler.toCases(statement, values)))) {
      const verdict = solve({ facts: [...facts, ...equalities], clauses }, solveDimension, budget, (leaf) => {
        if (accept({ action, leaf, compiler, solveDimension, values })) return true;
        isRefused = true;
        refusals += 1;
        if (refusals > MAX_REFUSALS) budget.steps = 0;
        return false;
      });
      if (verdict === 'found') return { kind: 'found' };
      verdicts.add(verdict);
    }
    const why = isRefused ? 'not certified' : budget.steps < 0 ? 'too many steps' : 'too many states';
    return verdicts.has('unknown') ? { kind: 'unknown', why } : { kind: 'none' };
  };
  return (goal, { action }) => {
    try {
      const outcome = attempt(goal, action, new Map());
      return outcome.kind === 'unknown' && variables.size > 0 ? attemptValues(goal, action, outcome, attempt) : outcome;
    } catch (error) {
      if (error instanceof TooManyVariables) return { kind: 'unknown', why: 'too many variables' };
      throw error;
    }
  };
}

type Attempt = (goal: Goal, action: string, values: ReadonlyMap<string, string>) => Outcome;

/** What is not decided with variables as symbols may be so with what they are likely to stand for. */
function attemptValues(goal: Goal, action: string, outcome: Outcome, attempt: Attempt): Outcome {
  const choices = listChoices(goal);
  let isNone = choices.isExhaustive;
  for (const values of choices.values) {
    const found = attempt(goal, action, values);
    if (found.kind === 'found') return found;
    isNone &&= found.kind === 'none';
  }
  return isNone ? { kind: 'none' } : outcome;
}

interface Choices {
  readonly values: readonly ReadonlyMap<string, string>[];
  /** No other values come into question. */
  readonly isExhaustive: boolean;
}

const MAX_CHOICES = 24;
const LIKELY = ['example'];

/** Values for the variables of a goal: what its conditions hold against the same keys. */
function listChoices({ must, mustNot }: Goal): Choices {
  const statements = [...must, ...mustNot];
  let values: ReadonlyMap<string, string>[] = [new Map()];
  let isExhaustive = true;
  for (const key of new Set(statements.flatMap(listVariables))) {
    const pinned = findPinned(must, key);
    if (pinned === undefined) isExhaustive = false;
    const texts = pinned ?? [...new Set([...LIKELY, ...listLiterals(statements, key)])];
    values = texts.flatMap((text) => values.map((chosen) => new Map([...chosen, [key, text]])));
    if (values.length > MAX_CHOICES) isExhaustive = false;
    values = values.slice(0, MAX_CHOICES);
  }
  return { values, isExhaustive };
}

/** The only values that statements which must apply leave to a key. */
function findPinned(must: readonly Statement[], key: string): readonly string[] | undefined {
  for (const condition of must.flatMap(({ conditions }) => conditions)) {
    const isPinning = condition.key === key && !condition.ifExists && condition.qualifier === undefined;
    if (!isPinning || !['StringEquals', 'StringLike'].includes(condition.operator)) continue;
    const texts = condition.values.map((value) => (value.length === 1 ? value[0] : undefined));
    if (texts.every((text) => text?.kind === 'literal')) return texts.map((text) => text.text);
  }
  return undefined;
}

/** Literal texts that a key is compared with, and words of the resources and values that may stand in a variable's place. */
function listLiterals(statements: readonly Statement[], key: string): readonly string[] {
  const own = statements.flatMap(({ conditions }) => conditions.filter((condition) => condition.key === key));
  const texts = [
    ...own.flatMap(({ values }) => values),
    ...statements.flatMap(({ resources, conditions }) => [
      ...(resources?.patterns ?? []),
      ...conditions.flatMap(({ values }) => values),
    ]),
  ];
  const words = texts.flatMap((text) =>
    text.flatMap((part) => (part.kind === 'literal' ? part.text.split(/[:/]/) : [])),
  );
  const whole = own.flatMap(({ values }) =>
    values.flatMap((text) => (text.length === 1 && text[0]?.kind === 'literal' ? [text[0].text] : [])),
  );
  return [...whole, ...words.filter((word) => word !== '' && word !== 'arn' && word !== 'aws')];
}

/** One case of each statement, in every combination. */
function combine(cases: readonly (readonly Case[])[]): readonly Case[] {
  return cases.reduce<readonly Case[]>(
    (combined, next) => combined.flatMap((head) => next.map((tail) => [...head, ...tail])),
    [[]],
  );
}

/** Keys that some condition reads as a set: only these have several values. */
function listQualified(statements: readonly Statement[]): ReadonlySet<string> {
  const conditions = statements.flatMap((statement) => statement.conditions);
  return new Set(conditions.flatMap(({ key, qualifier }) => (qualifier === undefined ? [] : [key])));
}

function createSolver(isSingle: (key: string) => boolean): SolveDimension {
  const known = new Map<string, KeyAnswer>();
  return (dimension, signed) => {
    const key = `${dimension} ${signed
      .map(toNumber)
      .sort((a, b) => a - b)
      .join()}`;
    let answer = known.get(key);
    if (answer === undefined) known.set(key, (answer = solveOne(dimension, signed, isSingle)));
    return answer;
  };
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
