import type { ClassIr, ClassMember } from '../ir.ts';
import type { Abstract, ClassValue, FunctionValue } from './abstract.ts';
import { NO_ARGUMENTS, toArguments, toConst, toUnknown } from './abstract.ts';
import { wrapDecorators } from './decorators.ts';
import { isEnum } from './enums.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { decorateParts } from './injection.ts';
import { isLanguage } from './is-language.ts';
import { noteClues } from './library-clues.ts';
import { linearise } from './linearise.ts';
import { runMetaclass } from './metaclasses.ts';
import { createScope, declare } from './scope.ts';
import { callSpecial } from './special-methods.ts';
import { unite } from './union.ts';

/** Evaluates a class: its methods, static fields and decorators. */
export function createClass(engine: Engine, ir: ClassIr, frame: Frame): Abstract {
  const scope = createScope(frame.scope, 'class');
  const supers = ir.superclasses.map((s) => engine.evaluate(s, frame));
  const statics = engine.createObject();
  const cls: ClassValue = {
    k: 'class',
    id: engine.nextId(),
    ir,
    scope,
    module: frame.module,
    supers,
    statics,
    methods: new Map(),
    getters: new Map(),
    setters: new Map(),
    metaclass: null,
    subclasses: [],
  };
  if (ir.name !== null) declare(scope, ir.name, cls, engine.depth, true);
  const inner: Frame = { ...frame, scope, home: cls, self: cls };
  for (const member of ir.members) defineMember(engine, cls, member, inner);
  noteAttributes(engine, cls);
  const isPython = engine.languageOf(frame.module) === 'python';
  if (isPython && ir.name !== null) scope.cells.delete(ir.name);
  if (!isPython) decorateParts(engine, cls, inner);
  if (isPython) {
    const site = { module: cls.module, at: ir.at };
    for (const [name, value] of statics.fields) callSpecial(engine, value, '__set_name__', [cls, toConst(name)], site);
    if (isEnum(cls)) engine.enums.push(cls);
    announceSubclass(engine, cls, frame);
    runMetaclass(engine, cls, frame);
  }
  return wrapDecorators(engine, ir.decorators, cls, frame);
}

/** Attributes that a base class of a library may read: `__table_name__ = os.environ['TABLE']`. */
function noteAttributes(engine: Engine, { supers, statics, module, ir }: ClassValue): void {
  const base = supers.find((s) => s.k === 'external');
  if (base?.k !== 'external' || isLanguage(base.name)) return;
  const values = [...statics.fields.values()].filter((v) => v.k !== 'function' && v.k !== 'native');
  noteClues(engine, [base.name, ...base.path].join('.'), values, { module, at: ir.at });
}

/** Tells the classes above of a new one: `__subclasses__()` lists it, `__init_subclass__` may register it. */
function announceSubclass(engine: Engine, cls: ClassValue, frame: Frame): void {
  const above = linearise(cls).slice(1);
  for (const parent of cls.supers) if (parent.k === 'class') parent.subclasses.push(cls);
  const hook = above.map((c) => c.methods.get('__init_subclass__')).find((m) => m !== undefined);
  if (hook === undefined) return;
  const named = new Map((cls.ir.keywords ?? []).map((k) => [k.name, engine.evaluate(k.value, frame)]));
  engine.call(
    { ...hook, self: cls, passesSelf: true },
    { positional: [], named },
    { module: cls.module, at: cls.ir.at },
  );
}

function defineMember(engine: Engine, cls: ClassValue, member: ClassMember, inner: Frame): void {
  if (member.kind === 'static-block') {
    engine.execute(member.body, inner);
    return;
  }
  const key = engine.evaluate(member.name, inner);
  const name = key.k === 'const' ? String(key.value) : '';
  if (member.kind === 'field') {
    if (!member.isStatic || member.value === null) return;
    const value = engine.evaluate(member.value, inner);
    cls.statics.fields.set(name, value);
    if (engine.languageOf(cls.module) === 'python') declare(inner.scope, name, value, engine.depth);
    return;
  }
  const isPython = engine.languageOf(cls.module) === 'python';
  const fn = engine.createFunction({
    ir: member.fn,
    scope: isPython ? (cls.scope.parent ?? cls.scope) : cls.scope,
    module: cls.module,
    home: cls,
  });
  if (member.accessor === 'set') cls.setters.set(name, fn);
  else if (member.accessor === 'get') (member.isStatic ? cls.statics : cls).getters.set(name, fn);
  else if (member.isStatic)
    cls.statics.fields.set(
      name,
      member.fn.decorators.length === 0 ? fn : wrapDecorators(engine, member.fn.decorators, fn, inner),
    );
  else if (member.isClassMethod) cls.statics.fields.set(name, { ...fn, self: cls, passesSelf: true });
  else {
    cls.methods.set(name, fn);
    decorateMethod(engine, cls, name, member, fn, inner);
  }
}

/** A decorator of a method sees the function; what it makes of it stands in the method's place when it still is one. */
function decorateMethod(
  engine: Engine,
  cls: ClassValue,
  name: string,
  member: Extract<ClassMember, { kind: 'method' }>,
  fn: FunctionValue,
  inner: Frame,
): void {
  if (member.fn.decorators.length === 0) return;
  const isPython = engine.languageOf(cls.module) === 'python';
  if (isPython) {
    const wrapped = wrapDecorators(engine, member.fn.decorators, fn, inner);
    if (wrapped.k === 'function') cls.methods.set(name, wrapped);
    return;
  }
  // TypeScript's decorators get (prototype, name, descriptor) or (method, context).
  const site = { module: cls.module, at: member.at };
  for (const decorator of member.fn.decorators) {
    const descriptor = engine.createObject([['value', fn]]);
    engine.call(engine.evaluate(decorator, inner), toArguments(fn, toConst(name), descriptor), site);
    const replaced = descriptor.fields.get('value');
    if (replaced?.k === 'function') cls.methods.set(name, { ...replaced, home: cls });
  }
}

/** The first class above that is not part of the application. */
export function findForeignSuper(cls: ClassValue): Abstract | undefined {
  for (const c of linearise(cls))
    for (const s of c.supers) if (s.k === 'external' || s.k === 'model' || s.k === 'union') return s;
  return undefined;
}

/** A base class out of a library that calls what a class defines; those of the language call nothing. */
export function hasLibraryBase(cls: ClassValue): boolean {
  const base = findForeignSuper(cls);
  return base?.k === 'external' && !isLanguage(base.name);
}

/**
 * Calls, on an instance, every method that has a decorator, or every method of a class that extends one of a library: what a
 * framework does with a controller or a view.
 */
export function callDecoratedMethods(engine: Engine, cls: ClassValue, site: Site): void {
  const isView = hasLibraryBase(cls);
  const decorated = cls.ir.members.filter(
    (m) =>
      m.kind === 'method' &&
      m.name.kind === 'const' &&
      (isView ? !/^(?:constructor|__init__)$/.test(String(m.name.value)) : m.fn.decorators.length > 0),
  );
  if (decorated.length === 0) return;
  const instance = engine.construct(cls, { ...NO_ARGUMENTS, rest: toUnknown('given by a framework') }, site);
  for (const member of decorated) {
    if (member.kind !== 'method' || member.name.kind !== 'const') continue;
    const method = engine.get(instance, toConst(member.name.value), false, site);
    engine.call(method, { ...NO_ARGUMENTS, rest: toUnknown('given by a framework') }, site, instance);
  }
}

/** The static member of a class or of a class above it. */
export function findStatic(engine: Engine, cls: ClassValue, name: string): Abstract | undefined {
  for (const c of linearise(cls)) {
    const found = c.statics.fields.get(name) ?? c.methods.get(name);
    if (found !== undefined)
      return found.k === 'function' && c !== cls && found.self === c ? { ...found, self: cls } : found;
  }
  const foreign = findForeignSuper(cls);
  if (foreign === undefined) return undefined;
  const inherited = unite(engine.get(foreign, toConst(name), false, { module: cls.module, at: cls.ir.at }));
  return inherited.k === 'external' && hasLibraryBase(cls)
    ? { ...inherited, isInherited: true, wraps: [cls] }
    : inherited;
}
