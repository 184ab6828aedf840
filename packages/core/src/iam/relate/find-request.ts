import type { Statement } from '../policy/policy.ts';
import { isSpent, type Budget } from './budget.ts';
import { listClasses, type ActionClass } from './actions/list-classes.ts';
import { createCompiler, listVariables, type Case, type Compiler } from './compile.ts';
import { TooLarge } from './too-large.ts';
import { listChoices, type Choices } from './list-choices.ts';
import { toKey } from './literal.ts';
import { solve, type Leaf, type SolveDimension } from './solve.ts';
import { createSolver } from './solve-dimension.ts';

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
  readonly budget: Budget;
  /** Runs what was found again; `false` refuses it. */
  readonly accept: (found: Found) => boolean;
}

/** A request as it was found, dimension by dimension. Its texts may hold letters of symbols. */
export interface Found {
  /** The actions that it may be of, the most ordinary first. */
  readonly actions: ActionClass['actions'];
  readonly leaf: Leaf;
  readonly compiler: Compiler;
  readonly solveDimension: SolveDimension;
  /** Keys that are known to have one value. */
  readonly values: ReadonlyMap<string, string>;
  readonly budget: Budget;
}

/** So many requests that were refused are looked behind. */
const MAX_REFUSALS = 24;

export type Why = TooLarge['why'] | 'not certified' | 'too many states';

export type Outcome =
  | { readonly kind: 'found' }
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly why: Why };

/** Searches a request that fits one of the goals, over all actions. */
export function findRequest(question: Question): Outcome {
  try {
    return searchClasses(question);
  } catch (error) {
    if (error instanceof TooLarge) return { kind: 'unknown', why: error.why };
    throw error;
  }
}

function searchClasses(question: Question): Outcome {
  const { budget, goals, statements } = question;
  const engine = createEngine(question);
  const places = new Map(statements.map((statement, place) => [statement, place]));
  const classes = listClasses(statements, budget);
  const classesOf = groupByStatement(classes, statements.length);
  const asked = new Set<string>();
  const filter = createFilter(places, budget);
  let why: Why | undefined;
  for (const goal of goals) {
    const [first = -1, ...others] = goal.must.map((statement) => places.get(statement) ?? -1);
    for (const one of classesOf[first] ?? []) {
      budget.steps -= 1;
      if (isSpent(budget)) return { kind: 'unknown', why: why ?? 'too many steps' };
      if (!others.every((place) => one.statements.has(place))) continue;
      const mustNot = filter(goal.mustNot, one);
      const key = `${[first, ...others].join()} ${mustNot.key}`;
      if (asked.has(key)) continue;
      asked.add(key);
      const outcome = engine({ must: goal.must, mustNot: mustNot.statements }, one);
      if (outcome.kind === 'found') return outcome;
      if (outcome.kind === 'unknown') why ??= outcome.why;
    }
  }
  if (isSpent(budget)) why ??= 'too many steps';
  return why === undefined ? { kind: 'none' } : { kind: 'unknown', why };
}

/** By the place of a statement, the classes of actions that it is about. */
function groupByStatement(classes: readonly ActionClass[], count: number): readonly (readonly ActionClass[])[] {
  const groups = Array.from({ length: count }, (): ActionClass[] => []);
  for (const one of classes) for (const place of one.statements) groups[place]?.push(one);
  return groups;
}

interface Filtered {
  readonly statements: readonly Statement[];
  /** Equal keys, equal statements. */
  readonly key: number;
}

/** Of a list of statements, those that are about some actions; goals share their lists, so each is read once. */
function createFilter(
  places: ReadonlyMap<Statement, number>,
  budget: Budget,
): (statements: readonly Statement[], actions: ActionClass) => Filtered {
  const known = new Map<readonly Statement[], Map<ActionClass, Filtered>>();
  const equal = new Map<string, Filtered>();
  return (statements, actions) => {
    let byClass = known.get(statements);
    if (byClass === undefined) known.set(statements, (byClass = new Map()));
    let filtered = byClass.get(actions);
    if (filtered === undefined) {
      budget.steps -= statements.length;
      const about = statements.filter((statement) => actions.statements.has(places.get(statement) ?? -1));
      const spelled = about.map((statement) => places.get(statement)).join();
      filtered = equal.get(spelled) ?? { statements: about, key: equal.size };
      equal.set(spelled, filtered);
      byClass.set(actions, filtered);
    }
    return filtered;
  };
}

type Engine = (goal: Goal, actions: ActionClass) => Outcome;

function createEngine({ statements, placesOf, accept, budget }: Question): Engine {
  const compiler = createCompiler(placesOf, budget);
  const qualified = listQualified(statements);
  const solveDimension = createSolver((key) => !qualified.has(key), budget);
  const hasVariables = statements.some((statement) => listVariables(statement).length > 0);
  const listClauses = createClauseList(compiler);
  const attempt: Attempt = (goal, actions, values) => {
    const equalities = [...values].map(([key, value]) => compiler.toEquality(key, value));
    const { clauses, keys } = listClauses(goal.mustNot, values);
    // What a statement says that must not apply, as one of an earlier version often does, needs no search.
    const cases = combine(goal.must.map((statement) => compiler.toCases(statement, values)));
    const problems = cases.filter((facts) => !keys.has(toKey(facts)));
    let refusals = 0;
    const check = (leaf: Leaf): boolean => {
      if (accept({ actions, leaf, compiler, solveDimension, values, budget })) return true;
      refusals += 1;
      return false;
    };
    const isGivenUp = (): boolean => isSpent(budget) || refusals > MAX_REFUSALS;
    const verdicts = problems.map((facts) =>
      solve({ facts: [...facts, ...equalities], clauses }, { solveDimension, budget, isGivenUp, accept: check }),
    );
    if (verdicts.includes('found')) return { kind: 'found' };
    if (!verdicts.includes('unknown')) return { kind: 'none' };
    const why = refusals > 0 ? 'not certified' : isSpent(budget) ? 'too many steps' : 'too many states';
    return { kind: 'unknown', why };
  };
  return (goal, { actions }) => {
    try {
      const outcome = attempt(goal, actions, new Map());
      if (outcome.kind !== 'unknown' || !hasVariables) return outcome;
      return attemptValues(listChoices(goal, qualified, budget), (values) => attempt(goal, actions, values), outcome);
    } catch (error) {
      if (error instanceof TooLarge) return { kind: 'unknown', why: error.why };
      throw error;
    }
  };
}

type Attempt = (goal: Goal, actions: ActionClass['actions'], values: ReadonlyMap<string, string>) => Outcome;

interface Clauses {
  readonly clauses: readonly Case[];
  readonly keys: ReadonlySet<string>;
}

/** The cases of statements that may not apply; lists are shared by many goals. */
function createClauseList(
  compiler: Compiler,
): (statements: readonly Statement[], values: ReadonlyMap<string, string>) => Clauses {
  const known = new Map<readonly Statement[], Clauses>();
  const build = (statements: readonly Statement[], values: ReadonlyMap<string, string>): Clauses => {
    const clauses = statements.flatMap((statement) => compiler.toCases(statement, values));
    return { clauses, keys: new Set(clauses.map(toKey)) };
  };
  return (statements, values) => {
    if (values.size > 0) return build(statements, values);
    let clauses = known.get(statements);
    if (clauses === undefined) known.set(statements, (clauses = build(statements, values)));
    return clauses;
  };
}

/** What is not decided with variables as symbols may be so with what they are likely to stand for. */
function attemptValues(
  choices: Choices,
  attempt: (values: ReadonlyMap<string, string>) => Outcome,
  outcome: Outcome,
): Outcome {
  let isNone = choices.isExhaustive;
  for (const values of choices.values) {
    const found = attempt(values);
    if (found.kind === 'found') return found;
    isNone &&= found.kind === 'none';
  }
  return isNone ? { kind: 'none' } : outcome;
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
