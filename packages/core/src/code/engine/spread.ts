import type { Abstract, ObjectValue } from './abstract.ts';
import { toAlternatives, toConst, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { unite } from './union.ts';

/** Copies what is known of a value's fields into an object, as `...x` and `**x` do. */
export function spreadInto(engine: Engine, object: ObjectValue, value: Abstract): void {
  if (value.k === 'object') {
    for (const [name, field] of value.fields) object.fields.set(name, overlay(object.fields.get(name), field));
    for (const [name, getter] of value.getters) object.getters.set(name, getter);
    object.computed = [...object.computed, ...value.computed];
    object.open ||= value.open;
    if (value.base !== null && value.cls === null) object.base ??= value.base;
  } else if (value.k === 'union') {
    spreadOneOf(object, value.values);
  } else if (['model', 'event', 'result', 'external', 'namespace'].includes(value.k)) {
    object.base ??= value;
    object.open = true;
  } else if (value.k !== 'const') {
    object.open = true;
  }
}

/** One of several: a field that not all of them have is there or not. */
function spreadOneOf(object: ObjectValue, values: readonly Abstract[]): void {
  const known = values.filter((v) => v.k === 'object');
  for (const name of new Set(known.flatMap((v) => [...v.fields.keys()]))) {
    const found = known.map((v) => v.fields.get(name)).filter((v) => v !== undefined);
    const field = unite(...found, ...(found.length < values.length ? [UNDEFINED] : []));
    object.fields.set(name, overlay(object.fields.get(name), field));
  }
  object.computed = [...object.computed, ...known.flatMap((v) => v.computed)];
  object.open ||= values.some((v) => (v.k === 'object' ? v.open : v.k !== 'const'));
}

/** Writes what is known of a value's fields to an object that others may know, as `Object.assign` and `update` do. */
export function assignInto(engine: Engine, target: ObjectValue, source: Abstract, site: Site): void {
  const copy = engine.createObject();
  spreadInto(engine, copy, source);
  for (const [name, field] of copy.fields)
    engine.set(target, toConst(name), overlay(target.fields.get(name), field), true, site);
  for (const name of copy.getters.keys())
    engine.set(target, toConst(name), engine.get(copy, toConst(name), false, site), true, site);
  for (const { key, value } of copy.computed) engine.set(target, key, value, true, site);
  target.open ||= copy.open;
  target.base ??= copy.base;
}

/** What stands in a place after a field was written over it that may be absent. */
function overlay(before: Abstract | undefined, field: Abstract): Abstract {
  const there = toAlternatives(field).filter((v) => v.k !== 'const' || v.value !== undefined);
  if (before === undefined || there.length === 0 || there.length === toAlternatives(field).length) return field;
  return unite(...there, before);
}
