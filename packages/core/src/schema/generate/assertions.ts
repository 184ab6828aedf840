import { isAtLeast } from '../dialect.ts';
import { isObject } from '../registry.ts';
import { fail, quote, readCount, readNumber, toBadValue, type Body, type Emit } from './body.ts';

/** Keywords that look at one value and hold no schema. */
export const assertionKeywords: Readonly<Record<string, Emit>> = {
  type: emitType,
  enum: (value, body, keyword) => {
    if (!Array.isArray(value)) throw toBadValue(body, keyword, 'an array');
    body.lines.any.push(fail(`!(${toMembership(value, body)})`, keyword));
  },
  const: (value, body, keyword) => body.lines.any.push(fail(`!(${toEquality(value, body)})`, keyword)),
  minimum: (value, body, keyword) => {
    const isStrict = body.dialect.name === 'draft-04' && body.schema['exclusiveMinimum'] === true;
    emitBound(value, body, keyword, isStrict ? '>' : '>=');
  },
  maximum: (value, body, keyword) => {
    const isStrict = body.dialect.name === 'draft-04' && body.schema['exclusiveMaximum'] === true;
    emitBound(value, body, keyword, isStrict ? '<' : '<=');
  },
  exclusiveMinimum: (value, body, keyword) => emitExclusive(value, body, keyword, '>'),
  exclusiveMaximum: (value, body, keyword) => emitExclusive(value, body, keyword, '<'),
  multipleOf: (value, body, keyword) => {
    const divisor = readNumber(value, body, keyword);
    if (divisor <= 0) throw toBadValue(body, keyword, 'greater than 0');
    body.lines.number.push(fail(`!${body.unit.part('isMultiple')}(d, ${quote(divisor)})`, keyword));
  },
  minLength: (value, body, keyword) => {
    const limit = readCount(value, body, keyword);
    if (limit === 0) return;
    const exact = limit === 1 ? '' : ` || (d.length < ${2 * limit} && ${body.unit.part('size')}(d) < ${limit})`;
    body.lines.string.push(fail(`d.length < ${limit}${exact}`, keyword));
  },
  maxLength: (value, body, keyword) => {
    const limit = readCount(value, body, keyword);
    const size = limit === 0 ? '' : ` && (d.length > ${2 * limit} || ${body.unit.part('size')}(d) > ${limit})`;
    body.lines.string.push(fail(`d.length > ${limit}${size}`, keyword));
  },
  pattern: (value, body, keyword) => {
    if (typeof value !== 'string') throw toBadValue(body, keyword, 'a string');
    body.lines.string.push(fail(`!${body.unit.pattern(value, body.node, keyword)}.test(d)`, keyword));
  },
  format: emitFormat,
};

const typeTests: Readonly<Record<string, string>> = {
  array: 'isArray(d)',
  boolean: 'typeof d === "boolean"',
  integer: 'Number.isInteger(d)',
  null: 'd === null',
  number: 'Number.isFinite(d)',
  object: 'isObject(d)',
  string: 'typeof d === "string"',
};

function emitType(value: unknown, body: Body, keyword: string): void {
  const names: readonly unknown[] = Array.isArray(value) ? value : [value];
  const tests = names.map((name) => {
    const test = typeof name === 'string' && Object.hasOwn(typeTests, name) ? typeTests[name] : undefined;
    if (test === undefined) throw toBadValue(body, keyword, `one or several of ${Object.keys(typeTests).join(', ')}`);
    if (name === 'object') body.unit.part('isObject');
    return test;
  });
  body.lines.any.push(fail(`!(${tests.join(' || ') || 'false'})`, keyword));
}

function emitBound(value: unknown, body: Body, keyword: string, operator: string): void {
  body.lines.number.push(fail(`!(d ${operator} ${quote(readNumber(value, body, keyword))})`, keyword));
}

/** A flag beside `minimum` in draft-04, a bound of its own since. */
function emitExclusive(value: unknown, body: Body, keyword: string, operator: string): void {
  if (isAtLeast(body.dialect, 'draft-06')) emitBound(value, body, keyword, operator);
  else if (typeof value !== 'boolean') throw toBadValue(body, keyword, 'true or false in draft-04');
}

const isScalar = (value: unknown): boolean => typeof value !== 'object' || value === null;

/** Scalars are looked up in a set where there are many. */
function toMembership(values: readonly unknown[], body: Body): string {
  const scalars = values.filter(isScalar);
  const others = values.filter((value) => !isScalar(value)).map((value) => toEquality(value, body));
  const few = scalars.length <= 4;
  const direct = few
    ? scalars.map((value) => toEquality(value, body))
    : [`${body.unit.constant(`new Set(${quote(scalars)})`)}.has(d)`];
  return [...direct, ...others].join(' || ') || 'false';
}

function toEquality(value: unknown, body: Body): string {
  if (isScalar(value)) return `d === ${quote(value)}`;
  // Parsed, because a literal would take `__proto__` for the prototype.
  const constant = body.unit.constant(`JSON.parse(${quote(quote(value))})`);
  return `(${isObject(value) ? `${body.unit.part('isObject')}(d)` : 'isArray(d)'} && ${body.unit.part('isSame')}(d, ${constant}))`;
}

function emitFormat(value: unknown, body: Body, keyword: string): void {
  if (typeof value !== 'string') throw toBadValue(body, keyword, 'a string');
  const test = body.unit.format(value);
  if (test === undefined) return;
  const kind = value === 'int32' || value === 'int64' ? 'number' : 'string';
  body.lines[kind].push(fail(`!${test}(d)`, keyword));
}
