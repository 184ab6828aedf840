import { isSpent, type Budget } from '../budget.ts';
import { toAutomaton, type Automaton, type Reading, type State } from './automaton.ts';
import { isSymbol, type Pattern } from './pattern.ts';

export type TextAnswer =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'none' }
  /** More states than are looked at. */
  | { readonly kind: 'unknown' };

const MAX_STATES = 6_000;
/** Steps of single automata; many patterns make states dear. */
const MAX_STEPS = 400_000;
/** What a step of one automaton takes of the budget of the whole question. */
const RUNNER = 10;

/** Letters for places where any will do, the easiest to read first. */
const READABLE = Array.from('abcdefghijklmnopqrstuvwxyz0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ~^!+=@#,;');

interface Runner {
  readonly automaton: Automaton;
  /** The union that it belongs to; -1 for what the text must not be. */
  readonly union: number;
  readonly state: State;
}

interface Node {
  readonly runners: readonly Runner[];
  readonly parent: Node | undefined;
  readonly letter: string;
}

/**
 * The shortest text in every union and in none of `outside`, by breadth-first search through the product of the automata.
 * A letter that only an outer pattern asks for is never better than one that no pattern asks for, so few letters are tried.
 */
export function searchText(
  unions: readonly (readonly Pattern[])[],
  outside: readonly Pattern[],
  readings: readonly Reading[],
  budget: Budget,
): TextAnswer {
  const symbolic = readings.includes('wide') ? readings.indexOf('narrow') : -1;
  const begin = (pattern: Pattern, union: number): Runner => {
    const automaton = toAutomaton(pattern, readings[union] ?? 'narrow', budget);
    return { automaton, union, state: automaton.start };
  };
  const runners = [
    ...unions.flatMap((union, index) => union.map((pattern) => begin(pattern, index))),
    ...outside.map((pattern) => begin(pattern, -1)),
  ];
  const numbers = new Map<State, number>();
  const seen = new Set<string>();
  let steps = 0;
  let queue: Node[] = [{ runners, parent: undefined, letter: '' }];
  while (queue.length > 0) {
    const next: Node[] = [];
    for (const node of queue) {
      if (node.parent !== undefined && isEnd(node.runners, unions.length)) return { kind: 'found', text: spell(node) };
      for (const letter of findLetters(node.runners, symbolic)) {
        budget.steps -= node.runners.length * RUNNER;
        if (isSpent(budget) || (steps += node.runners.length) > MAX_STEPS) return { kind: 'unknown' };
        const moved = move(node.runners, letter, unions.length);
        if (moved === undefined) continue;
        const key = toKey(moved, numbers);
        if (seen.has(key)) continue;
        if (seen.size >= MAX_STATES) return { kind: 'unknown' };
        seen.add(key);
        next.push({ runners: moved, parent: node, letter });
      }
    }
    queue = next;
  }
  return { kind: 'none' };
}

const isEnd = (runners: readonly Runner[], unions: number): boolean =>
  runners.every(({ union, state }) => union !== -1 || !state.accepts) &&
  Array.from({ length: unions }, (_, index) => index).every((index) =>
    runners.some(({ union, state }) => union === index && state.accepts),
  );

function findLetters(runners: readonly Runner[], symbolic: number): readonly string[] {
  const asked = new Set<string>();
  const avoided = new Set<string>();
  for (const { union, state } of runners) {
    for (const letter of state.letters) {
      // Symbols come from one union only.
      if (isSymbol(letter) ? union >= 0 && (symbolic === -1 || union === symbolic) : union !== -1) asked.add(letter);
      avoided.add(letter);
    }
  }
  const other = READABLE.find((letter) => !avoided.has(letter) && letter !== ':') ?? findRareLetter(avoided);
  return [...asked, other, ':'];
}

function findRareLetter(avoided: ReadonlySet<string>): string {
  let code = 0x4e00;
  while (avoided.has(String.fromCodePoint(code))) code += 1;
  return String.fromCodePoint(code);
}

/** Where a letter leads; `undefined` when no text that goes on so can be right. */
function move(runners: readonly Runner[], letter: string, unions: number): readonly Runner[] | undefined {
  const moved: Runner[] = [];
  const alive = new Set<number>();
  for (const runner of runners) {
    if (runner.union === -1 && alive.size < unions) return undefined;
    const state = runner.automaton.step(runner.state, letter);
    if (state.isDead) continue;
    if (runner.union === -1 && state.takesAll) return undefined;
    alive.add(runner.union);
    moved.push(state === runner.state ? runner : { ...runner, state });
  }
  return Array.from({ length: unions }, (_, index) => index).every((index) => alive.has(index)) ? moved : undefined;
}

function toKey(runners: readonly Runner[], numbers: Map<State, number>): string {
  return runners
    .map(({ state }) => {
      let number = numbers.get(state);
      if (number === undefined) numbers.set(state, (number = numbers.size));
      return number;
    })
    .join();
}

function spell(node: Node): string {
  let text = '';
  for (let at: Node | undefined = node; at !== undefined; at = at.parent) text = at.letter + text;
  return text;
}
