import type { Abstract, Arguments, ModelValue, NativeValue } from './abstract.ts';
import { findString, toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { conditionally } from './branches.ts';
import type { Engine } from './engine.ts';
import { toVariable } from './environment-variable.ts';
import { functionOfText, runText } from './run-text.ts';
import { unite } from './union.ts';

import { newMap, newSet } from './javascript-collections.ts';
import {
  assign,
  createFrom,
  defineProperties,
  defineProperty,
  fromList,
  hasOwn,
  objectEntries,
  objectFromEntries,
  objectKeys,
  objectValues,
  OBJECT_PROTOTYPE,
  ownDescriptor,
  ownDescriptors,
} from './javascript-objects.ts';
import { findPrototype } from './class-members.ts';
import { newProxy, newUrl } from './javascript-proxies.ts';
import { newPromise, parseJson, settleAll, stringifyJson } from './javascript-values.ts';
import { METADATA_MEMBERS } from './reflect-metadata.ts';

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
  const self: ModelValue = {
    k: 'model',
    key: name,
    get: (_engine, key) =>
      (key === 'default' ? self : table.get(key)) ?? toNative(`${name}.${key}`, escaping(`${name}.${key}`)),
    ...own,
  };
  return self;
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

const prototypeOf: Call = (engine, args) => findPrototype(engine, args.positional[0] ?? UNDEFINED);

const first: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** `process.env`. */
export const ENVIRONMENT: ModelValue = {
  k: 'model',
  key: 'process.env',
  get: (engine, name) => toVariable(engine, name === '[]' ? undefined : toConst(name)),
  index: (engine, key) => toVariable(engine, key),
};

const toText: Call = (_engine, args) => args.positional[0] ?? toConst('');

const callLater: Call = (engine, args, site) => {
  conditionally(engine, () =>
    engine.call(args.positional[0] ?? UNDEFINED, toArguments(...args.positional.slice(2)), site),
  );
  return toUnknown('a timer');
};

/** A symbol stands for its description: tokens and keys are told apart by it. */
const toSymbol = (_engine: Engine, args: Arguments): Abstract => {
  const name = findString(args.positional[0]);
  return name === undefined ? toUnknown('a symbol') : toConst(`@@${name}`);
};

const SYMBOL_MEMBERS: Readonly<Record<string, Call | Abstract>> = {
  for: toSymbol,
  iterator: toConst('@@iterator'),
  asyncIterator: toConst('@@asyncIterator'),
  dispose: toConst('@@dispose'),
  asyncDispose: toConst('@@asyncDispose'),
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
      create: createFrom,
      defineProperty,
      defineProperties,
      hasOwn,
      getOwnPropertyNames: objectKeys,
      getOwnPropertySymbols: (e) => e.createList([]),
      getOwnPropertyDescriptor: ownDescriptor,
      getOwnPropertyDescriptors: ownDescriptors,
      prototype: {
        k: 'model',
        key: 'Object.prototype',
        get: (_e, name) => OBJECT_PROTOTYPE.get(name) ?? toUnknown(`${name} of Object.prototype`),
      },
      setPrototypeOf: first,
      getPrototypeOf: prototypeOf,
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
    ['WeakSet', library('WeakSet', {}, { construct: (e, args, s) => newSet(e, args, s, UNDEFINED) })],
    ['Set', library('Set', {}, { construct: (e, args, s) => newSet(e, args, s, UNDEFINED) })],
    ['URL', library('URL', {}, { construct: (e, args, s) => newUrl(e, args, s, UNDEFINED) })],
    ['Symbol', library('Symbol', SYMBOL_MEMBERS, { call: toSymbol })],
    [
      'Reflect',
      library('Reflect', {
        ...METADATA_MEMBERS,
        defineProperty: defineProperty,
        get: (e, args, s) => e.get(args.positional[0] ?? UNDEFINED, args.positional[1] ?? UNDEFINED, true, s),
        getPrototypeOf: prototypeOf,
        has: hasOwn,
        ownKeys: objectKeys,
        apply: (e, args, s) =>
          e.call(
            e.get(args.positional[0] ?? UNDEFINED, toConst('apply'), false, s),
            { ...args, positional: args.positional.slice(1) },
            s,
          ),
        construct: (e, args, s) =>
          e.construct(
            args.positional[0] ?? UNDEFINED,
            toArguments(...e.itemsOf(args.positional[1] ?? UNDEFINED, s)),
            s,
          ),
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
    ['eval', toNative('eval', runText('eval'))],
    ['Function', functionOfText],
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
