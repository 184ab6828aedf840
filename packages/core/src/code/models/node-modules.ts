import type { Abstract, NativeValue } from '../engine/abstract.ts';
import {
  findString,
  NULL,
  toArguments,
  toConst,
  toMethod,
  toNative,
  toUnknown,
  UNDEFINED,
} from '../engine/abstract.ts';
import { formatPercent } from '../engine/python-format.ts';
import { openDataFile } from '../engine/data-files.ts';
import { parseJsonText } from '../engine/json-text.ts';
import { JAVASCRIPT_GLOBALS } from '../engine/javascript-globals.ts';
import { unite } from '../engine/union.ts';
import { toCallable } from './callable.ts';
import { createEmitter } from './event-emitter.ts';
import * as fn from './function-operations.ts';
import { first, isCallable } from './native-table.ts';
import { joinPath } from './path-text.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];
type Table = Readonly<Record<string, Call | Abstract>>;

const onText =
  (change: (text: string, more: string) => string): Call =>
  (_engine, args) => {
    const text = findString(args.positional[0]);
    return text === undefined
      ? toUnknown('part of a path')
      : toConst(change(text, findString(args.positional[1]) ?? ''));
  };

const baseName = (text: string, suffix: string): string => {
  const name = text.slice(text.lastIndexOf('/') + 1);
  return suffix !== '' && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
};

const path: Table = {
  join: joinPath,
  resolve: joinPath,
  normalize: joinPath,
  basename: onText(baseName),
  dirname: onText((text) => text.slice(0, Math.max(text.lastIndexOf('/'), 0)) || '.'),
  extname: onText((text) => /\.[^./]*$/.exec(baseName(text, ''))?.[0] ?? ''),
  sep: toConst('/'),
  delimiter: toConst(':'),
};

/** `util.inherits(A, B)`: instances of A find the methods of B. */
const inherits: Call = (engine, args, site) => {
  const [child = UNDEFINED, parent = UNDEFINED] = args.positional;
  const own = engine.get(child, toConst('prototype'), false, site);
  if (own.k === 'object' && own.base === null)
    own.base =
      parent.k === 'model'
        ? (parent.construct?.(engine, toArguments(), site) ?? null)
        : engine.get(parent, toConst('prototype'), false, site);
  return UNDEFINED;
};

/** `util.format('%s-users', stage)`. */
const format: Call = (engine, args) => {
  const [template = UNDEFINED, ...values] = args.positional;
  return formatPercent(template, engine.createList(values));
};

const util: Table = {
  promisify: fn.promisify,
  callbackify: fn.callbackify,
  deprecate: first,
  debuglog: () => toNative('debuglog', () => UNDEFINED),
  inspect: () => toUnknown('a text'),
  inherits,
  format,
};

/** `als.run(store, fn)`, within which `als.getStore()` is the store. */
const asyncLocalStorage: Call = (engine) => {
  const key = `AsyncLocalStorage:${engine.nextId()}`;
  const active: Abstract[] = [];
  const seen: Abstract[] = [];
  const methods: Readonly<Record<string, Call>> = {
    run: (e, args, site) => {
      const [store = UNDEFINED, callback = UNDEFINED, ...rest] = args.positional;
      active.push(store);
      seen.push(store);
      try {
        return e.call(callback, { ...args, positional: rest }, site);
      } finally {
        active.pop();
      }
    },
    exit: fn.callWithRest,
    enterWith: (_e, args) => {
      active.push(args.positional[0] ?? UNDEFINED);
      return UNDEFINED;
    },
    getStore: () => active.at(-1) ?? (seen.length === 0 ? UNDEFINED : unite(...seen, UNDEFINED)),
  };
  return {
    k: 'model',
    key,
    get: (_e, name) => (Object.hasOwn(methods, name) ? toMethod(key, name, methods[name] as Call) : undefined),
  };
};

const emitterClass = toCallable(
  'class:EventEmitter',
  (engine) => createEmitter(engine, 'EventEmitter'),
  (name) =>
    name === 'EventEmitter' ? emitterClass : toMethod('EventEmitter', name, () => toUnknown(`result of ${name}`)),
);

/** Compressed and plain data are the same to what follows; a callback gets it. */
const zip =
  (isSync: boolean): Call =>
  (engine, args, site) => {
    const data = args.positional[0] ?? UNDEFINED;
    const callback = args.positional.find(isCallable);
    if (!isSync && callback !== undefined) engine.call(callback, toArguments(NULL, data), site);
    return isSync ? data : UNDEFINED;
  };

const parseQuery: Call = (_engine, args) => {
  const value = args.positional[0];
  return value?.k === 'event' ? { ...value, path: [...value.path, '(query)'] } : toUnknown('a query');
};

const query: Table = {
  parse: parseQuery,
  decode: parseQuery,
  stringify: () => toUnknown('a text'),
  escape: first,
  unescape: first,
};

const later: Call = (_engine, args) => args.positional[1] ?? UNDEFINED;

/** `fs.readFileSync(path, 'utf8')`: a file of data is what stands in it; any other is not known. */
const readFile: Call = (engine, args, site) => {
  const file = openDataFile(engine, args.positional[0] ?? UNDEFINED, site) ?? toUnknown('the content of a file');
  const callback = args.positional.slice(1).find(isCallable);
  if (callback !== undefined) engine.call(callback, toArguments(NULL, file), site);
  return file;
};

const readJsonFile: Call = (engine, args, site) => parseJsonText(engine, readFile(engine, args, site, UNDEFINED));
const parseText: Call = (engine, args) => parseJsonText(engine, args.positional[0]);

const MODULES: Readonly<Record<string, Table>> = {
  util,
  path,
  async_hooks: { AsyncLocalStorage: toCallable('AsyncLocalStorage', asyncLocalStorage) },
  'timers/promises': {
    setTimeout: later,
    setImmediate: first,
    setInterval: (engine) => engine.createList([toUnknown('a tick')], true),
  },
  events: { EventEmitter: emitterClass, once: () => toUnknown('arguments of an event') },
  eventemitter3: { EventEmitter: emitterClass },
  fs: { readFileSync: readFile, readFile },
  'fs/promises': { readFile },
  'fs-extra': {
    readFileSync: readFile,
    readFile,
    readJson: readJsonFile,
    readJSON: readJsonFile,
    readJsonSync: readJsonFile,
    readJSONSync: readJsonFile,
  },
  'js-yaml': { load: parseText, safeLoad: parseText },
  yaml: { parse: parseText },
  querystring: query,
  qs: query,
  'query-string': query,
  zlib: Object.fromEntries(
    [
      'gunzip',
      'gzip',
      'unzip',
      'inflate',
      'deflate',
      'inflateRaw',
      'deflateRaw',
      'brotliCompress',
      'brotliDecompress',
    ].flatMap((n) => [
      [n, zip(false)],
      [`${n}Sync`, zip(true)],
    ]),
  ),
};

/** Names that are the same value as a global of the language. */
const GLOBALS: Readonly<Record<string, readonly string[]>> = {
  url: ['URL', 'URLSearchParams'],
  timers: ['setTimeout', 'setInterval', 'setImmediate'],
  buffer: ['Buffer'],
};

const lookUp = (module: string, name: string): Abstract | undefined => {
  const table = MODULES[module];
  const entry = table !== undefined && Object.hasOwn(table, name) ? table[name] : undefined;
  if (entry !== undefined) return typeof entry === 'function' ? toMethod(module, name, entry) : entry;
  return GLOBALS[module]?.includes(name) === true ? JAVASCRIPT_GLOBALS.get(name) : undefined;
};

/** Modules of Node, and packages that stand for them. */
export const nodeModules: PackageModel = {
  matches: (name) =>
    name.startsWith('node:') || Object.hasOwn(MODULES, name) || Object.hasOwn(GLOBALS, name) || name === 'timers',
  find: (_engine, packageName, given) => {
    const names = given.filter((n) => n !== 'posix' && n !== '/posix' && n !== 'promises');
    const sub = names[0]?.startsWith('/') === true ? names[0] : '';
    const module = `${packageName.replace(/^node:/, '')}${sub}`;
    const rest = sub === '' ? names : names.slice(1);
    if (rest.length === 0) return module === 'events' || module === 'eventemitter3' ? emitterClass : undefined;
    return rest.length === 1 ? lookUp(module, rest[0] ?? '') : undefined;
  },
};
