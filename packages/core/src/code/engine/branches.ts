import type { Abstract } from './abstract.ts';
import { UNDEFINED } from './abstract.ts';
import type { Engine } from './engine.ts';
import { toShape } from './shape.ts';
import { noteWrite } from './spans.ts';
import { unite } from './union.ts';

/** Something that is written: a variable, a field. `undefined` is absent. */
export interface Place {
  /** Two with the same key are one place. */
  readonly key: unknown;
  /** Depth of conditional execution at which it was made. */
  readonly depth: number;
  readonly read: () => Abstract | undefined;
  readonly write: (value: Abstract | undefined) => void;
}

/** What stood in the places that a branch wrote, before it did. */
export type Journal = Map<unknown, { readonly place: Place; readonly before: Abstract | undefined }>;

/** Writes a place, remembering for the branch that runs what stood there. */
export function writePlace(engine: Engine, place: Place, value: Abstract): void {
  const before = place.read();
  const journal = engine.journals.at(-1);
  if (journal !== undefined && engine.depth > place.depth && !journal.has(place.key))
    journal.set(place.key, { place, before });
  if (before !== value) engine.version += 1;
  noteWrite(engine, place, before, value);
  place.write(value);
}

/** Runs something that may not happen: what it writes is joined afterwards to what was there. */
export function conditionally<T>(engine: Engine, run: () => T): T {
  const [result] = fork(engine, [run, () => undefined], () => true);
  return result as T;
}

/**
 * Runs branches of which one is taken. Each starts from the same state; afterwards a place holds what any branch that goes on
 * left in it. What a branch writes that returns or throws is not seen behind it.
 */
export function fork<T>(engine: Engine, branches: readonly (() => T)[], goesOn: (result: T) => boolean): T[] {
  const written = new Map<
    unknown,
    { readonly place: Place; readonly before: Abstract | undefined; readonly after: Abstract[] }
  >();
  let going = 0;
  const results = branches.map((branch) => {
    const journal: Journal = new Map();
    const result = runIn(engine, journal, branch);
    const isGoing = goesOn(result);
    if (isGoing) going += 1;
    for (const [key, { place, before }] of journal) {
      const entry = written.get(key) ?? { place, before, after: [] };
      written.set(key, entry);
      const after = place.read();
      if (isGoing && after !== undefined) entry.after.push(after);
      place.write(before);
    }
    return result;
  });
  for (const { place, before, after } of written.values()) {
    const keepsBefore = after.length < Math.max(going, 1);
    const values = keepsBefore ? [before ?? UNDEFINED, ...after] : after;
    if (after.length > 0) writePlace(engine, place, unite(...values));
  }
  return results;
}

/** A place whose value a branch changed: what stood there, and what may stand there now. */
export interface Changed {
  readonly place: Place;
  readonly before: Abstract | undefined;
  readonly after: Abstract;
}

/** Runs something that may not happen, and tells what it changed. */
export function attempt<T>(
  engine: Engine,
  run: () => T,
  goesOn: (result: T) => boolean,
): { result: T; changed: Changed[] } {
  const journal: Journal = new Map();
  const result = runIn(engine, journal, run);
  const isGoing = goesOn(result);
  const changed: Changed[] = [];
  for (const { place, before } of journal.values()) {
    const after = unite(before ?? UNDEFINED, place.read() ?? UNDEFINED);
    place.write(before);
    if (!isGoing) continue;
    if (before === undefined || toShape(after, false) !== toShape(before, false))
      changed.push({ place, before, after });
    writePlace(engine, place, after);
  }
  return { result, changed };
}

function runIn<T>(engine: Engine, journal: Journal, run: () => T): T {
  engine.depth += 1;
  engine.journals.push(journal);
  try {
    return run();
  } finally {
    engine.journals.pop();
    engine.depth -= 1;
  }
}
