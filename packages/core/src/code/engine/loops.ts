import type { Statement } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import { toUnknown } from './abstract.ts';
import { attempt, conditionally } from './branches.ts';
import type { Changed } from './branches.ts';
import type { Completion, Engine, Frame } from './engine.ts';
import { findKeys } from './keys.ts';
import { bind } from './patterns.ts';
import { createScope } from './scope.ts';
import { closeSpan } from './close-span.ts';
import { openSpan } from './spans.ts';
import { decide } from './truth.ts';
import { widen } from './widen.ts';

type Loop = Extract<Statement, { kind: 'loop' }>;

/** A body whose state still changes after this many turns is run once more on what it may become, and then left. */
const MOST_TURNS = 4;

export function executeLoop(engine: Engine, s: Loop, outer: Frame): Completion {
  const frame = inBlock(outer);
  const span = openSpan(engine, 'loop');
  engine.execute(s.init, frame);
  const first = s.each !== null ? undefined : s.test === null ? true : decide(engine, s.test, frame);
  const isEndless = first === true;
  if (first === false && s.testsLast !== true) {
    const end = engine.execute(s.otherwise, frame);
    closeSpan(engine, span);
    return end;
  }
  const completion =
    s.each === null ? repeat(engine, () => runTurn(engine, s, frame, null)) : runEach(engine, s, frame);
  if (s.otherwise.length > 0) conditionally(engine, () => engine.execute(s.otherwise, frame));
  closeSpan(engine, span);
  const isLast = completion === 'return' || completion === 'throw';
  return isEndless && isLast && !hasBreak(s.body) ? completion : 'normal';
}

const inBlock = (frame: Frame): Frame => ({ ...frame, scope: createScope(frame.scope, 'block') });

function runTurn(engine: Engine, s: Loop, loop: Frame, item: Abstract | null): Completion {
  const frame = inBlock(loop);
  if (s.each !== null && item !== null) bind(engine, s.each.target, item, frame, s.each.declare ?? 'assign');
  const end = engine.execute(s.body, frame);
  if (s.update !== null) engine.evaluate(s.update, frame);
  if (s.test !== null) engine.evaluate(s.test, frame);
  return end;
}

/** Items that are known one by one are gone through once, in their order; one that stands for many is repeated. */
function runEach(engine: Engine, s: Loop, loop: Frame): Completion {
  if (s.each === null) return 'normal';
  const value = engine.evaluate(s.each.iterable, loop);
  const site = { module: loop.module, at: s.at };
  const keys = s.each.over === 'keys' ? findKeys(value) : null;
  const items = keys?.keys ?? engine.itemsOf(value, site);
  const isKnown =
    keys === null ? value.k === 'list' && !value.open && items.length === value.items.length : !keys.isOpen;
  const runAll = (): Completion => {
    let completion: Completion = 'normal';
    for (const item of items) completion = attempt(engine, () => runTurn(engine, s, loop, item), goesOn).result;
    return completion;
  };
  return isKnown || items.length === 0 ? runAll() : repeat(engine, runAll);
}

const goesOn = (end: Completion): boolean => end !== 'return' && end !== 'throw';

/** Runs what may happen any number of times, until nothing that it may read changes any more. */
export function repeat(engine: Engine, turn: () => Completion): Completion {
  for (let i = 0; ; i += 1) {
    const writes = engine.writes;
    const { result, changed } = attempt(engine, turn, goesOn);
    if (changed.length === 0 && engine.writes === writes) return result;
    if (i + 1 >= MOST_TURNS) return result;
    for (const one of changed) generalise(engine, one, i);
  }
}

/** A counter has any value at once; other data when it still changes at the end. */
function generalise(engine: Engine, { place, before, after }: Changed, turn: number): void {
  if (isNumber(before) && isNumber(after)) place.write(toUnknown('a number'));
  else if (turn + 2 >= MOST_TURNS && before !== undefined) place.write(widen(engine, after, before));
}

function isNumber(value: Abstract | undefined): boolean {
  if (value?.k === 'union') return value.values.length > 0 && value.values.every(isNumber);
  return value?.k === 'const' && typeof value.value === 'number';
}

const breaks = new WeakMap<readonly Statement[], boolean>();

/** Whether a `break` stands anywhere in these statements, functions apart. */
export function hasBreak(body: readonly Statement[]): boolean {
  const known = breaks.get(body);
  if (known !== undefined) return known;
  const open: Statement[] = [...body];
  let found = false;
  for (let s = open.pop(); s !== undefined && !found; s = open.pop()) {
    found = s.kind === 'jump' && s.jump === 'break';
    open.push(...findInner(s));
  }
  breaks.set(body, found);
  return found;
}

function findInner(s: Statement): readonly Statement[] {
  switch (s.kind) {
    case 'if':
      return [...s.then, ...s.else];
    case 'loop':
      return [...s.body, ...s.otherwise];
    case 'try':
      return [...s.body, ...s.handlers.flatMap((h) => h.body), ...s.otherwise, ...s.finalizer];
    case 'switch':
      return s.cases.flatMap((c) => c.body);
    case 'block':
      return s.body;
    default:
      return [];
  }
}
