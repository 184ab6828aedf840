import type { Abstract, Arguments, ListValue } from './abstract.ts';
import { toArguments, toConst, toMethod, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { concatenate } from './fold.ts';
import { conditionally } from './branches.ts';
import { toShape } from './shape.ts';
import { unite } from './union.ts';

type Method = (engine: Engine, list: ListValue, args: Arguments, site: Site) => Abstract;

const element = (list: ListValue): Abstract =>
  list.items.length === 0 ? toUnknown('element of a list') : unite(...list.items);

/** Calls a callback for each item: `(item, index, list)`. */
function callEach(engine: Engine, list: ListValue, args: Arguments, site: Site): Abstract[] {
  const callback = args.positional[0] ?? UNDEFINED;
  const items = engine.itemsOf(list, site);
  return items.map((item) =>
    conditionally(engine, () => engine.call(callback, toArguments(item, toUnknown('an index'), list), site)),
  );
}

const map: Method = (engine, list, args, site) => engine.createList(callEach(engine, list, args, site), list.open);
const flatMap: Method = (engine, list, args, site) =>
  engine.createList(
    callEach(engine, list, args, site).flatMap((v) => (v.k === 'list' ? v.items : [v])),
    true,
  );
const filter: Method = (engine, list, args, site) => {
  callEach(engine, list, args, site);
  return engine.createList(list.items, true);
};
const visit: Method = (engine, list, args, site) => {
  callEach(engine, list, args, site);
  return UNDEFINED;
};
const find: Method = (engine, list, args, site) => {
  callEach(engine, list, args, site);
  return unite(element(list), UNDEFINED);
};
const test: Method = (engine, list, args, site) => {
  callEach(engine, list, args, site);
  return toUnknown('result of a test of a list');
};
const same: Method = (engine, list, args, site) => {
  engine.escape(
    args.positional.filter((a) => a.k === 'function'),
    'sort',
    site,
  );
  return list;
};

const reduce: Method = (engine, list, args, site) => {
  const callback = args.positional[0] ?? UNDEFINED;
  const items = engine.itemsOf(list, site);
  let value = args.positional[1] ?? items[0] ?? toUnknown('reduction of an empty list');
  for (const item of args.positional.length > 1 ? items : items.slice(1)) {
    const before = value;
    value = engine.call(callback, toArguments(before, item, toUnknown('an index'), list), site);
    if (list.open) value = unite(before, value);
  }
  return value;
};

const push: Method = (engine, list, args) => {
  for (const value of args.positional) {
    const isNew = !list.items.some((i) => toShape(i, false) === toShape(value, false));
    engine.version += 1;
    if (isNew) engine.writes += 1;
    if (isNew && list.isLongLived && !engine.isLoading) engine.keeps += 1;
    if (list.items.length < 64) list.items.push(value);
  }
  if (engine.depth > list.depth || args.rest !== undefined) list.open = true;
  return toUnknown('a length');
};

const extend: Method = (engine, list, args, site) => {
  for (const other of args.positional) push(engine, list, toArguments(...engine.itemsOf(other, site)), site);
  return UNDEFINED;
};

const concat: Method = (engine, list, args, site) => {
  const parts = args.positional.map((a) =>
    a.k === 'list' ? a : engine.createList(a.k === 'const' ? [a] : engine.itemsOf(a, site), true),
  );
  return engine.createList([...list.items, ...parts.flatMap((p) => p.items)], list.open || parts.some((p) => p.open));
};

const joinItems: Method = (_engine, list, args) => {
  const separator = args.positional[0] ?? toConst(',');
  if (list.open || list.items.length === 0) return toUnknown('a list joined to a string');
  return concatenate(list.items.flatMap((item, i) => (i === 0 ? [item] : [separator, item])));
};

const includes: Method = (_engine, list, args) => {
  const wanted = args.positional[0];
  if (list.open || wanted?.k !== 'const' || list.items.some((i) => i.k !== 'const'))
    return toUnknown('result of includes');
  return toConst(list.items.some((i) => i.k === 'const' && i.value === wanted.value));
};

const entries: Method = (engine, list) =>
  engine.createList(
    list.items.map((item, i) => engine.createList([toConst(i), item])),
    list.open,
  );

/** Where what stands is not known any more. */
const shuffled =
  (method: Method): Method =>
  (engine, list, args, site) => {
    const result = method(engine, list, args, site);
    if (!list.open) engine.version += 1;
    list.open = true;
    return result;
  };

/** Takes an end off; there may be none. */
const take = (end: 0 | -1): Method => shuffled((_engine, list) => list.at?.(end) ?? unite(element(list), UNDEFINED));

const METHODS: Readonly<Record<string, Method>> = {
  map,
  flatMap,
  filter,
  forEach: visit,
  find,
  findLast: find,
  findIndex: test,
  some: test,
  every: test,
  reduce,
  reduceRight: reduce,
  push,
  unshift: shuffled(push),
  append: push,
  add: push,
  insert: (engine, list, args, site) => push(engine, list, { ...args, positional: args.positional.slice(1) }, site),
  extend,
  update: extend,
  concat,
  join: joinItems,
  includes,
  entries,
  sort: shuffled(same),
  reverse: shuffled((_engine, list) => list),
  toSorted: same,
  slice: (engine, list) => engine.createList(list.items, true),
  splice: shuffled((engine, list, args, site) => {
    push(engine, list, { ...args, positional: args.positional.slice(2) }, site);
    return engine.createList(list.items, true);
  }),
  copy: (engine, list) => engine.createList(list.items, list.open),
  flat: (engine, list) =>
    engine.createList(
      list.items.flatMap((i) => (i.k === 'list' ? i.items : [i])),
      true,
    ),
  values: (_engine, list) => list,
  keys: () => toUnknown('indices of a list'),
  pop: take(-1),
  shift: take(0),
  at: (_engine, list, args) => {
    const index = args.positional[0];
    const isKnown = index?.k === 'const' && typeof index.value === 'number';
    if (isKnown && list.at !== undefined) return list.at(index.value);
    return (isKnown && !list.open ? list.items.at(index.value) : undefined) ?? element(list);
  },
  fill: (engine, list, args) => engine.createList(args.positional.slice(0, 1), list.open),
  indexOf: (_engine, list, args) => {
    const wanted = args.positional[0];
    if (list.open || wanted?.k !== 'const' || list.items.some((i) => i.k !== 'const')) return toUnknown('an index');
    return toConst(list.items.findIndex((i) => i.k === 'const' && i.value === wanted.value));
  },
};

/** A method of a list, with the list bound to it. */
export function findListMethod(_engine: Engine, list: ListValue, name: string, _site: Site): Abstract | undefined {
  if (name === 'length') return list.open ? toUnknown('a length') : toConst(list.items.length);
  if (name === 'size') return toUnknown('a size');
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  return method === undefined
    ? undefined
    : toMethod(`list#${list.id}`, name, (engine, args, site) => method(engine, list, args, site));
}
