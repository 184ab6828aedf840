import { isSpent, type Budget } from './budget.ts';
import { negateSigned, toNumber, type Signed } from './literal.ts';
import type { Case } from './compile.ts';
import type { KeyAnswer } from './solve-key.ts';

/** What must hold, and cases none of which may hold as a whole. */
export interface Problem {
  readonly facts: readonly Signed[];
  readonly clauses: readonly Case[];
}

/** Decides one dimension alone. */
export type SolveDimension = (dimension: string, signed: readonly Signed[]) => KeyAnswer;

/** A request by its dimensions. */
export type Leaf = ReadonlyMap<string, readonly Signed[]>;

type State = Map<string, readonly Signed[]>;
type Verdict = KeyAnswer['kind'];

/**
 * Searches for a request in which the facts hold and every clause fails: a clause fails when one of its literals does, and
 * dimensions do not depend on each other. `accept` looks at what is found, and lets the search go on by `false`.
 * Answers `none` when there is nothing, `unknown` when something was refused or could not be decided.
 */
export function solve({ facts, clauses }: Problem, context: Context): Verdict {
  if (context.isGivenUp()) return 'unknown';
  const state = assign(new Map(), facts, context.solveDimension);
  return state === undefined ? 'none' : search(state, clauses, context);
}

interface Context {
  readonly solveDimension: SolveDimension;
  readonly budget: Budget;
  /** True when too much was done already. */
  readonly isGivenUp: () => boolean;
  readonly accept: (leaf: Leaf) => boolean;
}

/** What a look at a literal costs, besides those that it is held against. */
const LITERAL = 5;

function search(start: State, open: readonly Case[], context: Context): Verdict {
  context.budget.steps -= 10 + open.length;
  if (context.isGivenUp()) return 'unknown';
  const reduced = reduce(start, open, context);
  if (reduced === undefined) return 'none';
  const { state, clauses } = reduced;
  const [shortest] = clauses.toSorted((a, b) => a.length - b.length);
  if (shortest === undefined) return finish(state, context);
  const others = clauses.filter((clause) => clause !== shortest);
  let verdict: Verdict = 'none';
  for (const option of shortest) {
    const next = assign(state, [negateSigned(option)], context.solveDimension);
    if (next === undefined) continue;
    const found = search(next, others, context);
    if (found === 'found') return found;
    if (found === 'unknown') verdict = 'unknown';
    if (context.isGivenUp()) return 'unknown';
  }
  return verdict;
}

function finish(state: State, { solveDimension, accept }: Context): Verdict {
  const isKnown = [...state].every(([dimension, signed]) => solveDimension(dimension, signed).kind === 'found');
  return isKnown && accept(state) ? 'found' : 'unknown';
}

/** Drops clauses that fail and literals that must hold, until nothing changes. */
function reduce(
  start: State,
  open: readonly Case[],
  { solveDimension, budget }: Context,
): { readonly state: State; readonly clauses: readonly Case[] } | undefined {
  let state: State | undefined = start;
  let clauses = open;
  for (;;) {
    const kept: Case[] = [];
    const forced: Signed[] = [];
    for (const clause of clauses) {
      if (isSpent(budget)) return { state, clauses };
      const options = findOptions(state, clause, { solveDimension, budget });
      if (options === 'fails') continue;
      if (options.length === 0) return undefined;
      if (options.length === 1) forced.push(negateSigned(options[0] as Signed));
      else kept.push(options);
    }
    if (forced.length === 0) return { state, clauses: kept };
    state = assign(state, forced, solveDimension);
    if (state === undefined) return undefined;
    clauses = kept;
  }
}

/** The literals of a clause that may fail; `fails` when one of them does anyway. */
function findOptions(
  state: State,
  clause: Case,
  { solveDimension, budget }: Pick<Context, 'solveDimension' | 'budget'>,
): Case | 'fails' {
  const options: Signed[] = [];
  for (const signed of clause) {
    const { dimension } = signed.literal;
    const held = state.get(dimension) ?? [];
    budget.steps -= LITERAL + held.length;
    const number = toNumber(signed);
    if (held.some((other) => toNumber(other) === -number)) return 'fails';
    if (held.some((other) => toNumber(other) === number)) continue;
    if (solveDimension(dimension, [...held, signed]).kind === 'none') return 'fails';
    if (solveDimension(dimension, [...held, negateSigned(signed)]).kind !== 'none') options.push(signed);
  }
  return options;
}

/** The state with more literals in it; `undefined` when a dimension has no way left. */
function assign(state: State, added: readonly Signed[], solveDimension: SolveDimension): State | undefined {
  const next = new Map(state);
  const byDimension = new Map<string, Signed[]>();
  for (const signed of added) {
    const group = byDimension.get(signed.literal.dimension);
    if (group === undefined) byDimension.set(signed.literal.dimension, [signed]);
    else group.push(signed);
  }
  for (const [dimension, group] of byDimension) {
    const held = new Map([...(state.get(dimension) ?? []), ...group].map((signed) => [toNumber(signed), signed]));
    next.set(dimension, [...held.values()]);
    if (solveDimension(dimension, next.get(dimension) ?? []).kind === 'none') return undefined;
  }
  return next;
}
