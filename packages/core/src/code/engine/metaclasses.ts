import type { Abstract, ClassValue, FunctionValue } from './abstract.ts';
import { toArguments, toConst, toNative } from './abstract.ts';
import type { Engine, Frame } from './engine.ts';
import { linearise } from './linearise.ts';

/** Runs what a metaclass does to a new class: it may enter it in a register. */
export function runMetaclass(engine: Engine, cls: ClassValue, frame: Frame): void {
  const owner = linearise(cls).find((c) => findKeyword(c) !== undefined);
  const written = owner === undefined ? undefined : findKeyword(owner);
  if (owner === undefined || written === undefined) return;
  const metaclass = engine.evaluate(
    written,
    owner === cls ? frame : { ...frame, module: owner.module, scope: owner.scope },
  );
  if (metaclass.k !== 'class') return;
  cls.metaclass = metaclass;
  const body = engine.createObject([...cls.methods, ...cls.statics.fields], { isDict: true });
  const given = [toConst(cls.ir.name ?? ''), engine.createList(cls.supers), body];
  const site = { module: cls.module, at: cls.ir.at };
  const run = (name: string, first: Abstract): void => {
    const method = findMethod(metaclass, name);
    if (method === undefined) return;
    engine.call({ ...method, self: first, passesSelf: true }, toArguments(...given), site, first);
  };
  engine.classesInMaking.push(cls);
  run('__new__', metaclass);
  engine.classesInMaking.pop();
  run('__init__', cls);
}

const findKeyword = (cls: ClassValue): NonNullable<ClassValue['ir']['keywords']>[number]['value'] | undefined =>
  cls.ir.keywords?.find((k) => k.name === 'metaclass')?.value;

const findMethod = (cls: ClassValue, name: string): FunctionValue | undefined =>
  linearise(cls)
    .map((c) => c.methods.get(name))
    .find((m) => m !== undefined);

/** `super().__new__(cls)` makes an instance; in a metaclass it answers with the class that is being made. */
export const createByNew: Abstract = toNative('__new__', (engine, args) => {
  const [cls] = args.positional;
  if (args.positional.length >= 4) return engine.classesInMaking.at(-1) ?? engine.createObject();
  return engine.createObject([], cls?.k === 'class' ? { cls } : {});
});
