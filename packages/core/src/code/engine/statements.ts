import type { Statement } from '../ir.ts';
import { UNDEFINED, toUnknown } from './abstract.ts';
import { createClass } from './classes.ts';
import type { Completion, Engine, Frame } from './engine.ts';
import { createFunctionValue } from './function-values.ts';
import { exportFrom, exportValue, importBindings } from './module-statements.ts';
import { executeLoop, hasBreak } from './loops.ts';
import { bind } from './patterns.ts';
import { createScope, declare, findHoistScope } from './scope.ts';
import { fork, writePlace } from './branches.ts';
import { closeSpan } from './close-span.ts';
import { leaveSpan, openSpan } from './spans.ts';
import { decide } from './truth.ts';
import { foldBinary } from './fold.ts';
import { findTruth } from './truth.ts';
import { unite } from './union.ts';

/** Runs statements in order; answers how they end when every path ends the same way. */
export function execute(engine: Engine, statements: readonly Statement[], frame: Frame): Completion {
  hoistFunctions(engine, statements, frame);
  for (const statement of statements) {
    if (!engine.step()) return 'return';
    const completion = executeOne(engine, statement, frame);
    if (completion !== 'normal') return completion;
  }
  return 'normal';
}

function hoistFunctions(engine: Engine, statements: readonly Statement[], frame: Frame): void {
  if (engine.languageOf(frame.module) === 'python') return;
  for (const s of statements) if (s.kind === 'function') defineFunction(engine, s, frame);
}

function defineFunction(engine: Engine, s: Extract<Statement, { kind: 'function' }>, frame: Frame): void {
  const value = createFunctionValue(engine, s.fn, frame);
  const name = s.fn.name ?? 'default';
  if (engine.languageOf(frame.module) === 'python')
    bind(engine, { kind: 'name', at: s.at, name }, value, frame, 'assign');
  else {
    declare(frame.scope, name, value, engine.depth);
    // Sloppy-mode functions in blocks are visible in the whole function.
    const outer = findHoistScope(frame.scope);
    if (outer !== frame.scope) declare(outer, name, value, engine.depth);
  }
}

function executeOne(engine: Engine, s: Statement, frame: Frame): Completion {
  switch (s.kind) {
    case 'expression':
      engine.evaluate(s.value, frame);
      return 'normal';
    case 'declare':
      return executeDeclare(engine, s, frame);
    case 'function':
      if (engine.languageOf(frame.module) === 'python') defineFunction(engine, s, frame);
      return 'normal';
    case 'class': {
      const value = createClass(engine, s.cls, frame);
      if (s.cls.name !== null)
        bind(
          engine,
          { kind: 'name', at: s.at, name: s.cls.name },
          value,
          frame,
          engine.languageOf(frame.module) === 'python' ? 'assign' : 'constant',
        );
      return 'normal';
    }
    case 'return': {
      const value = s.value === null ? UNDEFINED : engine.evaluate(s.value, frame);
      frame.out.returned = frame.out.returned === null ? value : unite(frame.out.returned, value);
      leaveSpan(engine, 'return');
      return 'return';
    }
    case 'throw':
      if (s.value !== null) engine.evaluate(s.value, frame);
      leaveSpan(engine, 'throw');
      return 'throw';
    case 'if':
      return executeIf(engine, s, frame);
    case 'loop':
      return executeLoop(engine, s, frame);
    case 'try':
      return executeTry(engine, s, frame);
    case 'switch':
      return executeSwitch(engine, s, frame);
    case 'block':
      return execute(engine, s.body, inBlock(frame));
    case 'jump':
      leaveSpan(engine, s.jump);
      return s.jump;
    case 'import':
      importBindings(engine, s, frame);
      return 'normal';
    case 'export':
      exportValue(engine, s, frame);
      return 'normal';
    case 'export-from':
      exportFrom(engine, s, frame);
      return 'normal';
  }
}

const inBlock = (frame: Frame): Frame => ({ ...frame, scope: createScope(frame.scope, 'block') });

function executeDeclare(engine: Engine, s: Extract<Statement, { kind: 'declare' }>, frame: Frame): Completion {
  // `var x;` keeps what is there; a later `let x;` in a loop starts anew.
  if (s.value === null && s.scope === 'function') return 'normal';
  const value = s.value === null ? UNDEFINED : engine.evaluate(s.value, frame);
  bind(engine, s.target, value, frame, s.scope === 'block' ? 'block' : 'function');
  return 'normal';
}

function executeIf(engine: Engine, s: Extract<Statement, { kind: 'if' }>, frame: Frame): Completion {
  const truth = decide(engine, s.test, frame);
  if (truth === true) return execute(engine, s.then, inBlock(frame));
  if (truth === false) return execute(engine, s.else, inBlock(frame));
  const branches = [s.then, s.else].map((body) => () => execute(engine, body, inBlock(frame)));
  return fork(engine, branches, goesOn).reduce(meet);
}

/** What a branch leaves behind is seen unless it returns or throws. */
const goesOn = (end: Completion): boolean => end !== 'return' && end !== 'throw';

/** Two branches end alike only when neither goes on. */
function meet(a: Completion, b: Completion): Completion {
  if (a === 'normal' || b === 'normal') return 'normal';
  if (a === b) return a;
  return a === 'throw' ? b : b === 'throw' ? a : a === 'return' ? b : a;
}

/** A handler starts with whatever the body may have left behind when it failed, anywhere on its way. */
function executeTry(engine: Engine, s: Extract<Statement, { kind: 'try' }>, frame: Frame): Completion {
  const span = openSpan(engine, 'try');
  const end = execute(engine, s.body, inBlock(frame));
  closeSpan(engine, span);
  const finish = (): Completion =>
    end === 'normal' && s.otherwise.length > 0 ? execute(engine, s.otherwise, inBlock(frame)) : end;
  const handlers = s.handlers.map((handler) => (): Completion => {
    for (const { place, before, seen } of span.written.values())
      writePlace(engine, place, unite(...(before === undefined ? [] : [before]), ...seen));
    const inner = inBlock(frame);
    if (handler.parameter !== null) bind(engine, handler.parameter, toUnknown('a caught error'), inner, 'block');
    return execute(engine, handler.body, inner);
  });
  const completion = handlers.length === 0 ? finish() : fork(engine, [finish, ...handlers], goesOn).reduce(meet);
  const last = execute(engine, s.finalizer, inBlock(frame));
  return last === 'normal' ? completion : last;
}

function executeSwitch(engine: Engine, s: Extract<Statement, { kind: 'switch' }>, frame: Frame): Completion {
  const span = openSpan(engine, 'switch');
  const end = executeCases(engine, s, frame);
  closeSpan(engine, span);
  // Another path may have left it by a `break` further in.
  return end !== 'normal' && s.cases.some((c) => hasInnerBreak(c.body)) ? 'normal' : end;
}

/** A `break` that is not the last word of a case. */
const hasInnerBreak = (body: readonly Statement[]): boolean => hasBreak(body.filter((s) => s.kind !== 'jump'));

function executeCases(engine: Engine, s: Extract<Statement, { kind: 'switch' }>, frame: Frame): Completion {
  const subject = engine.evaluate(s.subject, frame);
  const inner = inBlock(frame);
  // A body without `break` falls into the next ones.
  const bodies = s.cases.map((_, i) => s.cases.slice(i).flatMap((rest) => rest.body));
  const toEnd = (end: Completion): Completion => (end === 'break' ? 'normal' : end);
  const matches = s.cases.map((c) =>
    c.test === null ? undefined : findTruth(foldBinary('===', subject, engine.evaluate(c.test, inner))),
  );
  const sure = matches.indexOf(true);
  const isOnlySure = sure !== -1 && matches.slice(0, sure).every((m, i) => m === false || s.cases[i]?.test === null);
  if (isOnlySure) return toEnd(execute(engine, bodies[sure] ?? [], inner));
  const possible = bodies.filter((_, i) => matches[i] !== false);
  const isExhaustive = s.cases.some((c) => c.test === null);
  const branches = [...possible, ...(isExhaustive ? [] : [[]])].map(
    (body) => () => toEnd(execute(engine, body, inner)),
  );
  return branches.length === 0 ? 'normal' : fork(engine, branches, goesOn).reduce(meet);
}
