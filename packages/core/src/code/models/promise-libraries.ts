import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { unite } from '../engine/union.ts';
import { toCallable, toMethods } from './callable.ts';
import * as collection from './collection-operations.ts';
import * as fn from './function-operations.ts';
import { first, isCallable, nothing } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** Runs every function of a list (or waits for the promises in it); answers with the list of results. */
const runAll: Call = (engine, args, site) => {
  const list = args.positional[0] ?? UNDEFINED;
  const results = engine.itemsOf(list, site).map((f) => (isCallable(f) ? engine.call(f, toArguments(), site) : f));
  return engine.createList(results, list.k !== 'list' || list.open);
};

const settleAll: Call = (engine, args, site, self) => {
  const results = runAll(engine, args, site, self);
  return engine.createList(
    engine.itemsOf(results, site).map((value) => engine.createObject([['value', value]], { open: true })),
    true,
  );
};

/** `limit(fn, ...args)`, `limit.map(items, fn)`. */
const createLimit: Call = (engine, args) => {
  const key = `limit:${engine.nextId()}`;
  const bound = args.positional.find(isCallable);
  return bound ?? toCallable(key, fn.callWithRest, toMethods(key, { map: collection.map, clearQueue: nothing }));
};

/** `new PQueue()`, `new Bottleneck()`, `Semaphore`: whatever is added runs. */
const createQueue: Call = (engine) => {
  const key = `queue:${engine.nextId()}`;
  const known: Readonly<Record<string, Call>> = { addAll: runAll, wrap: fn.sameFunction };
  return {
    k: 'model',
    key,
    get: (_e, name) => toMethod(key, name, Object.hasOwn(known, name) ? (known[name] as Call) : fn.callWithRest),
  };
};

/** `retry(async (bail, attempt) => …)`. */
const retry: Call = (engine, args, site) => {
  const task = args.positional.find(isCallable);
  const bail = toNative('bail', () => UNDEFINED);
  return task === undefined ? UNDEFINED : engine.call(task, toArguments(bail, toUnknown('an attempt')), site);
};

/** `new DataLoader(batch)`: `load(key)` asks the batch function for a list of one. */
const createLoader: Call = (engine, given) => {
  const batch = given.positional[0] ?? UNDEFINED;
  const key = `dataloader:${engine.nextId()}`;
  const load: Call = (e, args, site) => {
    const list = e.call(batch, toArguments(e.createList(args.positional.slice(0, 1), true)), site);
    return unite(...e.itemsOf(list, site), toUnknown('a loaded value'));
  };
  const loadMany: Call = (e, args, site) => e.call(batch, toArguments(args.positional[0] ?? UNDEFINED), site);
  return {
    k: 'model',
    key,
    get: (_e, name) => toMethod(key, name, name === 'load' ? load : name === 'loadMany' ? loadMany : nothing),
  };
};

/** `new CircuitBreaker(fn)`: `fire(…)` calls it. */
const createBreaker: Call = (engine, given) => {
  const key = `breaker:${engine.nextId()}`;
  return {
    k: 'model',
    key,
    get: (_e, name) =>
      toMethod(key, name, (e, args, site) => {
        if (name === 'fire') return e.call(given.positional[0] ?? UNDEFINED, args, site);
        e.escape(args.positional.filter(isCallable), 'a circuit breaker', site);
        return UNDEFINED;
      }),
  };
};

/** `asyncPool(2, items, fn)`. */
const pool: Call = (engine, args, site, self) =>
  collection.map(engine, { ...args, positional: args.positional.slice(1) }, site, self);

/** `pProps({ a: promise }, mapper)`: an object of what its fields settle to. */
const props: Call = (engine, args, site, self) =>
  args.positional.length > 1 ? collection.mapValues(engine, args, site, self) : (args.positional[0] ?? UNDEFINED);

const waterfall: Call = (engine, args, site) =>
  engine
    .itemsOf(args.positional[0] ?? UNDEFINED, site)
    .reduce((value, step) => engine.call(step, toArguments(value), site), args.positional[1] ?? UNDEFINED);

const laterFunction: Call = () => toNative('throttle', fn.sameFunction);

/** What a package's own export does. */
const EXPORTS: Readonly<Record<string, Call>> = {
  'p-map': collection.map,
  'p-map-series': collection.map,
  'p-each-series': collection.forEach,
  'p-filter': collection.keep,
  'p-locate': collection.find,
  'p-reduce': collection.reduce,
  'p-props': props,
  'p-all': runAll,
  'p-series': runAll,
  'p-settle': settleAll,
  'p-waterfall': waterfall,
  'p-times': (e, args, site, self) =>
    fn.times(e, { ...args, positional: [toConst(0), args.positional[0] ?? UNDEFINED] }, site, self),
  'p-limit': createLimit,
  'promise-limit': createLimit,
  throat: createLimit,
  'p-queue': createQueue,
  bottleneck: createQueue,
  'p-throttle': laterFunction,
  'p-debounce': fn.sameFunction,
  'p-memoize': fn.keptFunction,
  'p-once': fn.keptFunction,
  mem: fn.keptFunction,
  memoize: fn.keptFunction,
  memoizee: fn.keptFunction,
  'fast-memoize': fn.keptFunction,
  'memoize-one': fn.sameFunction,
  'micro-memoize': fn.sameFunction,
  'p-retry': retry,
  'async-retry': retry,
  'promise-retry': retry,
  retry,
  'exponential-backoff': fn.callGiven,
  'p-timeout': fn.callGiven,
  'p-wait-for': fn.callGiven,
  'p-try': fn.callWithRest,
  'tiny-async-pool': pool,
  dataloader: createLoader,
  opossum: createBreaker,
  delay: () => UNDEFINED,
  'async-mutex': createQueue,
  'await-to-js': (e, args) => e.createList([toUnknown('an error'), args.positional[0] ?? UNDEFINED]),
};

/** Small packages around promises: what they are given is called, what it answers is handed on. */
export const promiseLibraries: PackageModel = {
  matches: (name) => Object.hasOwn(EXPORTS, name),
  find: (_engine, packageName, path) => {
    const call = EXPORTS[packageName];
    if (call === undefined || path.length > 1) return undefined;
    const [name] = path;
    if (name === undefined) return toCallable(packageName, call, (member) => findMember(packageName, member, call));
    return undefined;
  },
};

/** Named exports: `backOff`, `to`, `Mutex`; errors that a package exports are none of them. */
function findMember(packageName: string, member: string, call: Call): Abstract | undefined {
  if (member.endsWith('Error')) return undefined;
  return member === 'operation' ? toMethod(packageName, member, first) : toCallable(`${packageName}.${member}`, call);
}
