import type { Abstract, ModelValue, NativeValue } from './abstract.ts';
import { findString, toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { spreadInto } from './spread.ts';
import { conditionally } from './branches.ts';
import { toKey, unite } from './union.ts';

type Call = NativeValue['call'];

/** An object of the language whose members are native. What it does not list is unknown. */
function library(
  name: string,
  members: Readonly<Record<string, Call | Abstract>>,
  own: Partial<Pick<ModelValue, 'call' | 'construct'>> = {},
): ModelValue {
  const table = new Map<string, Abstract>(
    Object.entries(members).map(([key, m]) => [key, typeof m === 'function' ? toNative(`${name}.${key}`, m) : m]),
  );
  return {
    k: 'model',
    key: name,
    get: (_engine, key) => table.get(key) ?? toNative(`${name}.${key}`, escaping(`${name}.${key}`)),
    ...own,
  };
}

/** Functions among the arguments may be called; what comes back is not known. */
const escaping =
  (name: string): Call =>
  (engine, args, site) => {
    engine.escape(
      args.positional.filter((a) => a.k === 'function'),
      name,
      site,
    );
    return toUnknown(`result of ${name}`);
  };

const first: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** `process.env`. */
export const ENVIRONMENT: ModelValue = {
  k: 'model',
  key: 'process.env',
  get: (_engine, name) =>
    name === '[]' ? toUnknown('an environment variable whose name is not known') : { k: 'env', name },
};

const listOf = (engine: Engine, value: Abstract | undefined, site: Site): Abstract => {
  if (value === undefined) return engine.createList([]);
  if (value.k === 'list') return engine.createList(value.items, value.open);
  return engine.createList(engine.itemsOf(value, site), true);
};

const fromList: Call = (engine, args, site) => {
  const list = listOf(engine, args.positional[0], site);
  const mapper = args.positional[1];
  return mapper === undefined
    ? list
    : engine.call(engine.get(list, toConst('map'), false, site), toArguments(mapper), site, list);
};

const objectKeys: Call = (engine, args) => {
  const value = args.positional[0];
  if (value?.k !== 'object') return engine.createList([toUnknown('key of an object')], true);
  return engine.createList(
    [...[...value.fields.keys()].map((k) => toConst(k)), ...value.computed.map((c) => c.key)],
    value.open,
  );
};

const objectValues: Call = (engine, args, site) => {
  const value = args.positional[0];
  if (value?.k !== 'object')
    return value === undefined
      ? engine.createList([])
      : engine.createList([engine.get(value, toUnknown('a key'), true, site)], true);
  const own = [...value.fields.keys()].map((k) => engine.get(value, toConst(k), false, site));
  return engine.createList([...own, ...value.computed.map((c) => c.value)], value.open);
};

const objectEntries: Call = (engine, args, site) => {
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

const objectFromEntries: Call = (engine, args, site) => {
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

const assign: Call = (engine, args, site) => {
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
const defineProperty: Call = (engine, args, site) => {
  const [target, name, descriptor] = args.positional;
  if (target === undefined || name === undefined || descriptor === undefined) return UNDEFINED;
  const getter = engine.get(descriptor, toConst('get'), false, site);
  if (getter.k === 'function' && target.k === 'object') target.getters.set(findString(name) ?? '', getter);
  else if (getter.k === 'const')
    engine.set(target, name, engine.get(descriptor, toConst('value'), false, site), false, site);
  return target;
};

const settleAll: Call = (engine, args, site) => {
  const list = listOf(engine, args.positional[0], site);
  return list.k === 'list'
    ? engine.createList(
        list.items.map((item) =>
          engine.createObject([
            ['status', toUnknown('a status')],
            ['value', item],
            ['reason', toUnknown('an error')],
          ]),
        ),
        list.open,
      )
    : list;
};

/** `new Promise((resolve, reject) => …)` is what it is resolved with. */
const newPromise: Call = (engine, args, site) => {
  const settled: Abstract[] = [];
  const resolve = toNative(`resolve@${site.module.file}:${site.at}`, (_e, given) => {
    settled.push(given.positional[0] ?? UNDEFINED);
    return UNDEFINED;
  });
  engine.call(
    args.positional[0] ?? UNDEFINED,
    toArguments(
      resolve,
      toNative('reject', () => UNDEFINED),
    ),
    site,
  );
  return settled.length === 0 ? toUnknown('a promise that is settled elsewhere') : unite(...settled);
};

const parseJson: Call = (_engine, args) => {
  const value = args.positional[0];
  if (value?.k === 'event' || value?.k === 'result') return { ...value, path: [...value.path, '(json)'] };
  return value?.k === 'model' || value?.k === 'object' ? value : toUnknown('parsed JSON');
};

const stringifyJson: Call = (_engine, args) =>
  args.positional[0]?.k === 'event' ? args.positional[0] : toUnknown('a JSON text');

const toText: Call = (_engine, args) => args.positional[0] ?? toConst('');

const callLater: Call = (engine, args, site) => {
  conditionally(engine, () =>
    engine.call(args.positional[0] ?? UNDEFINED, toArguments(...args.positional.slice(2)), site),
  );
  return toUnknown('a timer');
};

/** A Map keeps keys that are constants apart; a Set is a list. */
const newMap: Call = (engine, args, site) => {
  const store = objectFromEntries(
    engine,
    args.positional.length === 0 || args.positional[0]?.k === 'const' ? toArguments(engine.createList([])) : args,
    site,
    UNDEFINED,
  );
  return createMap(store);
};

function createMap(store: Abstract): ModelValue {
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
    iterate: (engine, site) =>
      unite(...engine.itemsOf(objectEntries(engine, toArguments(store), site, UNDEFINED), site), toUnknown('an entry')),
  };
}

const newSet: Call = (engine, args, site) =>
  args.positional[0] === undefined || args.positional[0].k === 'const'
    ? engine.createList([])
    : listOf(engine, args.positional[0], site);

/** Parts of a URL know the whole: a request that is put together from them is one to it. */
const newUrl: Call = (engine, args) => {
  const href = args.positional[0] ?? toUnknown('a URL');
  const part = (name: string): Abstract => ({
    k: 'model',
    key: `URL#${name}:${toKey(href)}`,
    data: { partOf: href },
    get: (e, member, site) => e.get(toUnknown(`${name} of a URL`), toConst(member), false, site),
  });
  const whole = new Set(['href', 'toString', 'toJSON']);
  return {
    k: 'model',
    key: `URL:${toKey(href)}`,
    data: { url: href },
    get: (_e, name) =>
      whole.has(name)
        ? name === 'href'
          ? href
          : toNative(`URL.${name}`, () => href)
        : name === 'searchParams'
          ? engine.createObject([], { open: true })
          : part(name),
  };
};

/** `new Proxy(target, { get })`: a read goes through the trap. */
const newProxy: Call = (engine, args) => {
  const [target = UNDEFINED, traps = UNDEFINED] = args.positional;
  return {
    k: 'model',
    key: `Proxy#${engine.nextId()}`,
    get: (e, name, site) => {
      const trap = e.get(traps, toConst('get'), false, site);
      if (trap.k !== 'function') return e.get(target, toConst(name), false, site);
      const property = name === '[]' ? toUnknown('a property of a proxy') : toConst(name);
      return e.call(trap, toArguments(target, property), site, traps);
    },
  };
};

const globals = (): Map<string, Abstract> => {
  const object = library(
    'Object',
    {
      keys: objectKeys,
      values: objectValues,
      entries: objectEntries,
      fromEntries: objectFromEntries,
      assign,
      freeze: first,
      seal: first,
      create: (e, args) => e.createObject([], { base: args.positional[0]?.k === 'object' ? args.positional[0] : null }),
      defineProperty,
      getOwnPropertyNames: objectKeys,
      setPrototypeOf: first,
      getPrototypeOf: first,
    },
    { call: (_e, args) => args.positional[0] ?? UNDEFINED },
  );
  const promise = library(
    'Promise',
    {
      all: fromList,
      race: (e, args, s) => unite(...e.itemsOf(args.positional[0] ?? UNDEFINED, s), UNDEFINED),
      any: (e, args, s) => unite(...e.itemsOf(args.positional[0] ?? UNDEFINED, s), UNDEFINED),
      allSettled: settleAll,
      resolve: first,
      reject: () => UNDEFINED,
    },
    { construct: (e, args, s) => newPromise(e, args, s, UNDEFINED) },
  );
  const process = library('process', {
    env: ENVIRONMENT,
    on: escaping('process.on'),
    nextTick: callLater,
    cwd: () => toUnknown('the working directory'),
    platform: toUnknown('the platform'),
  });
  const names: [string, Abstract][] = [
    ['Object', object],
    ['Promise', promise],
    ['process', process],
    [
      'Array',
      library(
        'Array',
        {
          from: fromList,
          of: (e, args) => e.createList(args.positional),
          isArray: (_e, args) => (args.positional[0]?.k === 'list' ? toConst(true) : toUnknown('result of isArray')),
        },
        { call: (e) => e.createList([], true), construct: (e) => e.createList([], true) },
      ),
    ],
    ['JSON', library('JSON', { parse: parseJson, stringify: stringifyJson })],
    ['Buffer', library('Buffer', { from: first, concat: () => toUnknown('bytes'), alloc: () => toUnknown('bytes') })],
    ['console', library('console', {})],
    ['Math', library('Math', {})],
    ['Date', library('Date', {}, { construct: () => toUnknown('a date'), call: () => toUnknown('a date') })],
    ['Map', library('Map', {}, { construct: (e, args, s) => newMap(e, args, s, UNDEFINED) })],
    ['WeakMap', library('WeakMap', {}, { construct: (e, args, s) => newMap(e, args, s, UNDEFINED) })],
    ['Set', library('Set', {}, { construct: (e, args, s) => newSet(e, args, s, UNDEFINED) })],
    ['URL', library('URL', {}, { construct: (e, args, s) => newUrl(e, args, s, UNDEFINED) })],
    ['Symbol', library('Symbol', {}, { call: () => toUnknown('a symbol') })],
    [
      'Reflect',
      library('Reflect', {
        metadata: () => toNative('metadata', () => UNDEFINED),
        defineProperty: defineProperty,
        getMetadata: () => toUnknown('metadata'),
      }),
    ],
    [
      'Error',
      library(
        'Error',
        {},
        {
          construct: (e, args) => e.createObject([['message', args.positional[0] ?? UNDEFINED]], { open: true }),
          call: () => toUnknown('an error'),
        },
      ),
    ],
    ['String', toNative('String', toText)],
    ['Number', toNative('Number', () => toUnknown('a number'))],
    ['Boolean', toNative('Boolean', () => toUnknown('a boolean'))],
    ['parseInt', toNative('parseInt', () => toUnknown('a number'))],
    ['parseFloat', toNative('parseFloat', () => toUnknown('a number'))],
    ['isNaN', toNative('isNaN', () => toUnknown('a boolean'))],
    ['encodeURIComponent', toNative('encodeURIComponent', first)],
    ['encodeURI', toNative('encodeURI', first)],
    ['decodeURIComponent', toNative('decodeURIComponent', first)],
    ['decodeURI', toNative('decodeURI', first)],
    ['unescape', toNative('unescape', first)],
    ['structuredClone', toNative('structuredClone', first)],
    ['setTimeout', toNative('setTimeout', callLater)],
    [
      'setImmediate',
      toNative('setImmediate', (e, args, s, self) =>
        callLater(
          e,
          { ...args, positional: [args.positional[0] ?? UNDEFINED, UNDEFINED, ...args.positional.slice(1)] },
          s,
          self,
        ),
      ),
    ],
    ['setInterval', toNative('setInterval', callLater)],
    ['queueMicrotask', toNative('queueMicrotask', callLater)],
    ['Proxy', library('Proxy', {}, { construct: (e, args, s) => newProxy(e, args, s, UNDEFINED) })],
    ['undefined', UNDEFINED],
    ['NaN', toConst(Number.NaN)],
    ['Infinity', toConst(Number.POSITIVE_INFINITY)],
  ];
  const table = new Map<string, Abstract>(names);
  table.set('globalThis', {
    k: 'model',
    key: 'globalThis',
    get: (_e, name) => table.get(name) ?? toUnknown(`global ${name}`),
  });
  table.set('global', table.get('globalThis') as Abstract);
  return table;
};

export const JAVASCRIPT_GLOBALS: ReadonlyMap<string, Abstract> = globals();
