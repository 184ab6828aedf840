import type { Expression } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import { toConst, toUnknown, UNDEFINED } from './abstract.ts';
import { conditionally } from './branches.ts';
import { uniteDicts } from './dict-union.ts';
import { linearise } from './linearise.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { foldBinary } from './fold.ts';
import { formatPercent } from './python-format.ts';
import { withDefault } from './patterns.ts';
import { hasKey } from './keys.ts';
import { callSpecial, deleteItem } from './special-methods.ts';
import { findTruth } from './truth.ts';
import { unite } from './union.ts';

export function evaluateBinary(engine: Engine, e: Extract<Expression, { kind: 'binary' }>, frame: Frame): Abstract {
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
    value = combine(engine, link.operator, value, right, { module: frame.module, at: link.at });
  }
  return value;
}

function combine(engine: Engine, operator: string, left: Abstract, right: Abstract, site: Site): Abstract {
  const isPython = engine.languageOf(site.module) === 'python';
  if (operator === 'in') return callSpecial(engine, right, '__contains__', [left], site) ?? isIn(left, right);
  if (operator === 'instanceof') return isInstance(engine, left, right, site);
  const overloaded = isPython ? callOperator(engine, operator, left, right, site) : undefined;
  if (overloaded !== undefined) return overloaded;
  if (operator === '%' && isPython) return formatPercent(left, right);
  const dict = operator === '|' && isPython ? uniteDicts(engine, left, right) : undefined;
  return dict ?? foldBinary(operator, left, right);
}

/** What operators of Python ask the left side, and then the right one with an `r` before it (https://docs.python.org/3/reference/datamodel.html). */
const OPERATORS: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '@': 'matmul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '|': 'or',
  '&': 'and',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
  '==': 'eq',
  '!=': 'ne',
  '<': 'lt',
  '<=': 'le',
  '>': 'gt',
  '>=': 'ge',
};

function callOperator(
  engine: Engine,
  operator: string,
  left: Abstract,
  right: Abstract,
  site: Site,
): Abstract | undefined {
  const name = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
  if (name === undefined) return undefined;
  return (
    callSpecial(engine, left, `__${name}__`, [right], site) ?? callSpecial(engine, right, `__r${name}__`, [left], site)
  );
}

/** `value instanceof type`, of what the code itself made. */
function isInstance(engine: Engine, value: Abstract, type: Abstract, site: Site): Abstract {
  const unsure = toUnknown('result of instanceof');
  if (value.k === 'const') return toConst(false);
  if (value.k !== 'object' || value.open) return unsure;
  if (type.k === 'class' && value.cls !== null)
    return linearise(value.cls).includes(type) ? toConst(true) : value.base === null ? toConst(false) : unsure;
  if (type.k !== 'function') return unsure;
  const prototype = engine.get(type, toConst('prototype'), false, site);
  let base = value.base;
  for (let i = 0; i < 16 && base?.k === 'object'; i += 1) {
    if (prototype.k === 'object' && base.id === prototype.id) return toConst(true);
    base = base.base;
  }
  return unsure;
}

function isIn(key: Abstract, container: Abstract): Abstract {
  const isClassed = container.k === 'object' && container.cls !== null;
  const answer = container.k === 'object' && !isClassed ? hasKey(container, key) : undefined;
  return answer === undefined ? toUnknown('result of in') : toConst(answer);
}

/** `a || b`, `a ?? b`, `a && b`, with an environment variable keeping its fallback. */
export function evaluateLogical(
  engine: Engine,
  operator: '&&' | '||' | '??',
  readLeft: () => Abstract,
  right: () => Abstract,
): Abstract {
  const before = engine.sawVolatile;
  engine.sawVolatile = false;
  const left = readLeft();
  const isVolatile = engine.sawVolatile;
  engine.sawVolatile = before || isVolatile;
  const maybe = (): Abstract => conditionally(engine, right);
  if (operator === '??') {
    if (left.k === 'const') return (left.value ?? null) !== null ? left : isVolatile ? maybe() : right();
    return withDefault(nullToUndefined(left), maybe);
  }
  const truth = isVolatile ? undefined : findTruth(left);
  if (operator === '&&') return truth === false ? left : truth === true ? right() : joinAnd(left, maybe());
  if (truth === true) return left;
  if (truth === false) return right();
  if (left.k === 'env') return withDefault(left, maybe);
  const other = maybe();
  return unite(...(left.k === 'union' ? left.values : [left]).filter((v) => findTruth(v) !== false), other);
}

/** `??` passes over null as a default passes over undefined. */
const nullToUndefined = (value: Abstract): Abstract =>
  value.k === 'union' && value.values.some((v) => v.k === 'const' && v.value === null)
    ? unite(...value.values.map((v) => (v.k === 'const' && v.value === null ? UNDEFINED : v)))
    : value;

/** What is false of the left side of `a && b` is nothing that anybody reads: it stands for a value that is not there. */
const joinAnd = (left: Abstract, right: Abstract): Abstract =>
  unite(right, left.k === 'const' || left.k === 'union' ? toConst(false) : UNDEFINED);

export function evaluateUnary(engine: Engine, e: Extract<Expression, { kind: 'unary' }>, frame: Frame): Abstract {
  if (e.operator === 'delete' && e.value.kind === 'member' && engine.languageOf(frame.module) === 'python') {
    const object = engine.evaluate(e.value.object, frame);
    const key = engine.evaluate(e.value.property, frame);
    if (e.value.computed) deleteItem(engine, object, key, { module: frame.module, at: e.at });
    return UNDEFINED;
  }
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
