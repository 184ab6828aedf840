import type { Abstract, ModelValue, NativeValue } from './abstract.ts';
import { toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';

type Call = NativeValue['call'];

import { listOf, objectEntries, objectFromEntries, objectKeys, objectValues } from './javascript-objects.ts';
/** A Map keeps keys that are constants apart; a Set is a list. */
export const newMap: Call = (engine, args, site) => {
  const store = objectFromEntries(
    engine,
    args.positional.length === 0 || args.positional[0]?.k === 'const' ? toArguments(engine.createList([])) : args,
    site,
    UNDEFINED,
  );
  return createMap(store);
};

export function createMap(store: Abstract): ModelValue {
  const key = store.k === 'object' ? `Map#${store.id}` : 'Map';
  const members: Readonly<Record<string, Call>> = {
    get: (engine, args, site) => engine.get(store, args.positional[0] ?? UNDEFINED, true, site),
    set: (engine, args, site) => {
      engine.set(store, args.positional[0] ?? UNDEFINED, args.positional[1] ?? UNDEFINED, true, site);
      return createMap(store);
    },
    has: () => toUnknown('result of Map.has'),
    keys: (engine, _args, site) => objectKeys(engine, toArguments(store), site, UNDEFINED),
    values: (engine, _args, site) => objectValues(engine, toArguments(store), site, UNDEFINED),
    entries: (engine, _args, site) => objectEntries(engine, toArguments(store), site, UNDEFINED),
    forEach: (engine, args, site) => {
      for (const pair of engine.itemsOf(objectEntries(engine, toArguments(store), site, UNDEFINED), site)) {
        engine.call(
          args.positional[0] ?? UNDEFINED,
          toArguments(engine.get(pair, toConst('1'), true, site), engine.get(pair, toConst('0'), true, site)),
          site,
        );
      }
      return UNDEFINED;
    },
  };
  return {
    k: 'model',
    key,
    get: (_engine, name) =>
      Object.hasOwn(members, name) ? toNative(`${key}.${name}`, members[name] as Call) : toUnknown(`${name} of a Map`),
    iterateAll: (engine, site) => engine.itemsOf(objectEntries(engine, toArguments(store), site, UNDEFINED), site),
  };
}

export const newSet: Call = (engine, args, site) =>
  args.positional[0] === undefined || args.positional[0].k === 'const'
    ? engine.createList([])
    : listOf(engine, args.positional[0], site);
