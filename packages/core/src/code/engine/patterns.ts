import type { Pattern } from '../ir.ts';
import type { Abstract } from './abstract.ts';
import { isNever, toUnknown, UNDEFINED } from './abstract.ts';
import { writePlace } from './branches.ts';
import { COMPILER_HELPERS } from './compiler-helpers.ts';
import type { Engine, Frame } from './engine.ts';
import { declare, findCell, findHoistScope } from './scope.ts';
import type { Cell } from './scope.ts';
import { toShape } from './shape.ts';
import { findTruth } from './truth.ts';
import { unite } from './union.ts';

/** How a pattern's names are bound: new in this scope, new in the function's scope, or already there. */
export type Binding = 'block' | 'constant' | 'function' | 'assign';

/** Binds a value to a pattern. */
export function bind(engine: Engine, pattern: Pattern, value: Abstract, frame: Frame, how: Binding): void {
  switch (pattern.kind) {
    case 'name':
      return bindName(engine, pattern.name, value, frame, how);
    case 'member': {
      const object = engine.evaluate(pattern.object, frame);
      const name = engine.evaluate(pattern.property, frame);
      return engine.set(object, name, value, pattern.computed, { module: frame.module, at: pattern.at });
    }
    case 'default':
      return bind(
        engine,
        pattern.target,
        withDefault(value, () => engine.evaluate(pattern.value, frame)),
        frame,
        how,
      );
    case 'array':
      return bindArray(engine, pattern, value, frame, how);
    case 'object':
      return bindObject(engine, pattern, value, frame, how);
  }
}

/** The value, or its default where it may be undefined. */
export function withDefault(value: Abstract, fallback: () => Abstract): Abstract {
  if (value.k === 'const' && value.value === undefined) return fallback();
  if (value.k === 'env') {
    if (value.fallback !== undefined) return value;
    const other = fallback();
    return isNever(other) ? value : { ...value, fallback: other };
  }
  if (value.k === 'union' && value.values.some((v) => v.k === 'const' && v.value === undefined)) {
    return unite(...value.values.filter((v) => v.k !== 'const' || v.value !== undefined), fallback());
  }
  if (value.k === 'unknown' || value.k === 'event') {
    const other = fallback();
    return other.k === 'const' && findTruth(other) !== true ? value : unite(value, other);
  }
  if (value.k === 'result' || value.k === 'external' || (value.k === 'native' && value.isGuess === true)) {
    const other = fallback();
    return isNever(other) || isEmpty(other) ? value : unite(value, other);
  }
  return value;
}

/** What says no more than that nothing is there: `[]`, `{}`, `''`, `0`. */
const isEmpty = (value: Abstract): boolean =>
  (value.k === 'const' && findTruth(value) !== true) ||
  (value.k === 'list' && value.items.length === 0 && !value.open) ||
  (value.k === 'object' && value.cls === null && value.base === null && value.fields.size === 0 && !value.open);

function bindName(engine: Engine, name: string, given: Abstract, frame: Frame, how: Binding): void {
  const value = (name.startsWith('_') && frame.fn === null ? COMPILER_HELPERS.get(name) : undefined) ?? given;
  if (how === 'block' || how === 'constant') {
    declare(frame.scope, name, value, engine.depth, how === 'constant');
    return;
  }
  const cell = findCell(how === 'function' ? findHoistScope(frame.scope) : frame.scope, name);
  if (cell === undefined) declare(findHoistScope(frame.scope), name, value, engine.depth);
  else writeCell(engine, cell, value);
}

/** A write of what outlives an invocation is joined to what was there: an earlier invocation may have left either. */
export function writeCell(engine: Engine, cell: Cell, value: Abstract): void {
  if (cell.isLongLived && !engine.isLoading) {
    const united = unite(cell.value, value);
    if (toShape(united, false) !== toShape(cell.value, false)) engine.keeps += 1;
    engine.version += 1;
    cell.value = united;
    return;
  }
  writePlace(
    engine,
    { key: cell, depth: cell.depth, read: () => cell.value, write: (v) => (cell.value = v ?? UNDEFINED) },
    value,
  );
}

function bindArray(
  engine: Engine,
  pattern: Extract<Pattern, { kind: 'array' }>,
  value: Abstract,
  frame: Frame,
  how: Binding,
): void {
  const site = { module: frame.module, at: pattern.at };
  pattern.items.forEach((item, i) => {
    if (item !== null) bind(engine, item, elementAt(engine, value, i, site), frame, how);
  });
  if (pattern.rest === undefined) return;
  const isKnown = value.k === 'list' && !value.open;
  const rest = isKnown
    ? engine.createList(value.items.slice(pattern.items.length))
    : engine.createList(engine.itemsOf(value, site), true);
  bind(engine, pattern.rest, rest, frame, how);
}

function elementAt(
  engine: Engine,
  value: Abstract,
  i: number,
  site: { module: Frame['module']; at: number },
): Abstract {
  if (value.k === 'list' && value.at !== undefined) return value.at(i);
  if (value.k === 'list' && i < value.items.length && !value.open) return value.items[i] as Abstract;
  if (value.k === 'union') return unite(...value.values.map((v) => elementAt(engine, v, i, site)));
  if (value.k === 'list' && !value.open) return UNDEFINED;
  const items = engine.itemsOf(value, site);
  return items.length === 0 ? toUnknown('element of an empty list') : unite(...items);
}

function bindObject(
  engine: Engine,
  pattern: Extract<Pattern, { kind: 'object' }>,
  value: Abstract,
  frame: Frame,
  how: Binding,
): void {
  const site = { module: frame.module, at: pattern.at };
  const taken = new Set<string>();
  for (const entry of pattern.entries) {
    const key = engine.evaluate(entry.key, frame);
    if (key.k === 'const') taken.add(String(key.value));
    bind(engine, entry.value, engine.get(value, key, false, site), frame, how);
  }
  if (pattern.rest === undefined) return;
  const rest =
    value.k === 'object'
      ? engine.createObject(
          [...value.fields].filter(([name]) => !taken.has(name)),
          { open: value.open },
        )
      : value.k === 'const'
        ? engine.createObject()
        : value;
  bind(engine, pattern.rest, rest, frame, how);
}
