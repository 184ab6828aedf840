import type { Abstract, Arguments } from './abstract.ts';
import { toConst, toMethod, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { assignInto } from './spread.ts';
import { toKey, unite } from './union.ts';

type Receiver = Extract<Abstract, { k: 'object' | 'event' | 'result' }>;
type Method = (engine: Engine, dict: Receiver, args: Arguments, site: Site) => Abstract;

const read: Method = (engine, dict, args, site) => {
  const key = args.positional[0] ?? toUnknown('a key');
  const value = engine.get(dict, key, true, site);
  const fallback = args.positional[1] ?? args.named.get('default');
  if (value.k === 'const' && value.value === undefined) return fallback ?? UNDEFINED;
  return fallback === undefined ||
    (dict.k === 'object' && !dict.open && value.k !== 'unknown') ||
    fallback.k === 'const'
    ? value
    : unite(value, fallback);
};

const setDefault: Method = (engine, dict, args, site) => {
  const key = args.positional[0] ?? toUnknown('a key');
  const value = args.positional[1] ?? UNDEFINED;
  if (dict.k === 'object' && (key.k !== 'const' || !dict.fields.has(String(key.value))))
    engine.set(dict, key, value, true, site);
  return engine.get(dict, key, true, site);
};

const update: Method = (engine, dict, args, site) => {
  if (dict.k !== 'object') return UNDEFINED;
  const [other] = args.positional;
  if (other !== undefined) assignInto(engine, dict, other, site);
  for (const [name, value] of args.named) if (name !== '**') engine.set(dict, toConst(name), value, true, site);
  return UNDEFINED;
};

const keysOf = (dict: Receiver): Abstract[] =>
  dict.k !== 'object'
    ? []
    : [...[...dict.fields.keys()].map((k): Abstract => toConst(k)), ...dict.computed.map((c) => c.key)];
const isOpen = (dict: Receiver): boolean => dict.k !== 'object' || dict.open;
const valuesOf = (dict: Receiver): Abstract[] =>
  dict.k !== 'object'
    ? [{ ...dict, path: [...dict.path, '[]'] }]
    : [...dict.fields.values(), ...dict.computed.map((c) => c.value)];

const items: Method = (engine, dict) => {
  const keys = dict.k === 'object' ? keysOf(dict) : [toUnknown('a key')];
  const values = valuesOf(dict);
  return engine.createList(
    keys.map((key, i) => engine.createList([key, values[i] ?? UNDEFINED])),
    isOpen(dict),
  );
};

const METHODS: Readonly<Record<string, Method>> = {
  get: read,
  pop: read,
  setdefault: setDefault,
  update,
  items,
  keys: (engine, dict) => engine.createList(keysOf(dict), isOpen(dict)),
  values: (engine, dict) => engine.createList(valuesOf(dict), isOpen(dict)),
  copy: (engine, dict) =>
    dict.k === 'object' ? engine.createObject(dict.fields, { isDict: dict.isDict, open: dict.open }) : dict,
  hasOwnProperty: () => toUnknown('result of hasOwnProperty'),
  toString: () => toUnknown('a string'),
};

/** A method of a Python dict (or of what every JS object inherits), with the dict bound to it. */
export function findDictMethod(_engine: Engine, dict: Receiver, name: string): Abstract | undefined {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  return method === undefined
    ? undefined
    : toMethod(toKey(dict), name, (engine, args, site) => method(engine, dict, args, site));
}
