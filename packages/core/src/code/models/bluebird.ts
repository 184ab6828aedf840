import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { JAVASCRIPT_GLOBALS } from '../engine/javascript-globals.ts';
import { unite } from '../engine/union.ts';
import * as collection from './collection-operations.ts';
import * as fn from './function-operations.ts';
import { first, nothing } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** `promisifyAll(object)`: every method has a twin whose name ends in `Async`. */
const promisifyAll: Call = (_engine, args) => {
  const target = args.positional[0] ?? UNDEFINED;
  return {
    k: 'model',
    key: `promisified:${target.k === 'model' ? target.key : target.k === 'object' ? target.id : target.k}`,
    get: (engine, name, site) => {
      const isTwin = name.endsWith('Async');
      const method = engine.get(target, toConst(isTwin ? name.slice(0, -'Async'.length) : name), false, site);
      return isTwin ? fn.promisify(engine, { positional: [method], named: new Map() }, site, target) : method;
    },
  };
};

/** `coroutine(function* () { … })`: what the generator returns. */
const coroutine: Call = (_engine, args) => {
  const generator = args.positional[0] ?? UNDEFINED;
  return toMethod('coroutine', String(generator.k === 'function' ? generator.id : 0), (engine, given, site, self) => {
    const list = engine.call(generator, given, site, self);
    return list.k === 'list' ? (engine.returnOf.get(list.id) ?? UNDEFINED) : list;
  });
};

const METHODS: Readonly<Record<string, Call>> = {
  map: collection.map,
  mapSeries: collection.map,
  each: collection.forEach,
  filter: collection.keep,
  reduce: collection.reduce,
  props: first,
  some: first,
  any: (e, args, site) => unite(...e.itemsOf(args.positional[0] ?? UNDEFINED, site), UNDEFINED),
  try: fn.callGiven,
  attempt: fn.callGiven,
  method: fn.sameFunction,
  cast: first,
  delay: (_e, args) => args.positional[1] ?? UNDEFINED,
  promisify: fn.promisify,
  promisifyAll,
  coroutine,
  fromCallback: (e, args, site, self) => {
    const task = fn.promisify(e, args, site, self);
    return e.call(task, { positional: [], named: new Map() }, site);
  },
  config: nothing,
  longStackTraces: nothing,
};

const nativePromise = JAVASCRIPT_GLOBALS.get('Promise') as ModelValue;

const root: ModelValue = {
  ...nativePromise,
  key: 'bluebird',
  get: (engine, name, site): Abstract | undefined => {
    if (name === 'default' || name === 'Promise') return root;
    return Object.hasOwn(METHODS, name)
      ? toMethod('bluebird', name, METHODS[name] as Call)
      : (nativePromise.get?.(engine, name, site) ?? toUnknown(`${name} of bluebird`));
  },
};

/** Bluebird, and `co`, which runs generators as it does. */
export const bluebird: PackageModel = {
  matches: (name) => name === 'bluebird' || name === 'co',
  find: (_engine, packageName, path) => {
    if (packageName === 'bluebird') return path.length === 0 ? root : undefined;
    return path.length === 1 && path[0] === 'wrap' ? toMethod('co', 'wrap', coroutine) : undefined;
  },
};
