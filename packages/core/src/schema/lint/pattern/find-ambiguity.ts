import { findComponents } from './find-components.ts';
import type { Automaton } from './to-automaton.ts';

/** How the time of a failing match grows with the length of the text: `degree` 1 is linear, 2 quadratic, infinite exponential. */
export type Growth = number;

/** Steps that a proof may take. */
const MAX_STEPS = 400_000;

export class TooHard extends Error {}

/**
 * The degree of ambiguity of an automaton (Weber and Seidl, "On the degree of ambiguity of finite automata", 1991). A
 * backtracking search that fails has tried every way, and their number grows exponentially where a state has two ways back to
 * itself by the same text, and as a polynomial where two loops can share a text between which one can cross.
 */
export function findGrowth(automaton: Automaton): Growth {
  const { follow, isSafe } = automaton;
  const next = follow.map((states, state) => (isSafe[state] ? [] : [...states.keys()].filter((s) => !isSafe[s])));
  const components = findComponents(next).filter(
    (states) => states.length > 1 || next[states[0] ?? 0]?.includes(states[0] ?? 0),
  );
  const budget = { left: MAX_STEPS };
  if (components.some((states) => isExponential(automaton, states, next, budget))) return Infinity;
  return findLongestChain(automaton, components, next, budget);
}

type Next = readonly (readonly number[])[];
interface Budget {
  left: number;
}

function spend(budget: Budget): void {
  if (--budget.left < 0) throw new TooHard();
}

/** Two ways from a state to itself by one text: a pair of states that differ, in a loop through a pair that does not. */
function isExponential({ takes, follow }: Automaton, states: readonly number[], next: Next, budget: Budget): boolean {
  const isInside = new Set(states);
  const inside = new Map(states.map((state) => [state, next[state]?.filter((s) => isInside.has(s)) ?? []]));
  for (const [state, successors] of inside) if (successors.some((s) => (follow[state]?.get(s) ?? 0) > 1)) return true;
  const index = new Map(states.map((state, i) => [state, i]));
  const toPair = (p: number, q: number): number => (index.get(p) ?? 0) * states.length + (index.get(q) ?? 0);
  const pairs = states.flatMap((p) =>
    states.map((q) => {
      const edges: number[] = [];
      for (const a of inside.get(p) ?? []) {
        for (const b of inside.get(q) ?? []) {
          spend(budget);
          if (((takes[a] ?? 0n) & (takes[b] ?? 0n)) !== 0n) edges.push(toPair(a, b));
        }
      }
      return edges;
    }),
  );
  const isDiagonal = (pair: number): boolean => pair % (states.length + 1) === 0;
  return findComponents(pairs).some((component) => component.some(isDiagonal) && !component.every(isDiagonal));
}

function findLongestChain(
  automaton: Automaton,
  components: readonly (readonly number[])[],
  next: Next,
  budget: Budget,
): number {
  const longest = new Map<readonly number[], number>();
  // `findComponents` gives the last ones first, so that what can be reached is known already.
  for (const [index, from] of components.entries()) {
    let length = 1;
    for (const to of components.slice(0, index)) {
      const chain = (longest.get(to) ?? 1) + 1;
      if (chain > length && isShared(automaton, from, to, next, budget)) length = chain;
    }
    longest.set(from, length);
  }
  return Math.max(1, ...longest.values());
}

/** Whether one text leads from a state of one loop to itself, from it to a state of the other, and from that to itself. */
function isShared(
  automaton: Automaton,
  from: readonly number[],
  to: readonly number[],
  next: Next,
  budget: Budget,
): boolean {
  const [isFrom, isTo] = [new Set(from), new Set(to)];
  return from.some((p) => to.some((q) => isCrossed(automaton, [p, q], [isFrom, isTo], next, budget)));
}

function isCrossed(
  { takes }: Automaton,
  [p, q]: readonly [number, number],
  [isFrom, isTo]: readonly [ReadonlySet<number>, ReadonlySet<number>],
  next: Next,
  budget: Budget,
): boolean {
  const size = next.length;
  const encode = (x: number, y: number, z: number): number => (x * size + y) * size + z;
  const goal = encode(p, q, q);
  const seen = new Set([encode(p, p, q)]);
  for (const triple of seen) {
    const [x, y, z] = [Math.floor(triple / size / size), Math.floor(triple / size) % size, triple % size];
    for (const a of next[x] ?? []) {
      if (!isFrom.has(a)) continue;
      for (const b of next[y] ?? []) {
        const both = (takes[a] ?? 0n) & (takes[b] ?? 0n);
        spend(budget);
        if (both === 0n) continue;
        for (const c of next[z] ?? []) {
          if (isTo.has(c) && (both & (takes[c] ?? 0n)) !== 0n) seen.add(encode(a, b, c));
        }
      }
    }
    if (seen.has(goal)) return true;
  }
  return false;
}
