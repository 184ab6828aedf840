import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { toCallable } from './callable.ts';
import * as collection from './collection-operations.ts';
import * as fn from './function-operations.ts';
import { first, isCallable } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** A curried function: what it does, and for each of that function's arguments the position here. */
interface Curried {
  readonly call: Call;
  readonly order: readonly number[];
}

const on = (names: string, call: Call, ...order: number[]): Record<string, Curried> =>
  Object.fromEntries(names.split(' ').map((name) => [name, { call, order }]));

/** `ifElse(test, then, else)(value)`: either branch. */
const choose: Call = (engine, args, site) => {
  const [value = UNDEFINED, ...functions] = args.positional;
  for (const f of functions) engine.call(f, { positional: [value], named: new Map() }, site);
  return toUnknown('result of a branch');
};

/** Functions whose data comes last, in Ramda and in `lodash/fp`. */
const CURRIED: Readonly<Record<string, Curried>> = {
  ...on('forEach each forEachObjIndexed', collection.forEach, 1, 0),
  ...on('map mapObjIndexed pluck', collection.map, 1, 0),
  ...on('mapValues', collection.mapValues, 1, 0),
  ...on('chain flatMap', collection.flatMap, 1, 0),
  ...on('filter reject sortBy sort sortWith uniqBy take drop takeWhile dropWhile without', collection.keep, 1, 0),
  ...on('find findLast', collection.find, 1, 0),
  ...on('any all some every includes', collection.test, 1, 0),
  ...on('groupBy', collection.groupBy(false), 1, 0),
  ...on('indexBy keyBy', collection.groupBy(true), 1, 0),
  ...on('partition', collection.partition, 1, 0),
  ...on('splitEvery chunk', collection.chunk, 1),
  ...on('reduce', collection.reduce, 2, 0, 1),
  ...on('path prop get view', collection.get, 1, 0),
  ...on('pathOr propOr getOr', collection.get, 2, 1, 0),
  ...on('assoc assocPath set', collection.set, 2, 0, 1),
  ...on('pick pickAll', collection.select(true), 1, 0),
  ...on('omit', collection.select(false), 1, 0),
  ...on('mergeRight merge assign', collection.merge(false, false), 0, 1),
  ...on('mergeLeft defaults', collection.merge(true, false), 0, 1),
  ...on('mergeDeepRight', collection.merge(false, true), 0, 1),
  ...on('mergeDeepLeft', collection.merge(true, true), 0, 1),
  ...on('concat append prepend union', collection.join, 0, 1),
  ...on('tap', fn.tap(false), 1, 0),
  ...on('andThen then', fn.tap(true), 1, 0),
  ...on('when unless', choose, 2, 0, 1),
  ...on('ifElse', choose, 3, 0, 1, 2),
  ...on('uniq flatten reverse unnest init tail compact', collection.keep, 0),
  ...on('head last', collection.find, 0),
  ...on('keys', collection.keys, 0),
  ...on('values', collection.values, 0),
  ...on('toPairs', collection.pairs, 0),
  ...on('fromPairs', collection.fromPairs, 0),
  ...on('identity clone cloneDeep', first, 0),
};

const PLAIN: Readonly<Record<string, Call>> = {
  pipe: fn.compose(false),
  flow: fn.compose(false),
  pipeP: fn.compose(false),
  compose: fn.compose(true),
  flowRight: fn.compose(true),
  composeP: fn.compose(true),
  curry: fn.curry,
  once: fn.sameFunction,
  memoizeWith: fn.sameFunction,
  partial: fn.partial(false, true),
  always: (_e, args) => toNative('always', () => args.positional[0] ?? UNDEFINED),
};

/** Waits until every argument is there. */
function collect(curried: Curried, known: readonly Abstract[]): Call {
  const wanted = Math.max(...curried.order) + 1;
  return (engine, args: Arguments, site, self) => {
    const all = [...known, ...args.positional];
    if (all.length < wanted) return toNative('curried', collect(curried, all));
    const positional = curried.order.map((i) => all[i] ?? UNDEFINED);
    return curried.call(engine, { positional, named: new Map() }, site, self);
  };
}

const escapeAll =
  (name: string): Call =>
  (engine, args, site) => {
    const functions = args.positional.flatMap((a) => (a.k === 'list' ? a.items : [a])).filter(isCallable);
    engine.escape(functions, `ramda.${name}`, site);
    return functions.length === 0
      ? toUnknown(`result of ${name}`)
      : toNative(name, (e, given, at) => functions.map((f) => e.call(f, given, at)).at(-1) ?? UNDEFINED);
  };

function findFunction(name: string): Call {
  if (Object.hasOwn(PLAIN, name)) return PLAIN[name] as Call;
  return Object.hasOwn(CURRIED, name) ? collect(CURRIED[name] as Curried, []) : escapeAll(name);
}

const root = toCallable('ramda', first, (name) => toMethod('ramda', name, findFunction(name)));

/** Ramda and the functional variant of lodash. */
export const ramda: PackageModel = {
  matches: (name) => name === 'ramda' || name === 'lodash' || name === 'rambda',
  find: (_engine, packageName, path) => {
    const [head, ...rest] = path;
    if (packageName !== 'lodash' && head === undefined) return root;
    if (head === '/fp' || head === '/fp.js') return rest.length === 0 ? root : undefined;
    const single = /^\/(?:fp|src|es)\/(\w+)$/.exec(head ?? '')?.[1];
    return single === undefined || rest.length > 0 ? undefined : toCallable(`ramda/${single}`, findFunction(single));
  },
};
