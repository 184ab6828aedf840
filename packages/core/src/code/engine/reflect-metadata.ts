import type { Abstract, ClassValue, NativeValue } from './abstract.ts';
import { toAlternatives, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { findForeignSuper } from './classes.ts';
import type { Engine } from './engine.ts';
import { linearise } from './linearise.ts';
import { findTypedClass } from './typed-classes.ts';
import { toKey, unite } from './union.ts';

type Call = NativeValue['call'];

/** What the package `reflect-metadata` adds to `Reflect`: decorators leave there what a container written by hand reads. */
export const METADATA_MEMBERS: Readonly<Record<string, Call>> = {
  metadata: (_engine, args) => {
    const [key = UNDEFINED, value = UNDEFINED] = args.positional;
    return toNative('metadata', (engine, target) => {
      const [of = UNDEFINED, name] = target.positional;
      defineMetadata(engine, [key, of, name], value);
      return UNDEFINED;
    });
  },
  defineMetadata: (engine, args) => {
    const [key = UNDEFINED, value = UNDEFINED, of = UNDEFINED, name] = args.positional;
    defineMetadata(engine, [key, of, name], value);
    return UNDEFINED;
  },
  getMetadata: (engine, args) => findMetadata(engine, args.positional) ?? toUnknown('metadata'),
  getOwnMetadata: (engine, args) => findMetadata(engine, args.positional, true) ?? toUnknown('metadata'),
  hasMetadata: (engine, args) => toPresence(findMetadata(engine, args.positional)),
  hasOwnMetadata: (engine, args) => toPresence(findMetadata(engine, args.positional, true)),
};

// Decorators of libraries that are not known may have left something too.
const toPresence = (found: Abstract | undefined): Abstract =>
  found === undefined ? toUnknown('whether there is metadata') : toConst(true);

const toPlace = (key: Abstract, of: string, name: Abstract | undefined): string =>
  `${toKey(key)} ${of} ${name === undefined ? '' : toKey(name)}`;

/** The class whose metadata a value leads to: of a prototype, an instance, or a method that a decorator is given. */
function findOwner(value: Abstract, name: Abstract | undefined): string {
  if (value.k === 'class') return `class:${value.id}`;
  if (value.k === 'object' && value.id < 0) return `class:${-value.id}`;
  if (value.k === 'object' && value.cls !== null) return `class:${value.cls.id}`;
  return value.k === 'function' && value.home !== undefined && name !== undefined
    ? `class:${value.home.id}`
    : toKey(value);
}

/** Leaves a value under a key for a class, or for a member of one. */
export function defineMetadata(
  engine: Engine,
  [key, of, name]: readonly [Abstract, Abstract, Abstract | undefined],
  value: Abstract,
): void {
  if (key.k !== 'unknown') engine.injection.metadata.set(toPlace(key, findOwner(of, name), name), value);
}

function findMetadata(
  engine: Engine,
  [key = UNDEFINED, of = UNDEFINED, name]: readonly Abstract[],
  isOwn = false,
): Abstract | undefined {
  if (key.k === 'unknown') return undefined;
  const found = toAlternatives(of).map((one) => {
    const cls = one.k === 'object' ? one.cls : one;
    const owners = (cls?.k === 'class' && !isOwn ? linearise(cls) : [one]).map((o) => findOwner(o, name));
    const kept = owners.map((o) => engine.injection.metadata.get(toPlace(key, o, name))).find((v) => v !== undefined);
    const isTypes = key.k === 'const' && key.value === 'design:paramtypes' && name === undefined;
    return kept ?? (isTypes && one.k === 'class' ? listParameterTypes(engine, one) : undefined);
  });
  const known = found.filter((v) => v !== undefined);
  return known.length === found.length && known.length > 0 ? unite(...known) : undefined;
}

/** What TypeScript's `emitDecoratorMetadata` leaves for a class: the types of its constructor's parameters. */
function listParameterTypes(engine: Engine, cls: ClassValue): Abstract | undefined {
  for (const c of linearise(cls)) {
    const constructor = c.methods.get('constructor');
    if (constructor === undefined) continue;
    const types = constructor.ir.params.map((p) =>
      p.type === undefined ? undefined : findTypedClass(engine, p.type, c),
    );
    return engine.createList(types.map((type) => type ?? toUnknown('a type that is no class')));
  }
  return findForeignSuper(cls) === undefined ? UNDEFINED : undefined;
}
