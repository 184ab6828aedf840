import type { ClassIr, ClassMember } from '../ir.ts';
import type { Abstract, Arguments, ClassValue, FunctionValue, ObjectValue } from './abstract.ts';
import { NO_ARGUMENTS, toAlternatives, toArguments, toConst, toUnknown, UNDEFINED } from './abstract.ts';
import { wrapDecorators } from './decorators.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { findMember } from './enums.ts';
import { listFieldNames } from './field-names.ts';
import { decorateParts, injectFields } from './injection.ts';
import { linearise } from './linearise.ts';
import { runMetaclass } from './metaclasses.ts';
import { createScope, declare } from './scope.ts';
import { callSpecial } from './special-methods.ts';
import { unite } from './union.ts';

/** Of one class that many instances are remembered. */
const MOST_INSTANCES = 4;

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
  const isPython = engine.languageOf(frame.module) === 'python';
  if (isPython && ir.name !== null) scope.cells.delete(ir.name);
  if (!isPython) decorateParts(engine, cls, inner);
  if (isPython) {
    announceSubclass(engine, cls, frame);
    runMetaclass(engine, cls, frame);
  }
  const wrapped = wrapDecorators(engine, ir.decorators, cls, frame);
  // A decorator of a class hardly ever makes something else of it.
  return wrapped.k === 'external' ? cls : wrapped;
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

/** `new C(…)` and Python's `C(…)`. */
export function instantiate(engine: Engine, cls: ClassValue, args: Arguments, site: Site): Abstract {
  const member = findMember(cls);
  if (member !== undefined) return member;
  const foreign = findForeignSuper(cls);
  const instance = engine.createObject([], { cls });
  engine.late.classes.set(cls, instance);
  if (foreign?.k === 'model' && foreign.construct !== undefined) instance.base = foreign.construct(engine, args, site);
  else if (foreign !== undefined) instance.base = foreign;
  const isPython = engine.languageOf(cls.module) === 'python';
  if (!isPython) {
    initialiseFields(engine, cls, instance);
    if (engine.injection.tokens.size > 0) for (const c of linearise(cls)) injectFields(engine, c, instance, site);
  }
  const made = isPython ? callNew(engine, cls, args, site) : undefined;
  keepInstance(engine, cls, instance);
  for (const one of made === undefined ? [instance] : toAlternatives(made)) {
    if (one.k !== 'object' || one.cls !== cls) continue;
    initialise(engine, one, cls, args, site);
    if (foreign?.k === 'model') foreign.initialise?.(engine, one, args, site);
  }
  return made ?? instance;
}

function keepInstance(engine: Engine, cls: ClassValue, instance: ObjectValue): void {
  const known = engine.instancesOf.get(cls.ir) ?? [];
  if (known.length < MOST_INSTANCES) engine.instancesOf.set(cls.ir, [...known, instance]);
}

/** Runs the constructor; a class without one takes its arguments as its fields. */
function initialise(engine: Engine, instance: ObjectValue, cls: ClassValue, args: Arguments, site: Site): void {
  const isPython = engine.languageOf(cls.module) === 'python';
  const constructor = linearise(cls)
    .map((c) => c.methods.get(isPython ? '__init__' : 'constructor'))
    .find((m) => m !== undefined);
  if (constructor !== undefined) {
    engine.call(isPython ? { ...constructor, self: instance, passesSelf: true } : constructor, args, site, instance);
    return;
  }
  assignFields(cls, instance, args);
  for (const name of AFTER_FIELDS) callSpecial(engine, instance, name, [], site);
}

/** What dataclasses, attrs and pydantic call when the fields are set. */
const AFTER_FIELDS = ['__post_init__', '__attrs_post_init__', 'model_post_init'] as const;

/** `__new__` of a Python class makes the instance, or finds the only one. */
function callNew(engine: Engine, cls: ClassValue, args: Arguments, site: Site): Abstract | undefined {
  const method = linearise(cls)
    .map((c) => c.methods.get('__new__'))
    .find((m) => m !== undefined);
  if (method === undefined) return undefined;
  const made = engine.call({ ...method, self: cls, passesSelf: true }, args, site, cls);
  return made.k === 'object' || made.k === 'union' ? made : undefined;
}

/** JS fields are set before the constructor's body runs, the base class's first. */
function initialiseFields(engine: Engine, cls: ClassValue, instance: ObjectValue): void {
  for (const c of [...linearise(cls)].reverse()) {
    for (const member of c.ir.members) {
      if (member.kind !== 'field' || member.isStatic) continue;
      const scope = createScope(c.scope, 'function');
      const frame: Frame = {
        module: c.module,
        scope,
        self: instance,
        fn: null,
        home: c,
        out: { returned: null, yielded: [] },
      };
      const key = engine.evaluate(member.name, frame);
      const value = member.value === null ? UNDEFINED : engine.evaluate(member.value, frame);
      if (key.k === 'const' && (member.value !== null || !instance.fields.has(String(key.value))))
        instance.fields.set(String(key.value), value);
    }
  }
}

/** A dataclass, a named tuple, a model: arguments become the fields that the class names. */
function assignFields(cls: ClassValue, instance: ObjectValue, args: Arguments): void {
  listFieldNames(cls).forEach((name, i) => {
    const value = args.named.get(name) ?? args.positional[i];
    if (value !== undefined) instance.fields.set(name, value);
    else if (args.rest !== undefined || args.named.has('**'))
      instance.fields.set(name, readSpread(args, name) ?? toUnknown(`field ${name} of ${cls.ir.name ?? 'a class'}`));
  });
  for (const [name, value] of args.named) if (name !== '**') instance.fields.set(name, value);
}

/** `Order(**event)`: the fields are those of what is spread. */
function readSpread(args: Arguments, name: string): Abstract | undefined {
  const spread = args.named.get('**');
  return spread?.k === 'event' || spread?.k === 'result'
    ? { ...spread, path: [...spread.path, name].slice(0, 24) }
    : undefined;
}

/** A base class out of a library that calls what a class defines; those of the language call nothing. */
function hasLibraryBase(cls: ClassValue): boolean {
  const base = findForeignSuper(cls);
  return (
    base?.k === 'external' && !/^(?:builtins|abc|enum|typing|typing_extensions|collections|global)$/.test(base.name)
  );
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
