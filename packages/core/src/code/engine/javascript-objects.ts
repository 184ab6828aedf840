import type { Abstract, NativeValue } from './abstract.ts';
import { findString, toArguments, toConst, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { spreadInto } from './spread.ts';

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
  const value = args.positional[0];
  if (value?.k !== 'object') return engine.createList([toUnknown('key of an object')], true);
  return engine.createList(
    [...[...value.fields.keys()].map((k) => toConst(k)), ...value.computed.map((c) => c.key)],
    value.open,
  );
};

export const objectValues: Call = (engine, args, site) => {
  const value = args.positional[0];
  if (value?.k !== 'object')
    return value === undefined
      ? engine.createList([])
      : engine.createList([engine.get(value, toUnknown('a key'), true, site)], true);
  const own = [...value.fields.keys()].map((k) => engine.get(value, toConst(k), false, site));
  return engine.createList([...own, ...value.computed.map((c) => c.value)], value.open);
};

export const objectEntries: Call = (engine, args, site) => {
  const value = args.positional[0];
  if (value?.k !== 'object')
    return engine.createList(
      [
        engine.createList([
          toUnknown('a key'),
          value === undefined ? UNDEFINED : engine.get(value, toUnknown('a key'), true, site),
        ]),
      ],
      true,
    );
  const own = [...value.fields.keys()].map((k) =>
    engine.createList([toConst(k), engine.get(value, toConst(k), false, site)]),
  );
  return engine.createList([...own, ...value.computed.map((c) => engine.createList([c.key, c.value]))], value.open);
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
  engine.writes += 1;
  if (target.k === 'object') for (const source of sources) spreadInto(engine, target, source);
  else
    for (const source of sources)
      if (source.k === 'object')
        for (const [name, value] of source.fields) engine.set(target, toConst(name), value, false, site);
  return target;
};

/** `Object.defineProperty(exports, 'x', { get, value })`, as compilers write re-exports. */
export const defineProperty: Call = (engine, args, site) => {
  const [target, name, descriptor] = args.positional;
  if (target === undefined || name === undefined || descriptor === undefined) return UNDEFINED;
  const getter = engine.get(descriptor, toConst('get'), false, site);
  if (getter.k === 'function' && target.k === 'object') target.getters.set(findString(name) ?? '', getter);
  else if (getter.k === 'const')
    engine.set(target, name, engine.get(descriptor, toConst('value'), false, site), false, site);
  return target;
};
