import { createProperty } from './properties.ts';
import { openDataFile } from './data-files.ts';
import type { Abstract, NativeValue } from './abstract.ts';
import { findString, toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { runText } from './run-text.ts';
import { callSpecial } from './special-methods.ts';
import { spreadInto } from './spread.ts';
import { unite } from './union.ts';

type Call = NativeValue['call'];

const first: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

const toList: Call = (engine, args, site) => {
  const value = args.positional[0];
  if (value === undefined) return engine.createList([]);
  return value.k === 'list'
    ? engine.createList(value.items, value.open)
    : engine.createList(engine.itemsOf(value, site), value.k !== 'object' || value.open);
};

const toDict: Call = (engine, args, site) => {
  const dict = engine.createObject([], { isDict: true });
  const source = args.positional[0];
  if (source?.k === 'list')
    for (const pair of engine.itemsOf(source, site))
      engine.set(dict, engine.get(pair, toConst(0), true, site), engine.get(pair, toConst(1), true, site), true, site);
  else if (source !== undefined) spreadInto(engine, dict, source);
  for (const [name, value] of args.named) if (name !== '**') dict.fields.set(name, value);
  return dict;
};

const mapItems: Call = (engine, args, site) => {
  const [fn, ...lists] = args.positional;
  const items = engine.itemsOf(lists[0] ?? UNDEFINED, site);
  return engine.createList(
    items.map((item, i) =>
      engine.call(
        fn ?? UNDEFINED,
        toArguments(item, ...lists.slice(1).map((l) => engine.itemsOf(l, site)[i] ?? toUnknown('an item'))),
        site,
      ),
    ),
    lists[0]?.k !== 'list' || lists[0].open,
  );
};

const filterItems: Call = (engine, args, site) => {
  const items = engine.itemsOf(args.positional[1] ?? UNDEFINED, site);
  for (const item of items)
    if (args.positional[0]?.k !== 'const') engine.call(args.positional[0] ?? UNDEFINED, toArguments(item), site);
  return engine.createList(items, true);
};

const enumerate: Call = (engine, args, site) =>
  engine.createList(
    engine
      .itemsOf(args.positional[0] ?? UNDEFINED, site)
      .map((item) => engine.createList([toUnknown('an index'), item])),
    true,
  );

const zip: Call = (engine, args, site) => {
  const lists = args.positional.map((l) => engine.itemsOf(l, site));
  const longest = Math.max(0, ...lists.map((l) => l.length));
  return engine.createList(
    Array.from({ length: longest }, (_, i) => engine.createList(lists.map((l) => l[i] ?? toUnknown('an item')))),
    true,
  );
};

const readAttribute: Call = (engine, args, site) => {
  const [object, name, fallback] = args.positional;
  if (object === undefined || name === undefined) return UNDEFINED;
  const names = name.k === 'union' ? name.values.filter((n) => n.k !== 'const') : [name];
  if (names.some((n) => findString(n) === undefined) && object.k === 'model' && object.sensitive !== undefined)
    engine.unresolved(`getattr on ${object.sensitive}`, 'the name of the method is not a constant', site);
  const value = engine.get(object, name, false, site);
  return fallback !== undefined && fallback.k !== 'const' ? unite(value, fallback) : value;
};

const writeAttribute: Call = (engine, args, site) => {
  const [object, name, value] = args.positional;
  if (object !== undefined && name !== undefined && value !== undefined) engine.set(object, name, value, false, site);
  return UNDEFINED;
};

const callEach =
  (what: string): Call =>
  (engine, args, site) => {
    engine.escape(
      [...args.positional, ...args.named.values()].filter((a) => a.k === 'function'),
      what,
      site,
    );
    return what === 'sorted'
      ? toList(engine, args, site, UNDEFINED)
      : args.positional[0] === undefined
        ? toUnknown(`result of ${what}`)
        : unite(...engine.itemsOf(args.positional[0], site), toUnknown(`result of ${what}`));
  };

const next: Call = (engine, args, site) =>
  unite(
    ...engine.itemsOf(args.positional[0] ?? UNDEFINED, site),
    ...(args.positional[1] === undefined ? [] : [args.positional[1]]),
  );

const unknowns = [
  'abs',
  'round',
  'sum',
  'any',
  'all',
  'id',
  'ord',
  'chr',
  'hex',
  'bin',
  'pow',
  'divmod',
  'isinstance',
  'issubclass',
  'hasattr',
  'callable',
  'print',
  'input',
  'locals',
  'dir',
  'bytes',
  'bytearray',
  'memoryview',
  'object',
  'format',
  'delattr',
];

const exceptions = [
  'Exception',
  'BaseException',
  'ValueError',
  'TypeError',
  'KeyError',
  'RuntimeError',
  'AttributeError',
  'ImportError',
  'ModuleNotFoundError',
  'NotImplementedError',
  'LookupError',
  'IndexError',
  'OSError',
  'IOError',
  'StopIteration',
  'TimeoutError',
  'ConnectionError',
  'PermissionError',
  'FileNotFoundError',
  'AssertionError',
  'ArithmeticError',
  'ZeroDivisionError',
  'UnicodeDecodeError',
  'Warning',
  'DeprecationWarning',
  'UserWarning',
];

/** Built-in functions that ask the class of what they are given. */
const PROTOCOLS: Readonly<Record<string, string>> = {
  len: '__len__',
  int: '__int__',
  float: '__float__',
  bool: '__bool__',
  hash: '__hash__',
};

const throughSpecial =
  (name: string, special: string): Call =>
  (engine, args, site) => {
    callSpecial(engine, args.positional[0] ?? UNDEFINED, special, [], site);
    return toUnknown(`result of ${name}`);
  };

const toText: Call = (engine, args, site) => {
  const value = args.positional[0] ?? toConst('');
  return callSpecial(engine, value, '__str__', [], site) ?? value;
};

const iterate: Call = (engine, args, site) => {
  const value = args.positional[0] ?? UNDEFINED;
  return value.k === 'object' && value.cls !== null ? engine.createList(engine.itemsOf(value, site), true) : value;
};

/** Python's built-in functions. */
export const PYTHON_BUILTINS: ReadonlyMap<string, Abstract> = new Map<string, Abstract>([
  ...unknowns.map((n) => [n, toNative(n, (_engine, _args) => toUnknown(`result of ${n}`))] as const),
  ...Object.entries(PROTOCOLS).map(([n, special]) => [n, toNative(n, throughSpecial(n, special))] as const),
  ...exceptions.map((n) => [n, { k: 'external', name: 'builtins', path: [n] } as const] as const),
  ...Object.entries<Call>({
    str: toText,
    repr: first,
    list: toList,
    tuple: toList,
    set: toList,
    frozenset: toList,
    iter: iterate,
    aiter: iterate,
    reversed: toList,
    sorted: callEach('sorted'),
    min: callEach('min'),
    max: callEach('max'),
    dict: toDict,
    map: mapItems,
    filter: filterItems,
    enumerate,
    zip,
    range: (engine) => engine.createList([toUnknown('a number')], true),
    getattr: readAttribute,
    setattr: writeAttribute,
    next,
    anext: next,
    type: (engine, args, site) => engine.get(args.positional[0] ?? UNDEFINED, toConst('__class__'), false, site),
    super: () => toUnknown('super()'),
    property: (engine, args) => createProperty(engine, args.positional[0] ?? args.named.get('fget') ?? UNDEFINED),
    open: (engine, args, site) =>
      openDataFile(engine, args.positional[0] ?? args.named.get('file') ?? UNDEFINED, site) ?? toUnknown('a file'),
    vars: first,
    eval: runText('eval'),
    exec: runText('exec'),
    staticmethod: first,
    classmethod: first,
  }).map(([name, call]) => [name, toNative(name, call)] as const),
]);
