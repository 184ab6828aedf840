import type { Abstract } from './abstract.ts';
import { toAlternatives, toConst, toUnknown } from './abstract.ts';
import { unite } from './union.ts';

const MOST_PRODUCTS = 16;

/** String concatenation, distributed over unions while they stay small. */
export function concatenate(given: readonly Abstract[]): Abstract {
  const parts = given.map(withoutNothing);
  const products = parts.reduce((n, p) => n * toAlternatives(p).length, 1);
  if (products === 1 || products > MOST_PRODUCTS)
    return concatenateSingle(parts.map((p) => (p.k === 'union' ? toUnknown('one of many values') : p)));
  let rows: Abstract[][] = [[]];
  for (const part of parts) rows = rows.flatMap((row) => toAlternatives(part).map((p) => [...row, p]));
  return unite(...rows.map(concatenateSingle));
}

/** Longer texts name nothing. */
const LONGEST = 4_096;
const toText = (text: string): Abstract => (text.length > LONGEST ? toUnknown('a long text') : toConst(text));

/** A name that may be missing is one that is there: nobody means the text `undefined`. */
function withoutNothing(part: Abstract): Abstract {
  if (part.k !== 'union') return part;
  const there = part.values.filter((v) => v.k !== 'const' || (v.value ?? null) !== null);
  return there.length === 0 ? part : unite(...there);
}

function concatenateSingle(parts: readonly Abstract[]): Abstract {
  const flat: Abstract[] = [];
  for (const part of parts.flatMap((p) => (p.k === 'concat' ? p.parts : [p]))) {
    const last = flat.at(-1);
    if (part.k === 'const' && last?.k === 'const')
      flat[flat.length - 1] = toText(`${String(last.value)}${String(part.value)}`);
    else if (part.k !== 'const' || part.value !== '') flat.push(part);
  }
  if (flat.length === 0) return toConst('');
  const only = flat[0] as Abstract;
  if (flat.length === 1) return only.k === 'const' ? toConst(String(only.value)) : only;
  return { k: 'concat', parts: flat.slice(0, 64) };
}

/** A binary operation on two values. */
export function foldBinary(operator: string, left: Abstract, right: Abstract): Abstract {
  if (operator === '+') return foldPlus(left, right);
  if (operator === '/' && isPathText(right)) return joinFolder(left, right);
  const equality = foldEquality(operator, left, right);
  if (equality !== undefined) return toConst(equality);
  if (left.k === 'const' && right.k === 'const') return foldConstants(operator, left.value, right.value);
  return toUnknown(`result of ${operator}`);
}

const isPathText = (value: Abstract): boolean =>
  value.k === 'concat' || (value.k === 'const' && typeof value.value === 'string');

/** `Path(__file__).parent / 'config.json'`: text divides nothing else. */
function joinFolder(folder: Abstract, rest: Abstract): Abstract {
  const isText = isPathText(folder) || folder.k === 'env';
  return concatenate([isText ? folder : toUnknown('a folder'), toConst('/'), rest]);
}

function foldPlus(left: Abstract, right: Abstract): Abstract {
  if (left.k === 'const' && right.k === 'const' && typeof left.value === 'number' && typeof right.value === 'number') {
    return toConst(left.value + right.value);
  }
  if (left.k === 'list' && right.k === 'list')
    return { ...left, items: [...left.items, ...right.items], open: left.open || right.open };
  if (left.k === 'list' || right.k === 'list') return left.k === 'list' ? { ...left, open: true } : right;
  if (isNumber(left) && isNumber(right)) return toUnknown('a number');
  return concatenate([left, right]);
}

const isNumber = (value: Abstract): boolean =>
  value.k === 'unknown' ? value.why === 'a number' : value.k === 'const' && typeof value.value === 'number';

function foldEquality(operator: string, left: Abstract, right: Abstract): boolean | undefined {
  const negated = operator === '!=' || operator === '!==' || operator === 'is not';
  if (!negated && operator !== '==' && operator !== '===' && operator !== 'is') return undefined;
  const same = isSame(left, right, operator.length === 3 || operator.startsWith('is'));
  return same === undefined ? undefined : same !== negated;
}

function isSame(left: Abstract, right: Abstract, isStrict: boolean): boolean | undefined {
  if (left.k === 'const' && right.k === 'const') {
    const bothEmpty = (left.value ?? null) === null && (right.value ?? null) === null;
    return bothEmpty && !isStrict ? true : left.value === right.value;
  }
  const [constant, other] = left.k === 'const' ? [left, right] : [right, left];
  // A value that is surely there is neither null nor undefined.
  if (
    constant.k === 'const' &&
    (constant.value ?? null) === null &&
    ['object', 'list', 'function', 'class', 'model', 'concat'].includes(other.k)
  )
    return false;
  return undefined;
}

function foldConstants(operator: string, left: unknown, right: unknown): Abstract {
  if (typeof left === 'number' && typeof right === 'number') {
    switch (operator) {
      case '-':
        return toConst(left - right);
      case '*':
        return toConst(left * right);
      case '/':
        return toConst(left / right);
      case '<':
        return toConst(left < right);
      case '>':
        return toConst(left > right);
      case '<=':
        return toConst(left <= right);
      case '>=':
        return toConst(left >= right);
    }
  }
  return toUnknown(`result of ${operator}`);
}
