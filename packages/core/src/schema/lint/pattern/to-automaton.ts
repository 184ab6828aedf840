import { anything, type CharSet } from './char-set.ts';
import type { Part } from './parse-pattern.ts';

/** An automaton whose states are the places of a pattern that take a character (Glushkov's construction). */
export interface Automaton {
  /** What each state takes, as a set of atoms: characters that no set tells apart share one. */
  readonly takes: readonly bigint[];
  /** State -> state -> number of ways, 2 for several. */
  readonly follow: readonly ReadonlyMap<number, number>[];
  /** From here on the pattern can only match: a search that comes here ends. */
  readonly isSafe: readonly boolean[];
}

interface Piece {
  /** In how many ways it takes nothing; `free` counts those on which nothing may fail. */
  readonly empty: number;
  readonly free: number;
  readonly first: ReadonlyMap<number, number>;
  readonly last: ReadonlyMap<number, number>;
  /** Last states after which nothing may fail. */
  readonly freeLast: ReadonlySet<number>;
}

const MANY = 2;
const nothing: Piece = { empty: 1, free: 1, first: new Map(), last: new Map(), freeLast: new Set() };

/** Repetitions up to this many times are written out, for they cannot grow with the input. */
const WRITTEN_OUT = 64;
const MAX_STATES = 400;

export class TooLarge extends Error {}

/** `isSearch` where a match may begin anywhere. Throws `TooLarge` for what has more states than anybody would write. */
export function toAutomaton(root: Part, isSearch: boolean): Automaton {
  try {
    return new Builder(WRITTEN_OUT).build(root, isSearch);
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error;
    return new Builder(2).build(root, isSearch);
  }
}

class Builder {
  readonly #sets: CharSet[] = [];
  readonly #follow: Map<number, number>[] = [];
  readonly #writtenOut: number;

  constructor(writtenOut: number) {
    this.#writtenOut = writtenOut;
  }

  build(root: Part, isSearch: boolean): Automaton {
    const before = isSearch ? this.#repeat({ kind: 'chars', set: anything }, 0, Infinity) : nothing;
    const piece = this.#join(before, this.#piece(root));
    const takes = toAtoms(this.#sets);
    return { takes, follow: this.#follow, isSafe: this.#findSafe(piece.freeLast) };
  }

  #piece(part: Part): Piece {
    switch (part.kind) {
      case 'chars':
        return this.#state(part.set);
      case 'sequence':
        return part.parts.reduce<Piece>((piece, next) => this.#join(piece, this.#piece(next)), nothing);
      case 'choice':
        return part.parts.map((each) => this.#piece(each)).reduce(either);
      case 'repeat':
        return this.#repeat(part.part, part.min, part.max);
      case 'start':
      case 'assert':
      case 'back':
        return { ...nothing, free: 0 };
    }
  }

  #state(set: CharSet): Piece {
    const state = this.#sets.push(set) - 1;
    if (state > MAX_STATES) throw new TooLarge();
    this.#follow.push(new Map());
    const only = new Map([[state, 1]]);
    return { empty: 0, free: 0, first: only, last: only, freeLast: new Set([state]) };
  }

  #join(a: Piece, b: Piece): Piece {
    this.#link(a.last, b.first);
    return {
      empty: cap(a.empty * b.empty),
      free: cap(a.free * b.free),
      first: add(a.first, scale(b.first, a.empty)),
      last: add(b.last, scale(a.last, b.empty)),
      freeLast: b.free > 0 ? new Set([...a.freeLast, ...b.freeLast]) : b.freeLast,
    };
  }

  #repeat(part: Part, min: number, max: number): Piece {
    if (max === 0) return nothing;
    const isLong = max !== Infinity && max > this.#writtenOut;
    const copies = Math.min(min, this.#writtenOut);
    let piece = nothing;
    for (let i = 0; i < copies; i++) piece = this.#join(piece, this.#piece(part));
    if (max === Infinity || isLong)
      return copies > 0 && !isLong ? this.#extend(piece, part, min) : this.#join(piece, this.#loop(part));
    let tail = nothing;
    for (let i = min; i < max; i++) tail = optional(this.#join(this.#piece(part), tail));
    return this.#join(piece, tail);
  }

  /** `x+` as one `x` that may come again, and not as `xx*`: fewer states, the same ways. */
  #extend(piece: Piece, part: Part, min: number): Piece {
    if (min !== 1) return this.#join(piece, this.#loop(part));
    this.#link(piece.last, piece.first);
    return piece;
  }

  #loop(part: Part): Piece {
    const piece = this.#piece(part);
    this.#link(piece.last, piece.first);
    return optional(piece);
  }

  #link(from: ReadonlyMap<number, number>, to: ReadonlyMap<number, number>): void {
    for (const [state, ways] of from) {
      const follow = this.#follow[state];
      for (const [next, more] of to) follow?.set(next, cap((follow.get(next) ?? 0) + ways * more));
    }
  }

  /** States from which every state that can be reached may end the match. */
  #findSafe(ends: ReadonlySet<number>): readonly boolean[] {
    const isSafe = this.#sets.map((_, state) => ends.has(state));
    for (let changed = true; changed;) {
      changed = false;
      for (const [state, follow] of this.#follow.entries()) {
        if (isSafe[state] && [...follow.keys()].some((next) => !isSafe[next])) [isSafe[state], changed] = [false, true];
      }
    }
    return isSafe;
  }
}

const cap = (ways: number): number => Math.min(ways, MANY);

/** An empty turn of a repetition does not count in ECMAScript, so that nothing is taken in one way only. */
const optional = (piece: Piece): Piece => ({ ...piece, empty: 1, free: 1 });

const scale = (states: ReadonlyMap<number, number>, ways: number): ReadonlyMap<number, number> =>
  ways === 0 ? new Map() : new Map([...states].map(([state, more]) => [state, cap(ways * more)]));

function add(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  const sum = new Map(a);
  for (const [state, ways] of b) sum.set(state, cap((sum.get(state) ?? 0) + ways));
  return sum;
}

const either = (a: Piece, b: Piece): Piece => ({
  empty: cap(a.empty + b.empty),
  free: cap(a.free + b.free),
  first: add(a.first, b.first),
  last: add(a.last, b.last),
  freeLast: new Set([...a.freeLast, ...b.freeLast]),
});

function toAtoms(sets: readonly CharSet[]): readonly bigint[] {
  const edges = new Set(sets.flatMap((set) => set.flatMap(([from, to]) => [from, to + 1])));
  const starts = [...edges].toSorted((a, b) => a - b);
  return sets.map((set) => {
    let atoms = 0n;
    for (const [index, start] of starts.entries()) {
      if (set.some(([from, to]) => from <= start && start <= to)) atoms |= 1n << BigInt(index);
    }
    return atoms;
  });
}
