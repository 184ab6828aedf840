import type { Abstract, Arguments, ClassValue, ObjectValue } from './abstract.ts';
import { toAlternatives, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { findMember } from './enums.ts';
import { listFieldNames } from './field-names.ts';
import { injectFields } from './injection.ts';
import { linearise } from './linearise.ts';
import { createScope } from './scope.ts';
import { callSpecial } from './special-methods.ts';
import { findForeignSuper } from './classes.ts';

/** Of one class that many instances are remembered. */
const MOST_INSTANCES = 4;

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

/** Runs the constructor; a Python class without one takes its arguments as its fields. */
function initialise(engine: Engine, instance: ObjectValue, cls: ClassValue, args: Arguments, site: Site): void {
  const isPython = engine.languageOf(cls.module) === 'python';
  const constructor = linearise(cls)
    .map((c) => c.methods.get(isPython ? '__init__' : 'constructor'))
    .find((m) => m !== undefined);
  if (constructor !== undefined) {
    engine.call(isPython ? { ...constructor, self: instance, passesSelf: true } : constructor, args, site, instance);
    return;
  }
  if (!isPython) return;
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
    else if (hasOwnDefault(cls, name)) return;
    else if (args.rest !== undefined || args.named.has('**'))
      instance.fields.set(name, readSpread(args, name) ?? toUnknown(`field ${name} of ${cls.ir.name ?? 'a class'}`));
  });
  for (const [name, value] of args.named) if (name !== '**') instance.fields.set(name, value);
}

/** Whether a field begins with something that no event and no framework gives: a client, a table, a service. */
function hasOwnDefault(cls: ClassValue, name: string): boolean {
  const fixed = linearise(cls)
    .map((c) => c.statics.fields.get(name))
    .find((v) => v !== undefined);
  return (fixed?.k === 'model' && fixed.sensitive !== undefined) || (fixed?.k === 'object' && fixed.cls !== null);
}

/** `Order(**event)`: the fields are those of what is spread. */
function readSpread(args: Arguments, name: string): Abstract | undefined {
  const spread = args.named.get('**');
  return spread?.k === 'event' || spread?.k === 'result'
    ? { ...spread, path: [...spread.path, name].slice(0, 24) }
    : undefined;
}
