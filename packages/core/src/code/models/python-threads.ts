import type { Abstract, ModelValue, NativeValue, ObjectValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { conditionally } from '../engine/branches.ts';
import { callSpecial } from '../engine/special-methods.ts';
import { toKey } from '../engine/union.ts';
import { callAt, first, nothing } from './native-table.ts';
import { toMembers } from './operation-call.ts';

type Call = NativeValue['call'];

const toFuture = (value: Abstract): Abstract => ({
  k: 'model',
  key: `future:${toKey(value)}`,
  data: value,
  get: (_e, name) => {
    if (name === 'result' || name === 'get') return toNative('future.result', () => value);
    if (name !== 'add_done_callback') return toNative(`future.${name}`, nothing);
    return toNative(name, (e, args, site) =>
      e.call(args.positional[0] ?? UNDEFINED, toArguments(toFuture(value)), site),
    );
  },
});

/** `executor.map(fn, items, …)`: one call for each item that is seen. */
const mapCalls: Call = (engine, args, site) => {
  const [fn = UNDEFINED, ...lists] = args.positional;
  const columns = lists.map((list) => engine.itemsOf(list, site));
  const longest = Math.max(0, ...columns.map((c) => c.length));
  const rows = Array.from({ length: longest }, (_, i) => columns.map((c) => c[i] ?? c.at(-1) ?? toUnknown('an item')));
  return engine.createList(
    rows.map((row) => engine.call(fn, toArguments(...row), site)),
    true,
  );
};

/** `pool.starmap(fn, rows)`. */
const mapRows: Call = (engine, args, site) =>
  engine.createList(
    engine
      .itemsOf(args.positional[1] ?? UNDEFINED, site)
      .map((row) => engine.call(args.positional[0] ?? UNDEFINED, toArguments(...engine.itemsOf(row, site)), site)),
    true,
  );

/** `pool.apply(fn, args, kwargs)`. */
const apply: Call = (engine, args, site) => {
  const given = args.positional[1] ?? args.named.get('args');
  return engine.call(
    args.positional[0] ?? UNDEFINED,
    toArguments(...(given === undefined ? [] : engine.itemsOf(given, site))),
    site,
  );
};

/** Pools of threads and processes: what they are given to run is run. */
export const executor: Call = () =>
  toMembers('executor', {
    submit: toNative('submit', (e, args, site) => toFuture(callAt(0)(e, args, site, UNDEFINED))),
    map: toNative('executor.map', mapCalls),
    imap: toNative('imap', mapCalls),
    imap_unordered: toNative('imap_unordered', mapCalls),
    map_async: toNative('map_async', (e, args, site) => toFuture(mapCalls(e, args, site, UNDEFINED))),
    starmap: toNative('starmap', mapRows),
    starmap_async: toNative('starmap_async', (e, args, site) => toFuture(mapRows(e, args, site, UNDEFINED))),
    apply: toNative('apply', apply),
    apply_async: toNative('apply_async', (e, args, site) => toFuture(apply(e, args, site, UNDEFINED))),
    shutdown: toNative('shutdown', nothing),
  });

export const completed: Call = (engine, args, site) => {
  const futures = args.positional[0] ?? UNDEFINED;
  return futures.k === 'object'
    ? engine.createList(
        engine.itemsOf(engine.createList([...futures.fields.values(), ...futures.computed.map((c) => c.key)]), site),
        true,
      )
    : futures;
};

/** A thread is taken to be started where it is made. */
const startTarget: Call = (engine, args, site) => {
  const target = args.named.get('target') ?? args.named.get('function') ?? args.positional[1];
  const given = args.named.get('args') ?? args.positional[args.named.has('target') ? 3 : 2];
  const options = args.named.get('kwargs');
  if (target !== undefined && target.k !== 'const') {
    const named = options?.k === 'object' ? options.fields : new Map<string, Abstract>();
    const positional = given === undefined ? [] : engine.itemsOf(given, site);
    conditionally(engine, () => engine.call(target, { positional, named }, site));
  }
  return toMembers('thread', {}, (name) => toNative(`thread.${name}`, nothing));
};

/** A class of threads: given a `target`, or subclassed with a `run` of its own, which `start` runs. */
function createThreadClass(key: string): ModelValue {
  const start = (instance: ObjectValue): NativeValue =>
    toMethod(`${key}:${instance.id}`, 'start', (engine, _args, site) => {
      const run = engine.get(instance, toConst('run'), false, site);
      return run.k === 'function' ? engine.call(run, toArguments(), site, instance) : UNDEFINED;
    });
  return {
    k: 'model',
    key,
    call: (engine, args, site) => startTarget(engine, args, site, UNDEFINED),
    construct: () => toMembers('thread', {}, (name) => toNative(`thread.${name}`, nothing)),
    initialise: (_engine, instance) => {
      instance.fields.set('start', start(instance));
    },
    get: (_engine, name) => toNative(`${key}.${name}`, nothing),
  };
}

export const THREAD: ModelValue = createThreadClass('threading.Thread');
export const PROCESS: ModelValue = createThreadClass('multiprocessing.Process');
export const TIMER: ModelValue = createThreadClass('threading.Timer');

/** What `with value` binds. */
const enterContext: Call = (engine, args, site) => {
  const value = first(engine, args, site, UNDEFINED);
  if (value.k === 'model' && value.context !== undefined) return value.context.enter();
  return (
    callSpecial(engine, value, '__enter__', [], site) ?? callSpecial(engine, value, '__aenter__', [], site) ?? value
  );
};

/** `with ExitStack() as stack: stack.enter_context(x)`. */
export const exitStack: Call = () => {
  return toMembers('exit-stack', {
    enter_context: toNative('enter_context', enterContext),
    enter_async_context: toNative('enter_async_context', enterContext),
    callback: toNative('callback', callAt(0)),
    push_async_callback: toNative('push_async_callback', callAt(0)),
  });
};
