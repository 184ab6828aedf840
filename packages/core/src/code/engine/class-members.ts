import type { Abstract, ClassValue, ObjectValue } from './abstract.ts';
import { NULL, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { findForeignSuper, findStatic } from './classes.ts';
import { linearise } from './linearise.ts';
import { createByNew } from './metaclasses.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { listFieldNames } from './field-names.ts';
import { callSpecial, readDescriptor } from './special-methods.ts';

/** What an instance has from its class, or `undefined`. */
export function getOfInstance(
  engine: Engine,
  object: ObjectValue,
  cls: ClassValue,
  key: string,
  site: Site,
): Abstract | undefined {
  const isPython = engine.languageOf(cls.module) === 'python';
  if (key === 'constructor' && !isPython) return cls;
  for (const c of linearise(cls)) {
    const getter = c.getters.get(key);
    if (getter !== undefined)
      return engine.call(
        isPython ? { ...getter, self: object, passesSelf: true } : getter,
        { positional: [], named: new Map() },
        site,
        object,
      );
    const method = c.methods.get(key);
    if (method !== undefined) return isPython ? { ...method, self: object, passesSelf: true } : method;
    // In Python a class attribute is read through the instance; in JS only `constructor` leads there.
    const fixed = isPython ? c.statics.fields.get(key) : undefined;
    if (fixed !== undefined) return readDescriptor(engine, fixed, object, site);
  }
  if (key === 'constructor' || key === '__class__') return cls;
  // The same fields, as a dict.
  if (isPython && key === '__dict__') return { ...object, isDict: true, cls: null, base: null };
  if (isPython && (FIELD_LISTS.has(key) || key === '_fields')) return getOfClass(engine, cls, key, site);
  return isPython && !/^__\w+__$/.test(key)
    ? callSpecial(engine, object, '__getattr__', [toConst(key)], site)
    : undefined;
}

/** What lists the fields of a class by name. */
const FIELD_LISTS: ReadonlySet<string> = new Set(['__annotations__', '__dataclass_fields__', 'model_fields']);

/** What a class says of itself in Python, unless it has a member of that name. */
function findOwnList(engine: Engine, cls: ClassValue, key: string): Abstract | undefined {
  if (engine.languageOf(cls.module) !== 'python' || linearise(cls).some((c) => c.statics.fields.has(key)))
    return undefined;
  if (key === '_fields') return engine.createList(listFieldNames(cls).map(toConst));
  if (key === '__dict__') return engine.createObject([...cls.methods, ...cls.statics.fields], { isDict: true });
  return undefined;
}

/** A static member of a class, in Python any attribute. */
export function getOfClass(engine: Engine, cls: ClassValue, key: string, site: Site): Abstract {
  if (key === 'prototype') return toPrototype(cls);
  if (key === 'name' || key === '__name__') return toConst(cls.ir.name ?? '');
  if (FIELD_LISTS.has(key))
    return engine.createObject(
      listFieldNames(cls).map((n) => [n, toUnknown('a field of a class')] as const),
      { isDict: true },
    );
  if (key === '__subclasses__') return toNative(key, (e) => e.createList(cls.subclasses));
  const getter = linearise(cls)
    .map((c) => c.statics.getters.get(key))
    .find((g) => g !== undefined);
  if (getter !== undefined) return engine.call(getter, { positional: [], named: new Map() }, site, cls);
  const fixed =
    findOwnList(engine, cls, key) ?? findStatic(engine, cls, key) ?? findOfMetaclass(engine, cls, key) ?? UNDEFINED;
  return callSpecial(engine, fixed, '__get__', [NULL, cls], site) ?? fixed;
}

/** What a class has from its own class: its methods take the class itself. */
function findOfMetaclass(engine: Engine, cls: ClassValue, key: string): Abstract | undefined {
  const found = cls.metaclass === null ? undefined : findStatic(engine, cls.metaclass, key);
  return found?.k === 'function' ? { ...found, self: cls, passesSelf: true } : found;
}

/** What a class's instances inherit. Its fields are the class's methods: a method that is added later is one too. */
function toPrototype(cls: ClassValue): ObjectValue {
  const parent = cls.supers.find((s) => s.k === 'class');
  return {
    ...cls.statics,
    id: -cls.id,
    fields: cls.methods,
    getters: cls.getters,
    base: parent === undefined ? null : toPrototype(parent),
  };
}

/** `Object.getPrototypeOf(value)`; a value whose prototype is not known stands for it itself. */
export function findPrototype(engine: Engine, value: Abstract): Abstract {
  if (value.k === 'class') return value.supers[0] ?? value;
  if (value.k !== 'object') return value;
  return value.cls === null ? (value.base ?? value) : toPrototype(value.cls);
}

/** `super.name` in a method of a class. */
export function findSuper(engine: Engine, frame: Frame, name: Abstract, site: Site): Abstract {
  const cls = frame.home;
  const key = name.k === 'const' ? String(name.value) : '';
  if (cls === null) return toUnknown('super outside a class');
  const isPython = engine.languageOf(cls.module) === 'python';
  const self =
    isPython && frame.self.k !== 'object'
      ? (frame.scope.cells.get(
          frame.fn?.ir.params[0]?.pattern.kind === 'name' ? frame.fn.ir.params[0].pattern.name : '',
        )?.value ?? frame.self)
      : frame.self;
  // The classes after this one in the order of the instance's own class: mixins too.
  const order = self.k === 'object' && self.cls !== null ? linearise(self.cls) : linearise(cls);
  for (const c of order.slice(order.indexOf(cls) + 1)) {
    const method = c.methods.get(key) ?? c.getters.get(key);
    if (method !== undefined) return isPython ? { ...method, self, passesSelf: true } : { ...method, self };
    const fixed = c.statics.fields.get(key);
    if (fixed !== undefined) return fixed;
  }
  const foreign = findForeignSuper(cls);
  if (key === '__new__') return createByNew;
  if (foreign === undefined || key === 'constructor' || key === '__init__') return toNative('super()', () => UNDEFINED);
  return engine.get(self.k === 'object' && self.base !== null ? self.base : foreign, name, false, site);
}
