import { createBudget, type Budget } from '../budget.ts';
import { isSegment, isSymbol, type Pattern, type Token } from './pattern.ts';

/** A state of a pattern's automaton: the places in it that may be reached. Determinised only as far as it is asked. */
export interface State {
  readonly places: readonly number[];
  readonly accepts: boolean;
  /** Whatever follows is accepted. */
  readonly takesAll: boolean;
  /** Nothing that follows is accepted. */
  readonly isDead: boolean;
  /** The letters that lead elsewhere than any other letter would. */
  readonly letters: readonly string[];
}

export interface Automaton {
  readonly start: State;
  step(state: State, letter: string): State;
}

/**
 * How a pattern reads the letter of a symbol. `narrow`: by the same symbol or a star, which hold for every text of the
 * symbol; `wide`: by whatever some text of the symbol could be read; `apart`: the same, but for other symbols, which mean something
 * else.
 */
export type Reading = 'narrow' | 'wide' | 'apart';

/** What a new state of an automaton costs, besides its places; and what it takes to hold a token against a place. */
const STATE = 10;
const COVERING = 4;

/** The automaton of a pattern. */
export function toAutomaton(pattern: Pattern, reading: Reading, budget: Budget): Automaton {
  const states = new Map<string, State>();
  const steps = new Map<State, Map<string, State>>();
  const enter = (places: readonly number[]): State => {
    const key = places.join();
    let state = states.get(key);
    if (state === undefined) states.set(key, (state = toState(pattern, places)));
    return state;
  };
  return {
    start: enter(close(pattern.tokens, [0])),
    step: (state, letter) => {
      let known = steps.get(state);
      if (known === undefined) steps.set(state, (known = new Map()));
      let next = known.get(letter);
      if (next === undefined) budget.steps -= STATE + state.places.length;
      if (next === undefined) known.set(letter, (next = enter(move(pattern, state.places, letter, reading))));
      return next;
    },
  };
}

function move(pattern: Pattern, places: readonly number[], letter: string, reading: Reading): readonly number[] {
  const { tokens } = pattern;
  if (reading !== 'narrow' && isSymbol(letter)) return jump(tokens, places, letter, reading === 'apart');
  const folded = pattern.caseless ? letter.toLowerCase() : letter;
  const next: number[] = [];
  for (const place of places) {
    const token = tokens[place];
    if (token === undefined || !takes(token, folded)) continue;
    next.push(token.kind === 'any' ? place : place + 1);
  }
  return close(tokens, next);
}

/** The text of a symbol may be read by any tokens that follow; `isApart`: by no other symbol. No segment is read past its end. */
function jump(
  tokens: readonly Token[],
  places: readonly number[],
  letter: string,
  isApart: boolean,
): readonly number[] {
  const isShort = isSegment(letter);
  const reached = new Set<number>();
  for (const start of isApart || isShort ? places : places.slice(0, 1)) {
    for (let place = start; place <= tokens.length; place += 1) {
      reached.add(place);
      const token = tokens[place];
      if (isApart && token?.kind === 'symbol' && token.letter !== letter) break;
      if (isShort && token?.kind === 'letter' && (token.letter === ':' || token.letter === '/')) break;
    }
  }
  return close(tokens, [...reached]);
}

function takes(token: Token, letter: string): boolean {
  if (isSymbol(letter)) {
    if (token.kind === 'symbol') return token.letter === letter;
    return token.kind === 'any' && token.colon;
  }
  if (token.kind === 'letter') return token.letter === letter;
  return token.kind !== 'symbol' && (token.colon || letter !== ':');
}

/**
 * The places reached without a letter (past stars), without those that a later star makes superfluous: what they
 * would accept, it accepts too.
 */
function close(tokens: readonly Token[], places: readonly number[]): readonly number[] {
  const seen = new Set<number>();
  for (const start of places) {
    for (let place = start; !seen.has(place); place += 1) {
      seen.add(place);
      if (tokens[place]?.kind !== 'any') break;
    }
  }
  if (seen.size <= 1) return [...seen];
  const sorted = [...seen].sort((a, b) => a - b);
  const last = sorted.findLastIndex((place) => tokens[place]?.kind === 'any');
  if (last <= 0) return sorted;
  const star = sorted[last] as number;
  const isHeir = isStar(tokens[star]) || tokens.slice(sorted[0], star).every(takesNoColon);
  return isHeir ? sorted.slice(last) : sorted;
}

const takesNoColon = (token: Token): boolean =>
  token.kind === 'letter' ? token.letter !== ':' : token.kind !== 'symbol' && !token.colon;

const isStar = (token: Token | undefined): boolean => token?.kind === 'any' && token.colon;

function toState(pattern: Pattern, places: readonly number[]): State {
  const { tokens } = pattern;
  const letters = new Set<string>();
  for (const place of places) {
    const token = tokens[place];
    if (token === undefined) continue;
    if (token.kind === 'letter') {
      letters.add(token.letter);
      if (pattern.caseless) for (const twin of findTwins(token.letter)) letters.add(twin);
    } else if (token.kind === 'symbol') letters.add(token.letter);
    else if (!token.colon) letters.add(':');
  }
  return {
    places,
    accepts: places.includes(tokens.length),
    takesAll: places.some((place) => place === tokens.length - 1 && isStar(tokens[place])),
    isDead: places.length === 0,
    letters: [...letters],
  };
}

/** The other letters that a pattern without case takes for a letter in lower case. */
function findTwins(letter: string): readonly string[] {
  const upper = letter.toUpperCase();
  return upper !== letter && upper.toLowerCase() === letter && Array.from(upper).length === 1 ? [upper] : [];
}

/** Whether a pattern takes a text, which may hold symbols. What a spent budget says counts for nothing. */
export function takesText(
  pattern: Pattern,
  text: string,
  reading: Reading = 'narrow',
  budget: Budget = createBudget(),
): boolean {
  budget.steps -= 1;
  if (pattern.literal !== undefined && reading === 'narrow') return pattern.literal === text;
  let places = close(pattern.tokens, [0]);
  for (const letter of text) {
    if ((budget.steps -= places.length) < 0) return false;
    places = move(pattern, places, letter, reading);
    if (places.length === 0) return false;
  }
  return places.includes(pattern.tokens.length);
}

/**
 * True when `outer` surely takes whatever `inner` takes: `inner` is read as one text whose wildcards are letters that only
 * a wildcard takes.
 */
export function covers(outer: Pattern, inner: Pattern, budget: Budget = createBudget()): boolean {
  budget.steps -= 1;
  if (inner.literal !== undefined) return takesText(outer, inner.literal, 'narrow', budget);
  if (outer.literal !== undefined) return false;
  if (inner.caseless && !outer.caseless) return outer.tokens.length === 1 && isStar(outer.tokens[0]);
  let places = close(outer.tokens, [0]);
  for (const token of inner.tokens) {
    if ((budget.steps -= places.length * COVERING) < 0) return false;
    places = close(
      outer.tokens,
      places.flatMap((place) => follow(outer, place, token)),
    );
    if (places.length === 0) return false;
  }
  return places.includes(outer.tokens.length);
}

function follow(outer: Pattern, place: number, letter: Token): readonly number[] {
  const token = outer.tokens[place];
  if (token === undefined) return [];
  if (letter.kind === 'letter' || letter.kind === 'symbol') {
    if (!takes(token, outer.caseless ? letter.letter.toLowerCase() : letter.letter)) return [];
    return [token.kind === 'any' ? place : place + 1];
  }
  if ((token.kind !== 'any' && token.kind !== 'one') || (letter.colon && !token.colon)) return [];
  if (token.kind === 'any') return [place];
  return letter.kind === 'one' ? [place + 1] : [];
}
