import type { FunctionIr } from '../ir.ts';
import type { Abstract, Arguments, FunctionValue } from './abstract.ts';
import { NO_ARGUMENTS, toUnknown } from './abstract.ts';
import { conditionally } from './branches.ts';
import type { Engine, Site } from './engine.ts';
import type { Recorder } from './recorder.ts';

/** Functions that were handed to a call, as they are or in an object, by their definition. */
export type HandedFunctions = Map<FunctionIr, Handed>;

interface Handed {
  readonly fn: FunctionValue;
  readonly site: Site;
  /** Handed over while the modules loaded. */
  readonly isLoading: boolean;
}

const MOST_HANDED = 5_000;
const MOST_CALLED = 200;
const MOST_ROUNDS = 3;

const GIVEN: Arguments = { ...NO_ARGUMENTS, rest: toUnknown('given by whoever calls it') };

/** Notes what a call is handed; `isLiteral` for an object that is written in the call itself. */
export function noteHanded(engine: Engine, value: Abstract, isLiteral: boolean, site: Site): void {
  if (value.k === 'function' && engine.handed.size < MOST_HANDED)
    engine.handed.set(value.ir, { fn: value, site, isLoading: engine.isLoading });
  else if (value.k === 'object' && isLiteral)
    for (const field of value.fields.values()) noteHanded(engine, field, false, site);
}

/**
 * Calls the functions that were handed over while the handler ran and that nothing called in the end. A function is handed
 * over to be called: where the analysis lost it on the way, what it calls must not be missing.
 */
export function runHanded(engine: Engine, wasCalled: (ir: object) => boolean): void {
  let left = MOST_CALLED;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const lost = findLost(engine, wasCalled, false).slice(0, left);
    if (lost.length === 0) return;
    left -= lost.length;
    for (const handed of lost) run(engine, handed);
  }
}

/**
 * Where nothing was seen to call AWS: tells of functions that were handed over while the modules loaded, that nothing called,
 * and that do. They may belong to another handler of the same file, so what they call is not counted.
 */
export function reportHanded(engine: Engine, recorder: Recorder, wasCalled: (ir: object) => boolean): void {
  if (recorder.calls.length > 0) return;
  for (const handed of findLost(engine, wasCalled, true).slice(0, MOST_CALLED)) {
    const known = recorder.found.length;
    run(engine, handed);
    const [first] = recorder.calls;
    if (first === undefined) continue;
    recorder.calls.length = 0;
    recorder.found.length = known;
    engine.unresolved(
      `a function that calls \`${first.service}:${first.operation}\``,
      'it is handed on, and nothing was seen to call it',
      handed.site,
    );
  }
}

const findLost = (engine: Engine, wasCalled: (ir: object) => boolean, isLoading: boolean): readonly Handed[] =>
  [...engine.handed.values()].filter((h) => h.isLoading === isLoading && !wasCalled(h.fn.ir));

function run(engine: Engine, { fn, site }: Handed): void {
  if (engine.step()) conditionally(engine, () => engine.call(fn, GIVEN, site));
}
