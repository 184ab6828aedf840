import type { Abstract, FunctionValue, ObjectValue } from './abstract.ts';
import { toArguments } from './abstract.ts';
import { UNDEFINED } from './abstract.ts';
import { writePlace } from './branches.ts';
import { linearise } from './linearise.ts';
import type { Engine, Site } from './engine.ts';
import { callSpecial, hasSpecial } from './special-methods.ts';
import { toShape } from './shape.ts';
import { noteStray } from './stray-fields.ts';
import { spreadInto } from './spread.ts';
import { toKey, unite } from './union.ts';

/** Writes `object.name = value`. */
export function set(
  engine: Engine,
  object: Abstract,
  name: Abstract,
  value: Abstract,
  computed: boolean,
  site: Site,
): void {
  switch (object.k) {
    case 'union':
      for (const o of object.values)
        if (o.k !== 'const') setOneOf(engine, o, name, value, { computed, isOnly: object.values.length === 1, site });
      return;
    case 'object':
      if (computed && callSpecial(engine, object, '__setitem__', [name, value], site) !== undefined) return;
      if (!computed && callSetter(engine, object, name, value, site)) return;
      return setField(engine, object, name, value, site);
    case 'list':
      if (name.k === 'const' && typeof name.value === 'number' && name.value === object.items.length)
        object.items.push(value);
      else if (!object.items.includes(value) && object.items.length < 64) {
        object.items.push(value);
        object.open = true;
      }
      return;
    case 'class':
      if (name.k === 'const') object.statics.fields.set(String(name.value), value);
      return;
    case 'function':
      return setField(engine, propertiesOf(engine, object), name, value, site);
    case 'namespace':
      if (name.k === 'const') object.module.exports.set(String(name.value), () => value);
      return;
    case 'model':
      if (name.k === 'const') object.set?.(engine, String(name.value), value, site);
      return;
    case 'external':
      // `sys.excepthook = report`
      engine.escape(
        [value].filter((v) => v.k === 'function'),
        object.name,
        site,
      );
      return noteStray(engine, name, value);
    case 'unknown':
    case 'event':
    case 'native':
      return noteStray(engine, name, value);
    default:
  }
}

/** One of the values that an object may be: what stood there may still. */
function setOneOf(
  engine: Engine,
  object: Abstract,
  name: Abstract,
  value: Abstract,
  how: { readonly computed: boolean; readonly isOnly: boolean; readonly site: Site },
): void {
  const { computed, isOnly, site } = how;
  const isItem = computed && hasSpecial(engine, object, '__setitem__');
  const written = isOnly || isItem ? value : unite(value, engine.get(object, name, computed, site));
  set(engine, object, name, written, computed, site);
}

/** `@x.setter` and `set x(value)`; false where the class has none of the name. */
function callSetter(engine: Engine, object: ObjectValue, name: Abstract, value: Abstract, site: Site): boolean {
  if (object.cls === null || name.k !== 'const') return false;
  const key = String(name.value);
  const setter = linearise(object.cls)
    .map((c) => c.setters.get(key))
    .find((s) => s !== undefined);
  if (setter === undefined) return false;
  const isPython = engine.languageOf(object.cls.module) === 'python';
  engine.call(isPython ? { ...setter, self: object, passesSelf: true } : setter, toArguments(value), site, object);
  return true;
}

function setField(engine: Engine, object: ObjectValue, name: Abstract, value: Abstract, site: Site): void {
  if (name.k === 'union') {
    // One of them is written, the others keep what they have. Nobody means the key `undefined`.
    const there = name.values.filter((n) => n.k !== 'const' || (n.value ?? null) !== null);
    if (there.length === 1 && there[0] !== undefined) return setField(engine, object, there[0], value, site);
    for (const n of there) {
      const before = n.k === 'const' ? object.fields.get(String(n.value)) : undefined;
      setField(engine, object, n, n.k === 'const' ? unite(before ?? UNDEFINED, value) : value, site);
    }
    return;
  }
  if (name.k !== 'const') return setComputed(engine, object, name, value, site);
  const key = String(name.value);
  const before = object.fields.get(key);
  if (object.isLongLived && !engine.isLoading) {
    const united = unite(before ?? UNDEFINED, value);
    if (before === undefined || toShape(united, false) !== toShape(before, false)) engine.keeps += 1;
    engine.version += 1;
    object.fields.set(key, united);
    return;
  }
  const write = (v: Abstract | undefined): unknown =>
    v === undefined ? object.fields.delete(key) : object.fields.set(key, v);
  writePlace(
    engine,
    { key: `${object.id}.${key}`, depth: object.depth, read: () => object.fields.get(key), write },
    value,
  );
}

/** Under a key that is not known. A loop over all keys of a value that writes what stands there copies it. */
function setComputed(engine: Engine, object: ObjectValue, name: Abstract, value: Abstract, site: Site): void {
  const source = name.k === 'unknown' ? name.keyOf : undefined;
  if (source !== undefined && toKey(engine.get(source, name, true, site)) === toKey(value))
    return spreadInto(engine, object, source);
  const known = object.computed.some((c) => toKey(c.key) === toKey(name) && toKey(c.value) === toKey(value));
  if (known || object.computed.length >= 64) return;
  engine.writes += 1;
  engine.version += 1;
  if (object.isLongLived && !engine.isLoading) engine.keeps += 1;
  object.computed.push({ key: name, value });
}

/** The properties of a function: `F.prototype`, `F.helper = …`. */
export function propertiesOf(engine: Engine, fn: FunctionValue): ObjectValue {
  const known = engine.propertiesOf.get(fn.id);
  if (known !== undefined) return known;
  const made = engine.createObject([['prototype', engine.createObject()]]);
  engine.propertiesOf.set(fn.id, made);
  return made;
}
