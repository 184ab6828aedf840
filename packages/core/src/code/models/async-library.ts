import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { NULL, toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { conditionally } from '../engine/branches.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { toCallable } from './callable.ts';
import * as fn from './function-operations.ts';
import { isCallable } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** Calls a task that takes a callback last (or is an async function); answers with what it hands to the callback. */
function run(engine: Engine, task: Abstract, given: readonly Abstract[], site: Site): readonly Abstract[] {
  let answered: readonly Abstract[] | undefined;
  const callback = toNative('callback', (_e, args) => {
    answered ??= args.positional.slice(1);
    return UNDEFINED;
  });
  const result = engine.call(task, toArguments(...given, callback), site);
  return answered ?? [result];
}

/** Ends with `callback(null, results)`, or answers with the results. */
function finish(engine: Engine, args: Arguments, at: number, results: readonly Abstract[], site: Site): Abstract {
  const callback = args.positional[at];
  if (callback !== undefined && isCallable(callback)) engine.call(callback, toArguments(NULL, ...results), site);
  return results[0] ?? UNDEFINED;
}

/** `each(coll, iteratee, done)`, `eachLimit(coll, n, iteratee, done)`; `Of` hands the key on too. */
const overItems =
  (name: string): Call =>
  (engine, args, site) => {
    const [collection = UNDEFINED] = args.positional;
    const at = args.positional.findIndex((a, i) => i > 0 && isCallable(a));
    const task = args.positional[at] ?? UNDEFINED;
    const items =
      collection.k === 'object'
        ? [...collection.fields.keys()].map((n) => engine.get(collection, toConst(n), true, site))
        : engine.itemsOf(collection, site);
    const withKey = name.includes('Of') || name.startsWith('mapValues');
    const results = items.map((item) =>
      conditionally(engine, () => run(engine, task, withKey ? [item, toUnknown('a key')] : [item], site)),
    );
    const answers = /^(?:each|forEach)/.test(name)
      ? []
      : /^(?:filter|reject|select|sortBy)/.test(name)
        ? [engine.createList(items, true)]
        : /^(?:detect|find)/.test(name)
          ? [unite(...items, UNDEFINED)]
          : [engine.createList(results.flat(), true)];
    return finish(engine, args, at + 1, answers, site);
  };

/** `parallel([task, …], done)`, `series({ a: task }, done)`, `auto({ a: task, b: ['a', task] }, done)`. */
const overTasks: Call = (engine, args, site) => {
  const tasks = args.positional[0] ?? UNDEFINED;
  const at = args.positional.findIndex((a, i) => i > 0 && isCallable(a));
  const results = engine.createObject();
  const runOne = (task: Abstract): Abstract => {
    const needs = task.k === 'list';
    const target = needs ? (task.items.at(-1) ?? UNDEFINED) : task;
    return run(engine, target, needs ? [results] : [], site)[0] ?? UNDEFINED;
  };
  if (tasks.k !== 'object')
    return finish(engine, args, at, [engine.createList(engine.itemsOf(tasks, site).map(runOne))], site);
  for (const [name, task] of tasks.fields) results.fields.set(name, runOne(task));
  return finish(engine, args, at, [results], site);
};

const waterfall: Call = (engine, args, site) => {
  let results: readonly Abstract[] = [];
  for (const task of engine.itemsOf(args.positional[0] ?? UNDEFINED, site)) results = run(engine, task, results, site);
  return finish(engine, args, 1, results, site);
};

const reduce: Call = (engine, args, site) => {
  const [collection = UNDEFINED, start = UNDEFINED, task = UNDEFINED] = args.positional;
  let memo = start;
  for (const item of engine.itemsOf(collection, site)) memo = unite(memo, ...run(engine, task, [memo, item], site));
  return finish(engine, args, 3, [memo], site);
};

/** `retry(5, task, done)`, `whilst(test, task, done)`, `forever(task)`, `times(3, task, done)`. */
const repeat: Call = (engine, args, site) => {
  const functions = args.positional.filter(isCallable);
  let results: readonly Abstract[] = [];
  for (const task of functions.slice(0, 2)) results = run(engine, task, functions.length > 2 ? [] : [], site);
  return finish(engine, args, args.positional.length - 1, functions.length > 2 ? results : [], site);
};

/** `q = queue(worker, n)`; `q.push(task, done)`. */
const queue =
  (isBatch: boolean): Call =>
  (engine, given) => {
    const worker = given.positional[0] ?? UNDEFINED;
    const key = `async.queue:${engine.nextId()}`;
    return {
      k: 'model',
      key,
      get: (_e, name) =>
        toMethod(key, name, (e, args, site) => {
          const [task = UNDEFINED] = args.positional;
          if (/^(?:push|unshift)/.test(name))
            for (const item of task.k === 'list' ? e.itemsOf(task, site) : [task])
              finish(
                e,
                args,
                args.positional.length - 1,
                run(e, worker, [isBatch ? e.createList([item], true) : item], site),
                site,
              );
          else e.escape(args.positional.filter(isCallable), key, site);
          return UNDEFINED;
        }),
    };
  };

function findFunction(name: string): Call {
  if (
    /^(?:each|forEach|map|filter|select|reject|detect|find|concat|sortBy|some|any|every|all|groupBy|transform)/.test(
      name,
    )
  )
    return overItems(name);
  if (/^(?:parallel|series|auto|race)/.test(name)) return overTasks;
  if (/^(?:reduce|inject|foldl|foldr)/.test(name)) return reduce;
  if (/^(?:retry|whilst|doWhilst|until|doUntil|during|forever|times)/.test(name)) return repeat;
  if (/^(?:queue|priorityQueue)$/.test(name)) return queue(false);
  if (name.startsWith('cargo')) return queue(true);
  switch (name) {
    case 'waterfall':
      return waterfall;
    case 'apply':
      return fn.partial(false);
    case 'asyncify':
    case 'wrapSync':
      return fn.callbackify;
    case 'memoize':
    case 'reflect':
    case 'timeout':
    case 'ensureAsync':
    case 'retryable':
      return fn.sameFunction;
    case 'nextTick':
    case 'setImmediate':
      return fn.callWithRest;
    default:
      return (engine, args, site) => {
        engine.escape(args.positional.filter(isCallable), `async.${name}`, site);
        return toUnknown(`result of ${name}`);
      };
  }
}

const root = toCallable(
  'async',
  () => UNDEFINED,
  (name) => toMethod('async', name, findFunction(name)),
);

/** The `async` library: tasks that end by calling back. */
export const asyncLibrary: PackageModel = {
  matches: (name) => name === 'async' || name === 'async-es' || name === 'neo-async',
  find: (_engine, _name, path) => {
    const [head, ...rest] = path;
    if (head === undefined) return root;
    return head.startsWith('/') && rest.length === 0
      ? toCallable(`async${head}`, findFunction(head.slice(1).replace(/\.js$/, '')))
      : undefined;
  },
};
