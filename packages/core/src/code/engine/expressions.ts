import type { Expression } from '../ir.ts';
import type { Abstract, Arguments } from './abstract.ts';
import { findString, toAlternatives, toConst, toUnknown, UNDEFINED } from './abstract.ts';
import { createClass } from './classes.ts';
import { evaluateComprehension } from './comprehension.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { concatenate, foldBinary } from './fold.ts';
import { findGlobal } from './globals.ts';
import { formatPercent } from './python-format.ts';
import { bind, withDefault } from './patterns.ts';
import { findCell } from './scope.ts';
import { conditionally, fork } from './branches.ts';
import { decide, findTruth } from './truth.ts';
import { unite } from './union.ts';
import { spreadInto } from './spread.ts';
import { wrapDecorators } from './decorators.ts';
import { findSuper } from './members.ts';

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
      return concatenate(e.parts.map((p) => engine.evaluate(p, frame)));
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
      return evaluateFunction(engine, e, frame);
    case 'class':
      return createClass(engine, e.cls, frame);
    case 'assign':
      return evaluateAssign(engine, e, frame);
    case 'binary':
      return evaluateBinary(engine, e, frame);
    case 'logical':
      return evaluateLogical(engine, e.operator, engine.evaluate(e.left, frame), () =>
        conditionally(engine, () => engine.evaluate(e.right, frame)),
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
    case 'dynamic-import': {
      const specifier = findString(engine.evaluate(e.specifier, frame));
      if (specifier !== undefined) return engine.require(frame.module, specifier, site);
      engine.unresolved('import()', 'the module that it loads is not a constant', site);
      return toUnknown('a module that is not known');
    }
    case 'comprehension':
      return evaluateComprehension(engine, e, frame);
    case 'slice': {
      for (const bound of e.bounds) engine.evaluate(bound, frame);
      const value = engine.evaluate(e.object, frame);
      return value.k === 'list' || value.k === 'event' || value.k === 'result' ? value : toUnknown('part of a value');
    }
    case 'opaque':
      for (const child of e.children) engine.evaluate(child, frame);
      return toUnknown(e.why);
  }
}

/** `with x as y`: a class of the application may do its work in `__enter__` and `__exit__`. */
function runProtocol(engine: Engine, e: Extract<Expression, { kind: 'await' }>, value: Abstract, site: Site): Abstract {
  if (e.protocol === undefined || (value.k !== 'object' && value.k !== 'union')) return value;
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

function readName(engine: Engine, name: string, frame: Frame): Abstract {
  const cell = findCell(frame.scope, name);
  if (cell === undefined) return findGlobal(engine, name, frame);
  if (cell.isLongLived && !cell.isConstant && !engine.isLoading && cell.value.k === 'const') engine.sawVolatile = true;
  return cell.value;
}

function evaluateArray(engine: Engine, e: Extract<Expression, { kind: 'array' }>, frame: Frame): Abstract {
  const items: Abstract[] = [];
  let isOpen = false;
  for (const item of e.items) {
    const value = engine.evaluate(item.value, frame);
    if (!item.spread) items.push(value);
    else {
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

function evaluateCall(engine: Engine, e: Extract<Expression, { kind: 'call' }>, frame: Frame): Abstract {
  const site = { module: frame.module, at: e.at };
  if (e.callee.kind === 'super') return callSuperConstructor(engine, e, frame);
  if (e.callee.kind === 'member' && e.callee.object.kind !== 'super') {
    const object = engine.evaluate(e.callee.object, frame);
    const name = engine.evaluate(e.callee.property, frame);
    const callee = engine.get(object, name, e.callee.computed, site);
    const args = evaluateArguments(engine, e.args, frame);
    return e.isNew ? engine.construct(callee, args, site) : engine.call(callee, args, site, object);
  }
  const callee = engine.evaluate(e.callee, frame);
  const args = evaluateArguments(engine, e.args, frame);
  if (e.isNew) return engine.construct(callee, args, site);
  return engine.call(callee, args, site, e.callee.kind === 'member' ? frame.self : UNDEFINED);
}

function callSuperConstructor(engine: Engine, e: Extract<Expression, { kind: 'call' }>, frame: Frame): Abstract {
  const site = { module: frame.module, at: e.at };
  const parent = findSuper(engine, frame, toConst('constructor'), site);
  engine.call(parent, evaluateArguments(engine, e.args, frame), site, frame.self);
  return frame.self;
}

/** Arguments of a call, spreads laid out where they are known. */
export function evaluateArguments(
  engine: Engine,
  args: Extract<Expression, { kind: 'call' }>['args'],
  frame: Frame,
): Arguments {
  const positional: Abstract[] = [];
  const named = new Map<string, Abstract>();
  let rest: Abstract | undefined;
  for (const arg of args) {
    const value = engine.evaluate(arg.value, frame);
    if (arg.name !== undefined) named.set(arg.name, value);
    else if (arg.spread === 'list') {
      if (value.k === 'list' && !value.open) positional.push(...value.items);
      else
        rest = unite(
          ...(rest === undefined ? [] : [rest]),
          ...engine.itemsOf(value, { module: frame.module, at: arg.value.at }),
        );
    } else if (arg.spread === 'map') {
      const object = engine.createObject();
      spreadInto(engine, object, value);
      for (const [name, field] of object.fields) named.set(name, field);
      if (object.open) named.set('**', value);
    } else positional.push(value);
  }
  return rest === undefined ? { positional, named } : { positional, named, rest };
}

function evaluateFunction(engine: Engine, e: Extract<Expression, { kind: 'function' }>, frame: Frame): Abstract {
  const self = e.fn.isArrow ? { self: frame.self } : {};
  const home = frame.home === null ? {} : { home: frame.home };
  const value = engine.createFunction({ ir: e.fn, scope: frame.scope, module: frame.module, ...self, ...home });
  return wrapDecorators(engine, e.fn.decorators, value, frame);
}

function evaluateAssign(engine: Engine, e: Extract<Expression, { kind: 'assign' }>, frame: Frame): Abstract {
  if (e.operator === undefined) {
    const value = engine.evaluate(e.value, frame);
    bind(engine, e.target, value, frame, 'assign');
    return value;
  }
  const current =
    e.target.kind === 'name'
      ? readName(engine, e.target.name, frame)
      : e.target.kind === 'member'
        ? engine.get(
            engine.evaluate(e.target.object, frame),
            engine.evaluate(e.target.property, frame),
            e.target.computed,
            { module: frame.module, at: e.at },
          )
        : UNDEFINED;
  const isLogical = e.operator === '||' || e.operator === '??' || e.operator === '&&';
  const value = isLogical
    ? evaluateLogical(engine, e.operator, current, () => conditionally(engine, () => engine.evaluate(e.value, frame)))
    : foldBinary(e.operator, current, engine.evaluate(e.value, frame));
  bind(engine, e.target, value, frame, 'assign');
  return value;
}

function evaluateBinary(engine: Engine, e: Extract<Expression, { kind: 'binary' }>, frame: Frame): Abstract {
  // A long chain leans to the left: walk it in a loop, not by recursion.
  const chain: Extract<Expression, { kind: 'binary' }>[] = [];
  let leftmost: Expression = e;
  while (leftmost.kind === 'binary') {
    chain.push(leftmost);
    leftmost = leftmost.left;
  }
  let value = engine.evaluate(leftmost, frame);
  for (const link of chain.reverse()) {
    const right = engine.evaluate(link.right, frame);
    const isFormat = link.operator === '%' && engine.languageOf(frame.module) === 'python';
    value = isFormat
      ? formatPercent(value, right)
      : link.operator === 'in'
        ? isIn(value, right)
        : foldBinary(link.operator, value, right);
  }
  return value;
}

function isIn(key: Abstract, container: Abstract): Abstract {
  if (
    key.k === 'const' &&
    container.k === 'object' &&
    !container.open &&
    container.computed.length === 0 &&
    container.base === null &&
    !container.isLongLived
  ) {
    return toConst(container.fields.has(String(key.value)));
  }
  return toUnknown('result of in');
}

/** `a || b`, `a ?? b`, `a && b`, with an environment variable keeping its fallback. */
function evaluateLogical(
  engine: Engine,
  operator: '&&' | '||' | '??',
  left: Abstract,
  right: () => Abstract,
): Abstract {
  if (operator === '??') {
    if (left.k === 'const') return (left.value ?? null) === null ? right() : left;
    return withDefault(left, right);
  }
  const truth = engine.sawVolatile ? undefined : findTruth(left);
  if (operator === '&&') return truth === false ? left : truth === true ? right() : joinAnd(left, right());
  if (truth === true) return left;
  if (truth === false) return right();
  if (left.k === 'env') return withDefault(left, right);
  const other = right();
  return unite(...(left.k === 'union' ? left.values : [left]).filter((v) => findTruth(v) !== false), other);
}

/** Of `a && b` a caller mostly wants `b`: a falsy left side is kept only where it is a plain constant. */
function joinAnd(left: Abstract, right: Abstract): Abstract {
  return left.k === 'const' || left.k === 'union' ? unite(right, toConst(false)) : right;
}

function evaluateUnary(engine: Engine, e: Extract<Expression, { kind: 'unary' }>, frame: Frame): Abstract {
  const value = engine.evaluate(e.value, frame);
  if (e.operator === 'not' || e.operator === '!') {
    const truth = findTruth(value);
    return truth === undefined ? toUnknown('a negation') : toConst(!truth);
  }
  if (e.operator === 'typeof') return findTypeName(value);
  if (e.operator === '-' && value.k === 'const' && typeof value.value === 'number') return toConst(-value.value);
  return e.operator === 'void' ? UNDEFINED : toUnknown(`result of ${e.operator}`);
}

function findTypeName(value: Abstract): Abstract {
  if (value.k === 'const') return toConst(value.value === null ? 'object' : typeof value.value);
  if (value.k === 'concat') return toConst('string');
  if (value.k === 'function' || value.k === 'class') return toConst('function');
  if (value.k === 'native' && value.isGuess !== true) return toConst('function');
  return value.k === 'object' || value.k === 'list' ? toConst('object') : toUnknown('a type');
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
  frame.out.yielded.push(value);
  // What comes back is what `__awaiter` and `co` send: the settled value.
  return value;
}
