import type { TextEdit } from '../../app/code-value.ts';
import type { Abstract, Arguments } from './abstract.ts';
import { findString, toConst, toMethod, toUnknown } from './abstract.ts';
import { openDataFile } from './data-files.ts';
import type { Engine, Site } from './engine.ts';
import { concatenate } from './fold.ts';
import { formatBraces } from './python-format.ts';
import { editValue, matchText, splitText, toReplacement } from './text-edits.ts';
import { toKey } from './union.ts';

type Method = (engine: Engine, text: Abstract, args: Arguments, site: Site) => Abstract;

/** Changes nothing that matters for a name. */
const same: Method = (_engine, text) => text;

const onConstants =
  (name: string, run: (text: string, ...args: string[]) => string | boolean | number): Method =>
  (_engine, text, args) => {
    const value = findString(text);
    const given = args.positional.map(findString);
    return value === undefined || given.includes(undefined)
      ? toUnknown(`result of ${name}`)
      : toConst(run(value, ...(given as string[])));
  };

const split: Method = (engine, text, args) => {
  // Python's `maxsplit` leaves some separators in.
  const isWhole = args.positional.length === 1 && args.named.size === 0;
  return splitText(engine, text, isWhole ? findString(args.positional[0]) : undefined, findStringMethod);
};

const pieces: Method = (engine) => engine.createList([toUnknown('part of a string')], true);

const edit =
  (edited: TextEdit): Method =>
  (_engine, text) =>
    editValue(text, edited, findStringMethod) ?? toUnknown(`a text in ${edited.kind}`);

const replace =
  (all: boolean): Method =>
  (engine, text, args, site) => {
    const isEvery = all || engine.languageOf(site.module) === 'python';
    const replacement = toReplacement(args.positional[0], args.positional[1], isEvery);
    const result = replacement === undefined ? undefined : editValue(text, replacement, findStringMethod);
    return result ?? putIn(text, args, isEvery) ?? toUnknown('result of replace');
  };

/** `'a-{x}-b'.replace('{x}', value)`: what is put into a text that is known. */
function putIn(text: Abstract, args: Arguments, all: boolean): Abstract | undefined {
  const [pattern, by] = args.positional;
  const [template, mark] = [findString(text), findString(pattern)];
  if (template === undefined || mark === undefined || mark === '' || by === undefined || by.k === 'function')
    return undefined;
  const parts = template.split(mark);
  const pieces = all ? parts : [parts[0] ?? '', ...(parts.length > 1 ? [parts.slice(1).join(mark)] : [])];
  return concatenate(pieces.slice(0, 16).flatMap((p, i) => (i === 0 ? [toConst(p)] : [by, toConst(p)])));
}

const LOWER: TextEdit = { kind: 'case', to: 'lower' };
const UPPER: TextEdit = { kind: 'case', to: 'upper' };

const cut: Method = (_engine, text, args) => {
  const value = findString(text);
  const bounds = args.positional.map((a) => (a.k === 'const' && typeof a.value === 'number' ? a.value : undefined));
  return value === undefined || bounds.includes(undefined)
    ? toUnknown('part of a string')
    : toConst(value.slice(bounds[0], bounds[1]));
};

const joinItems: Method = (engine, text, args) => {
  const list = args.positional[0];
  if (list?.k !== 'list' || list.open || list.items.length === 0) return toUnknown('a list joined to a string');
  void engine;
  return concatenate(list.items.flatMap((item, i) => (i === 0 ? [item] : [text, item])));
};

const METHODS: Readonly<Record<string, Method>> = {
  toString: same,
  valueOf: same,
  trim: same,
  strip: same,
  trimEnd: same,
  trimStart: same,
  rstrip: (_engine, text, args) => (args.positional.length === 0 ? text : toUnknown('a stripped string')),
  lstrip: (_engine, text, args) => (args.positional.length === 0 ? text : toUnknown('a stripped string')),
  encode: same,
  decode: same,
  normalize: same,
  concat: (_engine, text, args) => concatenate([text, ...args.positional]),
  toLowerCase: edit(LOWER),
  toUpperCase: edit(UPPER),
  lower: edit(LOWER),
  upper: edit(UPPER),
  replace: replace(false),
  replaceAll: replace(true),
  startsWith: onConstants('startsWith', (t, a = '') => t.startsWith(a)),
  endsWith: onConstants('endsWith', (t, a = '') => t.endsWith(a)),
  startswith: onConstants('startswith', (t, a = '') => t.startsWith(a)),
  endswith: onConstants('endswith', (t, a = '') => t.endsWith(a)),
  includes: onConstants('includes', (t, a = '') => t.includes(a)),
  indexOf: onConstants('indexOf', (t, a = '') => t.indexOf(a)),
  padStart: () => toUnknown('a padded string'),
  zfill: () => toUnknown('a padded string'),
  substring: () => toUnknown('part of a string'),
  substr: () => toUnknown('part of a string'),
  slice: cut,
  charAt: () => toUnknown('part of a string'),
  capitalize: onConstants('capitalize', (t) => t.charAt(0).toUpperCase() + t.slice(1).toLowerCase()),
  title: () => toUnknown('a title'),
  match: (engine, text, args) => matchText(engine, text, args.positional[0], findStringMethod),
  matchAll: () => toUnknown('matches'),
  search: () => toUnknown('an index'),
  localeCompare: () => toUnknown('an order'),
  split,
  rsplit: split,
  splitlines: pieces,
  partition: pieces,
  rpartition: pieces,
  join: joinItems,
  format: (engine, text, args) => formatBraces(engine, text, args),
};

/** `Path('config.json').read_text()`: paths of Python are text. */
const openPath: Method = (engine, text, _args, site) => openDataFile(engine, text, site) ?? toUnknown('a file');
const PATH_METHODS: Readonly<Record<string, Method>> = { read_text: openPath, read_bytes: openPath, open: openPath };

export const isStringMethod = (name: string): boolean => Object.hasOwn(METHODS, name);

/** A method of a string, with the string bound to it. */
export function findStringMethod(_engine: Engine, text: Abstract, name: string): Abstract | undefined {
  // A member of a Python enum stands for its value, and no string of either language has such a field.
  if (name === 'value') return text;
  if (name === 'length') return text.k === 'const' ? toConst(String(text.value).length) : toUnknown('a length');
  if (/^-?\d+$/.test(name)) return toUnknown('character of a string');
  const table = Object.hasOwn(PATH_METHODS, name) ? PATH_METHODS : METHODS;
  const method = Object.hasOwn(table, name) ? table[name] : undefined;
  return method === undefined
    ? undefined
    : toMethod(toKey(text), name, (engine, args, site) => method(engine, text, args, site));
}
