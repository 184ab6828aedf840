import type { Expression } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import { loadModule } from './load-module.ts';
import { isRecursive, toAlternatives, toConst, toUnknown, UNDEFINED } from './abstract.ts';
import { createClass } from './classes.ts';
import { evaluateComprehension } from './comprehension.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { extendDict } from './dict-union.ts';
import { evaluateCall } from './call-expression.ts';
import { evaluateBinary, evaluateLogical, evaluateUnary } from './operators.ts';
import { concatenate, foldBinary } from './fold.ts';
import { findGlobal } from './globals.ts';
import { isAwaited } from './compiler-helpers.ts';
import { createFunctionExpression } from './function-values.ts';
import { bind } from './patterns.ts';
import { isReassigned } from './reassigned.ts';
import { findCell } from './scope.ts';
import { fork } from './branches.ts';
import { decide } from './truth.ts';
import { settle } from './thenables.ts';
import { unite } from './union.ts';
import { spreadInto } from './spread.ts';
import { findSuper } from './class-members.ts';

/** The value of an expression; whatever it calls is called. */
export function evaluate(engine: Engine, e: Expression, frame: Frame): Abstract {
  if (!engine.step()) return toUnknown('the budget of the analysis is used up');
  const site = { module: frame.module, at: e.at };
  switch (e.kind) {
    case 'const':
      return toConst(e.value);
    case 'name':
      return readName(engine, e.name, frame);
    case 'template':
      return concatenate(e.parts.map((p) => toPart(engine, engine.evaluate(p, frame), site)));
    case 'array':
      return evaluateArray(engine, e, frame);
    case 'object':
      return evaluateObject(engine, e, frame);
    case 'member':
      if (e.object.kind === 'super') return findSuper(engine, frame, engine.evaluate(e.property, frame), site);
      return engine.get(engine.evaluate(e.object, frame), engine.evaluate(e.property, frame), e.computed, site);
    case 'call':
      return evaluateCall(engine, e, frame);
    case 'function':
      return createFunctionExpression(engine, e.fn, frame);
    case 'class':
      return createClass(engine, e.cls, frame);
    case 'assign':
      return evaluateAssign(engine, e, frame);
    case 'binary':
      return evaluateBinary(engine, e, frame);
    case 'logical':
      return evaluateLogical(
        engine,
        e.operator,
        () => engine.evaluate(e.left, frame),
        () => engine.evaluate(e.right, frame),
      );
    case 'unary':
      return evaluateUnary(engine, e, frame);
    case 'conditional':
      return evaluateConditional(engine, e, frame);
    case 'await':
      return runProtocol(engine, e, engine.evaluate(e.value, frame), site);
    case 'yield':
      return evaluateYield(engine, e, frame);
    case 'sequence':
      return e.items.reduce<Abstract>((_, item) => engine.evaluate(item, frame), UNDEFINED);
    case 'this':
      return frame.self;
    case 'super':
      return toUnknown('super');
    case 'dynamic-import':
      return loadModule(engine, frame.module, engine.evaluate(e.specifier, frame), { what: 'import()', at: site });
    case 'comprehension':
      return evaluateComprehension(engine, e, frame);
    case 'slice': {
      for (const bound of e.bounds) engine.evaluate(bound, frame);
      const value = engine.evaluate(e.object, frame);
      return value.k === 'list' || value.k === 'event' || value.k === 'result' ? value : toUnknown('part of a value');
    }
    case 'opaque':
      for (const child of e.children) engine.evaluate(child, frame);
      return e.regex === undefined ? toUnknown(e.why) : { k: 'unknown', why: e.why, regex: e.regex };
  }
}

/** `with x as y`: a class of the application may do its work in `__enter__` and `__exit__`. */
function runProtocol(engine: Engine, e: Extract<Expression, { kind: 'await' }>, value: Abstract, site: Site): Abstract {
  if (e.protocol !== undefined && value.k === 'model' && value.context !== undefined)
    return e.protocol === 'enter' ? value.context.enter() : (value.context.exit(), value);
  if (e.protocol === undefined) return settle(engine, value, site);
  if (value.k !== 'object' && value.k !== 'union') return value;
  const names = e.protocol === 'enter' ? ['__enter__', '__aenter__'] : ['__exit__', '__aexit__'];
  const results = toAlternatives(value).map((one) => {
    const method =
      one.k === 'object' && one.cls !== null
        ? names.map((n) => engine.get(one, toConst(n), false, site)).find((m) => m.k === 'function')
        : undefined;
    return method === undefined
      ? one
      : engine.call(method, { positional: [], named: new Map(), rest: toUnknown('an exception') }, site, one);
  });
  return e.protocol === 'enter' ? unite(...results) : value;
}

/** An instance stands in text as what its class makes of it. */
function toPart(engine: Engine, value: Abstract, site: Site): Abstract {
  if (value.k !== 'object' || value.cls === null) return value;
  const method = engine.get(value, toConst('toString'), false, site);
  return method.k === 'function' ? engine.call(method, { positional: [], named: new Map() }, site, value) : value;
}

function readName(engine: Engine, name: string, frame: Frame): Abstract {
  const cell = findCell(frame.scope, name);
  if (cell === undefined) return findGlobal(engine, name, frame);
  const mayChange = cell.isLongLived && !cell.isConstant && !engine.isLoading && cell.value.k === 'const';
  if (mayChange && (frame.module.ir === null || isReassigned(frame.module.ir, name))) engine.sawVolatile = true;
  return cell.value;
}

function evaluateArray(engine: Engine, e: Extract<Expression, { kind: 'array' }>, frame: Frame): Abstract {
  const items: Abstract[] = [];
  let isOpen = false;
  for (const item of e.items) {
    const value = engine.evaluate(item.value, frame);
    if (!item.spread) items.push(value);
    else if (!isRecursive(value)) {
      if (value.k !== 'list' || value.open) isOpen = true;
      items.push(...engine.itemsOf(value, { module: frame.module, at: e.at }));
    }
  }
  return engine.createList(items, isOpen);
}

function evaluateObject(engine: Engine, e: Extract<Expression, { kind: 'object' }>, frame: Frame): Abstract {
  const object = engine.createObject([], { isDict: engine.languageOf(frame.module) === 'python' });
  for (const entry of e.entries) {
    const value = engine.evaluate(entry.value, frame);
    if (entry.key === null) spreadInto(engine, object, value);
    else {
      const key = engine.evaluate(entry.key, frame);
      if (entry.accessor === 'get' && key.k === 'const' && value.k === 'function')
        object.getters.set(String(key.value), value);
      else if (entry.accessor !== 'set') engine.set(object, key, value, true, { module: frame.module, at: e.at });
    }
  }
  return object;
}

function evaluateAssign(engine: Engine, e: Extract<Expression, { kind: 'assign' }>, frame: Frame): Abstract {
  if (e.operator === undefined) {
    const value = engine.evaluate(e.value, frame);
    bind(engine, e.target, value, frame, 'assign');
    return value;
  }
  const { target } = e;
  const read = (): Abstract =>
    target.kind === 'name'
      ? readName(engine, target.name, frame)
      : target.kind === 'member'
        ? engine.get(engine.evaluate(target.object, frame), engine.evaluate(target.property, frame), target.computed, {
            module: frame.module,
            at: e.at,
          })
        : UNDEFINED;
  const isLogical = e.operator === '||' || e.operator === '??' || e.operator === '&&';
  const value = isLogical
    ? evaluateLogical(engine, e.operator, read, () => engine.evaluate(e.value, frame))
    : extend(engine, e.operator, read(), engine.evaluate(e.value, frame), { module: frame.module, at: e.at });
  bind(engine, e.target, value, frame, 'assign');
  return value;
}

/** `left += right` and its like. */
function extend(engine: Engine, operator: string, left: Abstract, right: Abstract, site: Site): Abstract {
  const isDicts = operator === '|' && engine.languageOf(site.module) === 'python';
  return (isDicts ? extendDict(engine, left, right, site) : undefined) ?? foldBinary(operator, left, right);
}

function evaluateConditional(engine: Engine, e: Extract<Expression, { kind: 'conditional' }>, frame: Frame): Abstract {
  const truth = decide(engine, e.test, frame);
  if (truth === true) return engine.evaluate(e.then, frame);
  if (truth === false) return engine.evaluate(e.else, frame);
  return unite(
    ...fork(
      engine,
      [e.then, e.else].map((side) => () => engine.evaluate(side, frame)),
      () => true,
    ),
  );
}

function evaluateYield(engine: Engine, e: Extract<Expression, { kind: 'yield' }>, frame: Frame): Abstract {
  const value = e.value === null ? UNDEFINED : engine.evaluate(e.value, frame);
  if (e.delegate === true && value.k === 'list') {
    frame.out.yielded.push(...engine.itemsOf(value, { module: frame.module, at: e.at }));
    return engine.returnOf.get(value.id) ?? UNDEFINED;
  }
  frame.out.yielded.push(value);
  // What comes back is what `__awaiter` and `co` send: the settled value. Another runner sends what it makes of an effect.
  // A compiler wraps what it awaits in an object of its own.
  const isPlain = value.k === 'object' && (value.cls !== null || value.base === null);
  const isEffect = isPlain && !isAwaited(frame.fn?.ir) && engine.languageOf(frame.module) === 'javascript';
  return isEffect ? unite(value, toUnknown('what a generator is sent')) : value;
}
