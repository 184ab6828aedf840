import type { Abstract, NativeValue, ObjectValue } from './abstract.ts';
import { findString, toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { findKeys, hasKey } from './keys.ts';
import { assignInto } from './spread.ts';

type Call = NativeValue['call'];

export const listOf = (engine: Engine, value: Abstract | undefined, site: Site): Abstract => {
  if (value === undefined) return engine.createList([]);
  if (value.k === 'list') return engine.createList(value.items, value.open);
  return engine.createList(engine.itemsOf(value, site), true);
};

export const fromList: Call = (engine, args, site) => {
  const list = listOf(engine, args.positional[0], site);
  const mapper = args.positional[1];
  return mapper === undefined
    ? list
    : engine.call(engine.get(list, toConst('map'), false, site), toArguments(mapper), site, list);
};

export const objectKeys: Call = (engine, args) => {
  const { keys, isOpen } = findKeys(args.positional[0] ?? UNDEFINED);
  return engine.createList(keys, isOpen);
};

export const objectValues: Call = (engine, args, site) => {
  const value = args.positional[0] ?? UNDEFINED;
  const { keys, isOpen } = findKeys(value);
  return engine.createList(
    keys.map((key) => engine.get(value, key, true, site)),
    isOpen,
  );
};

export const objectEntries: Call = (engine, args, site) => {
  const value = args.positional[0] ?? UNDEFINED;
  const { keys, isOpen } = findKeys(value);
  return engine.createList(
    keys.map((key) => engine.createList([key, engine.get(value, key, true, site)])),
    isOpen,
  );
};

export const objectFromEntries: Call = (engine, args, site) => {
  const object = engine.createObject();
  for (const pair of engine.itemsOf(args.positional[0] ?? UNDEFINED, site)) {
    engine.set(
      object,
      engine.get(pair, toConst('0'), true, site),
      engine.get(pair, toConst('1'), true, site),
      true,
      site,
    );
  }
  return object;
};

export const assign: Call = (engine, args, site) => {
  const [target, ...sources] = args.positional;
  if (target === undefined) return UNDEFINED;
  if (target.k === 'object') for (const source of sources) assignInto(engine, target, source, site);
  else
    for (const source of sources)
      if (source.k === 'object')
        for (const [name, value] of source.fields) engine.set(target, toConst(name), value, false, site);
  return target;
};

/** `Object.defineProperty(exports, 'x', { get, value })`, as compilers write re-exports. */
export const defineProperty: Call = (engine, args, site) => {
  const [target = UNDEFINED, name = UNDEFINED, descriptor = UNDEFINED] = args.positional;
  if (descriptor.k === 'union') {
    for (const one of descriptor.values)
      if (one.k === 'object') defineProperty(engine, toArguments(target, name, one), site, UNDEFINED);
    return target;
  }
  const getter = engine.get(descriptor, toConst('get'), false, site);
  const key = findString(name);
  if (getter.k !== 'const' && getter.k !== 'native' && target.k === 'object' && key !== undefined) {
    if (getter.k === 'function') target.getters.set(key, getter);
  } else if (getter.k === 'function' && target.k === 'object')
    // Under a name that is not known a getter is as good as what it gives.
    engine.set(target, name, engine.call(getter, toArguments(), site, target), true, site);
  else if (getter.k === 'const')
    engine.set(target, name, engine.get(descriptor, toConst('value'), false, site), true, site);
  return target;
};

/** `Object.defineProperties(target, { x: descriptor })`. */
export const defineProperties: Call = (engine, args, site) => {
  const [target = UNDEFINED, descriptors = UNDEFINED] = args.positional;
  for (const key of findKeys(descriptors).keys)
    defineProperty(engine, toArguments(target, key, engine.get(descriptors, key, true, site)), site, UNDEFINED);
  return target;
};

const describe = (engine: Engine, object: Abstract, key: Abstract, site: Site): Abstract => {
  const getter = object.k === 'object' ? object.getters.get(findString(key) ?? '') : undefined;
  if (getter !== undefined) return engine.createObject([['get', getter]], { open: true });
  return engine.createObject([
    ['value', engine.get(object, key, true, site)],
    ['writable', toUnknown('whether a property can be written')],
  ]);
};

export const ownDescriptor: Call = (engine, args, site) => {
  const [object = UNDEFINED, key = UNDEFINED] = args.positional;
  return hasKey(object, key) === false ? UNDEFINED : describe(engine, object, key, site);
};

export const ownDescriptors: Call = (engine, args, site) => {
  const object = args.positional[0] ?? UNDEFINED;
  const descriptors = engine.createObject();
  for (const key of findKeys(object).keys)
    engine.set(descriptors, key, describe(engine, object, key, site), true, site);
  return descriptors;
};

/** `Object.create(prototype, descriptors)`: what is inherited is found behind it. */
export const createFrom: Call = (engine, args, site) => {
  const [prototype = UNDEFINED, descriptors] = args.positional;
  const object: ObjectValue = engine.createObject([], { base: prototype.k === 'const' ? null : prototype });
  if (descriptors !== undefined) defineProperties(engine, toArguments(object, descriptors), site, UNDEFINED);
  return object;
};

const test = (answer: boolean | undefined): Abstract =>
  answer === undefined ? toUnknown('whether a property is there') : toConst(answer);

export const hasOwn: Call = (_engine, args) =>
  test(hasKey(args.positional[0] ?? UNDEFINED, args.positional[1] ?? UNDEFINED));

/** `Object.prototype`, whose methods are borrowed with `call`. */
export const OBJECT_PROTOTYPE: ReadonlyMap<string, Abstract> = new Map<string, Abstract>(
  ['hasOwnProperty', 'propertyIsEnumerable'].map((name) => [
    name,
    toNative(`Object.prototype.${name}`, (_engine, args, _site, self) =>
      test(hasKey(self, args.positional[0] ?? UNDEFINED)),
    ),
  ]),
);
