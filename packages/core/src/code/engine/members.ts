import type { Abstract, ExternalValue, ListValue, ObjectValue } from './abstract.ts';
import { toConst, toGuess, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { findComputed, findIdentity } from './keys.ts';
import { linearise } from './linearise.ts';
import { toFieldPath } from './data-class-fields.ts';
import { findOfMember } from './enums.ts';
import { findDictMethod } from './dict-methods.ts';
import type { Engine, Site } from './engine.ts';
import { findFunctionMethod } from './function-methods.ts';
import { findLikelyKeys } from './key-pattern.ts';
import { findListMethod } from './list-methods.ts';
import { listExports, readNamespace } from './modules.ts';
import { findPromiseMethod } from './promise-methods.ts';
import { callSpecial } from './special-methods.ts';
import { findStringMethod, isStringMethod } from './string-methods.ts';
import { findStray } from './stray-fields.ts';
import { isTemplateText } from './text-edits.ts';
import { unite } from './union.ts';
import { getOfInstance, getOfClass } from './class-members.ts';
import { getOfNative } from './native-members.ts';

/** Reads `object.name` or `object[name]`. */
export function get(engine: Engine, object: Abstract, name: Abstract, computed: boolean, site: Site): Abstract {
  // What a closed table may not hold names no member: that path throws, or finds nothing.
  if (name.k === 'union')
    return unite(...name.values.map((n) => (isNothing(n) ? UNDEFINED : get(engine, object, n, computed, site))));
  if (object.k === 'union') return getOfUnion(engine, object.values, name, computed, site);
  if (computed && object.k === 'object' && object.cls !== null) {
    const item = callSpecial(engine, object, '__getitem__', [name], site);
    if (item !== undefined) return item;
  }
  const key = name.k === 'const' && name.value !== null && name.value !== undefined ? String(name.value) : null;
  if (key === null) return getComputed(engine, object, name, site);
  // The value of a member of an enumeration, which stands for it.
  if (key === 'value' && !computed && isText(object) && engine.languageOf(site.module) === 'python') return object;
  const isPromise = !computed && object.k !== 'namespace' ? findPromiseMethod(object, key) : undefined;
  if (isPromise !== undefined) return isPromise;
  const stray = findStray(engine, object, key);
  if (stray !== undefined) return stray;
  switch (object.k) {
    case 'object':
      return getOfObject(engine, object, key, computed, site);
    case 'list':
      return getOfList(engine, object, key, site);
    case 'class':
      return getOfClass(engine, object, key, site);
    case 'function':
      return findFunctionMethod(engine, object, key) ?? UNDEFINED;
    case 'native':
      return object.isGuess === true && !/^(?:call|apply|bind)$/.test(key)
        ? getOfUnknown(engine, toUnknown(`${object.name} of a value that is not known`), key)
        : getOfNative(object, key);
    case 'model':
      return object.get?.(engine, key, site) ?? toUnknown(`${key} of ${object.key}`);
    case 'external':
      return getOfExternal(engine, object, key, site);
    case 'namespace':
      return readNamespace(engine, object.module, key, site);
    case 'event':
    case 'result':
      return getOfData(engine, object, key, computed, site);
    case 'const':
      return (
        (typeof object.value === 'string' ? findStringMethod(engine, object, key) : undefined) ??
        findOfMember(engine, object, key, site) ??
        UNDEFINED
      );
    case 'env':
    case 'concat':
      return findStringMethod(engine, object, key) ?? toUnknown(`${key} of a string`);
    default:
      return getOfUnknown(engine, object, key);
  }
}

const isNothing = (value: Abstract): boolean => value.k === 'const' && (value.value ?? null) === null;

const isText = (value: Abstract): boolean =>
  value.k === 'env' || value.k === 'concat' || (value.k === 'const' && (value.value ?? null) !== null);

function getOfUnion(
  engine: Engine,
  values: readonly Abstract[],
  name: Abstract,
  computed: boolean,
  site: Site,
): Abstract {
  // Nothing can be read from undefined or null: that path throws.
  const there = values.filter((v) => !isNothing(v));
  return there.length === 0 ? UNDEFINED : unite(...there.map((v) => get(engine, v, name, computed, site)));
}

function getComputed(engine: Engine, object: Abstract, name: Abstract, site: Site): Abstract {
  switch (object.k) {
    case 'object': {
      return getAnyOfObject(engine, object, name, site);
    }
    case 'list':
      return object.items.length === 0 ? toUnknown('element of an empty list') : unite(...object.items, UNDEFINED);
    case 'event':
    case 'result':
      return { ...object, path: [...object.path, '[]'].slice(0, 24) };
    case 'model':
      if (object.index !== undefined) return object.index(engine, name, site);
      return object.get?.(engine, '[]', site) ?? toUnknown(`a field of ${object.key}`);
    case 'class': {
      // `Repository[Order]` is the class itself.
      if (engine.languageOf(object.module) === 'python' && isType(name)) return object;
      const statics = linearise(object).flatMap((c) => [...c.statics.fields.values()]);
      return statics.length === 0 ? toUnknown('a static member') : unite(...statics);
    }
    case 'function': {
      const properties = engine.propertiesOf.get(object.id);
      return properties === undefined
        ? toUnknown('a property of a function')
        : getAnyOfObject(engine, properties, name, site);
    }
    case 'namespace':
      return unite(
        ...findLikelyKeys(name, listExports(object.module)).map((n) => readNamespace(engine, object.module, n, site)),
        toUnknown('an export'),
      );
    default:
      return toUnknown('field under a key that is not known');
  }
}

/** What stands between the brackets of a generic class. */
const isType = (name: Abstract): boolean =>
  ['class', 'external', 'list', 'model', 'native', 'namespace', 'object'].includes(name.k) ||
  (name.k === 'union' && name.values.every(isType));

/** Any field of an object: what stands in it, its class's methods, what it inherits. */
function getAnyOfObject(engine: Engine, object: ObjectValue, name: Abstract, site: Site): Abstract {
  const getters = [...object.getters.keys()];
  const methods = (object.cls === null || object.isDict ? [] : linearise(object.cls)).flatMap((c) => [
    ...c.methods.keys(),
    ...c.getters.keys(),
  ]);
  const read = new Set([...getters, ...methods].filter((n) => n !== 'constructor' && !/^__\w+__$/.test(n)));
  const likely = name.k === 'class' ? [] : findLikelyKeys(name, [...object.fields.keys(), ...read]);
  const all = [
    ...likely.flatMap((n) => object.fields.get(n) ?? []),
    ...findComputed(object, name),
    ...likely.filter((n) => read.has(n)).map((n) => engine.get(object, toConst(n), false, site)),
    ...(object.base === null || object.base.k === 'const' ? [] : [getComputed(engine, object.base, name, site)]),
  ];
  const isOpen = object.open && object.base === null;
  // Under that key there may be nothing.
  return unite(
    ...all,
    UNDEFINED,
    ...(isOpen || (all.length === 0 && findIdentity(name) === undefined)
      ? [toUnknown('field of an object under a key that is not known')]
      : []),
  );
}

function getOfObject(engine: Engine, object: ObjectValue, key: string, computed: boolean, site: Site): Abstract {
  if (object.isDict && !computed) return findDictMethod(engine, object, key) ?? toUnknown(`${key} of a dict`);
  const getter = object.getters.get(key);
  if (getter !== undefined) return engine.call(getter, { positional: [], named: new Map() }, site, object);
  const own = object.fields.get(key);
  const others = findComputed(object, toConst(key));
  if (own !== undefined) {
    if (object.isLongLived && !engine.isLoading && own.k === 'const') engine.sawVolatile = true;
    return others.length === 0 ? own : unite(own, ...others);
  }
  if (object.cls !== null) {
    const inherited = getOfInstance(engine, object, object.cls, key, site);
    if (inherited !== undefined) return inherited;
  }
  if (object.base !== null) return getOfBase(engine, object, object.base, key, site);
  if (others.length > 0) return unite(...others);
  if (object.open) return toUnknown(`field ${key} of an object`);
  // Objects of JavaScript inherit little, and not what dicts have.
  const isInherited = key === 'hasOwnProperty' || key === 'toString' || engine.languageOf(site.module) === 'python';
  return (isInherited ? findDictMethod(engine, object, key) : undefined) ?? UNDEFINED;
}

/** A member of a class that is not part of the application: it may call what the subclass defines. */
function getOfBase(engine: Engine, object: ObjectValue, base: Abstract, key: string, site: Site): Abstract {
  if (base.k === 'object') return getOfObject(engine, base, key, false, site);
  const inherited = engine.get(base, toConst(key), false, site);
  const cls = object.cls;
  if (inherited.k !== 'external' || cls === null) return inherited;
  const own = [...cls.methods]
    .filter(([name]) => name !== 'constructor' && name !== '__init__')
    .map(([name]) => engine.get(object, toConst(name), false, site));
  return {
    ...inherited,
    isInherited: true,
    wraps: [...(inherited.wraps ?? []), ...own.filter((m) => m.k === 'function').map((m) => ({ ...m, self: object }))],
  };
}

function getOfList(engine: Engine, list: ListValue, key: string, site: Site): Abstract {
  if (key === 'next' && engine.returnOf.has(list.id))
    return toNative('next', () =>
      engine.createObject([
        ['value', unite(...list.items, engine.returnOf.get(list.id) ?? UNDEFINED)],
        ['done', toUnknown('whether a generator is done')],
      ]),
    );
  const index = Number(key);
  if (Number.isInteger(index)) {
    if (list.at !== undefined) return list.at(index);
    const item = list.items.at(index);
    if (item !== undefined && !list.open) return item;
    return list.items.length === 0 ? (list.open ? toUnknown('element of a list') : UNDEFINED) : unite(...list.items);
  }
  return findListMethod(engine, list, key, site) ?? UNDEFINED;
}

function getOfExternal(engine: Engine, object: ExternalValue, key: string, site: Site): Abstract {
  // `default` is what interop adds around a CommonJS package.
  if (key === 'default' || key === '__esModule') return object;
  const path = [...object.path, key];
  const { isInherited: _, ...rest } = object;
  return engine.findModelled(object.name, path, site) ?? { ...rest, path: path.slice(-12) };
}

/** A field of the event or of a result; what looks like a method of a string or list is one. */
function getOfData(
  engine: Engine,
  object: Extract<Abstract, { k: 'event' | 'result' }>,
  key: string,
  computed: boolean,
  site: Site,
): Abstract {
  const isPython = engine.languageOf(site.module) === 'python';
  if (!computed) {
    const asList = engine.createList([{ ...object, path: [...object.path, '[]'].slice(0, 24) }], true);
    const method = isPython ? findDictMethod(engine, object, key) : undefined;
    if (method !== undefined) return method;
    const listMethod = findListMethod(engine, asList, key, site);
    if (listMethod?.k === 'native') return { ...listMethod, isGuess: true };
    if (key === 'split' && isTemplateText(object)) return findStringMethod(engine, object, key) ?? object;
    if (isStringMethod(key)) return toGuess(key, () => object);
  }
  if (/^-?\d+$/.test(key)) return { ...object, path: [...object.path, '[]'].slice(0, 24) };
  const field = isPython && !computed && object.k === 'event' ? toFieldPath(key) : [key];
  return { ...object, path: [...object.path, ...field].slice(0, 24) };
}

function getOfUnknown(engine: Engine, object: Abstract, key: string): Abstract {
  const why = object.k === 'unknown' ? object.why : 'a value that is not known';
  return toGuess(`?.${key}`, (e, args, site) => e.callUnknownMethod(key, why, args, site));
}
