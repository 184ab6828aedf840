import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { findString, toArguments, toConst, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { conditionally } from '../engine/branches.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { spreadInto } from '../engine/spread.ts';
import { unite } from '../engine/union.ts';
import { isCallable } from './native-table.ts';

type Call = NativeValue['call'];

interface Entry {
  readonly key: Abstract;
  readonly value: Abstract;
}

const INDEX = toUnknown('an index');

/** The items of a list or the fields of an object, with their keys. */
function entriesOf(engine: Engine, collection: Abstract, site: Site): readonly Entry[] {
  if (collection.k !== 'object') return engine.itemsOf(collection, site).map((value) => ({ key: INDEX, value }));
  const own = [...collection.fields.keys()].map((name) => ({
    key: toConst(name),
    value: engine.get(collection, toConst(name), true, site),
  }));
  const open = collection.open && own.length === 0 && collection.computed.length === 0;
  return [...own, ...collection.computed, ...(open ? [{ key: INDEX, value: toUnknown('a field of an object') }] : [])];
}

/** Calls a callback with each item; what is no function (`'name'`, `{ id: 1 }`) picks a field or compares. */
function callEach(engine: Engine, args: Arguments, site: Site): readonly (Entry & { readonly result: Abstract })[] {
  const [collection = UNDEFINED, callback = UNDEFINED] = args.positional;
  return entriesOf(engine, collection, site).map(({ key, value }) => ({
    key,
    value,
    result: isCallable(callback)
      ? conditionally(engine, () => engine.call(callback, toArguments(value, key, collection), site))
      : findString(callback) === undefined
        ? value
        : readPath(engine, value, callback, site),
  }));
}

const isOpen = (value: Abstract | undefined): boolean => value?.k !== 'list' || value.open;

/** The same items, maybe fewer, maybe in another order. */
export const keep: Call = (engine, args, site) => {
  const entries = callEach(engine, args, site);
  return engine.createList(
    entries.map((e) => e.value),
    true,
  );
};

/** The items of every list that is given. */
export const join: Call = (engine, args, site) =>
  engine.createList(
    args.positional.flatMap((a) => (a.k === 'const' ? [a] : engine.itemsOf(a, site))),
    true,
  );

export const forEach: Call = (engine, args, site) => {
  callEach(engine, args, site);
  return args.positional[0] ?? UNDEFINED;
};

export const map: Call = (engine, args, site) =>
  engine.createList(
    callEach(engine, args, site).map((e) => e.result),
    isOpen(args.positional[0]),
  );

export const flatMap: Call = (engine, args, site) =>
  engine.createList(
    callEach(engine, args, site).flatMap((e) => (e.result.k === 'list' ? e.result.items : [e.result])),
    true,
  );

export const mapValues: Call = (engine, args, site) => {
  const made = engine.createObject();
  for (const { key, result } of callEach(engine, args, site)) engine.set(made, key, result, true, site);
  return made;
};

export const find: Call = (engine, args, site) => {
  const entries = callEach(engine, args, site);
  return entries.length === 0 ? UNDEFINED : unite(...entries.map((e) => e.value));
};

export const test: Call = (engine, args, site) => {
  callEach(engine, args, site);
  return toUnknown('a test of a collection');
};

export const chunk: Call = (engine, args, site) =>
  engine.createList([engine.createList(engine.itemsOf(args.positional[0] ?? UNDEFINED, site), true)], true);

/** An object under whose keys the items stand, each alone or in a list. */
export const groupBy =
  (isSingle: boolean): Call =>
  (engine, args, site) => {
    const made = engine.createObject();
    const entries = callEach(engine, args, site);
    const all = engine.createList(
      entries.map((e) => e.value),
      true,
    );
    for (const { result, value } of entries) engine.set(made, result, isSingle ? value : all, true, site);
    return made;
  };

export const partition: Call = (engine, args, site) => {
  const all = keep(engine, args, site, UNDEFINED);
  return engine.createList([all, all]);
};

export const reduce: Call = (engine, args, site) => {
  const [collection = UNDEFINED, callback = UNDEFINED, start] = args.positional;
  const entries = entriesOf(engine, collection, site);
  let value = start ?? entries[0]?.value ?? UNDEFINED;
  for (const entry of entries) {
    const before = value;
    value = engine.call(callback, toArguments(before, entry.value, entry.key, collection), site);
    if (isOpen(collection)) value = unite(before, value);
  }
  return value;
};

/** `'a.b[0]'` and `['a', 'b']` as steps. */
function readPath(engine: Engine, object: Abstract, path: Abstract, site: Site): Abstract {
  const text = findString(path);
  const steps =
    text !== undefined
      ? text
          .split(/[.[\]]+/)
          .filter((s) => s !== '')
          .map((s) => toConst(s))
      : path.k === 'list'
        ? path.items
        : [path];
  return steps.reduce<Abstract>((value, step) => engine.get(value, step, true, site), object);
}

export const get: Call = (engine, args, site) => {
  const [object = UNDEFINED, path = UNDEFINED, fallback] = args.positional;
  const value = readPath(engine, object, path, site);
  if (value.k === 'const' && value.value === undefined) return fallback ?? UNDEFINED;
  return fallback === undefined || fallback.k === 'const' ? value : unite(value, fallback);
};

export const set: Call = (engine, args, site) => {
  const [object = UNDEFINED, path = UNDEFINED, value = UNDEFINED] = args.positional;
  engine.set(object, path, value, true, site);
  return object;
};

/** A new object of the sources' fields; the later source wins, or (`defaults`) the earlier. */
export const merge =
  (isReversed: boolean, isDeep: boolean): Call =>
  (engine, args) => {
    const made = engine.createObject();
    const sources = args.positional.filter((a) => !isCallable(a));
    for (const source of isReversed ? sources.toReversed() : sources) mergeInto(engine, made, source, isDeep ? 4 : 0);
    return made;
  };

function mergeInto(engine: Engine, target: Extract<Abstract, { k: 'object' }>, source: Abstract, depth: number): void {
  const before = new Map(target.fields);
  spreadInto(engine, target, source);
  if (depth === 0 || source.k !== 'object') return;
  for (const [name, value] of source.fields) {
    const old = before.get(name);
    if (old?.k !== 'object' || value.k !== 'object') continue;
    const inner = engine.createObject(old.fields, { open: old.open, base: old.base });
    mergeInto(engine, inner, value, depth - 1);
    target.fields.set(name, inner);
  }
}

/** `pick(object, ['a'])` and `omit(object, 'a')`; by a function all fields stay. */
export const select =
  (isPick: boolean): Call =>
  (engine, args, site) => {
    const [object = UNDEFINED, ...given] = args.positional;
    if (object.k !== 'object') return object;
    const listed = given.flatMap((g) => (g.k === 'list' ? g.items : [g])).map(findString);
    if (listed.some((name) => name === undefined)) {
      if (given.some((g) => isCallable(g))) callEach(engine, args, site);
      return object;
    }
    const fields = [...object.fields].filter(([name]) => listed.includes(name) === isPick);
    return engine.createObject(fields, { open: object.open, base: object.base });
  };

export const keys: Call = (engine, args, site) =>
  engine.createList(
    entriesOf(engine, args.positional[0] ?? UNDEFINED, site).map((e) => e.key),
    true,
  );

export const values: Call = (engine, args, site) =>
  engine.createList(
    entriesOf(engine, args.positional[0] ?? UNDEFINED, site).map((e) => e.value),
    isOpen(args.positional[0]),
  );

export const pairs: Call = (engine, args, site) =>
  engine.createList(
    entriesOf(engine, args.positional[0] ?? UNDEFINED, site).map((e) => engine.createList([e.key, e.value])),
    isOpen(args.positional[0]),
  );

export const fromPairs: Call = (engine, args, site) => {
  const made = engine.createObject();
  for (const pair of engine.itemsOf(args.positional[0] ?? UNDEFINED, site))
    engine.set(made, engine.get(pair, toConst(0), true, site), engine.get(pair, toConst(1), true, site), true, site);
  return made;
};
