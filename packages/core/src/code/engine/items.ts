import type { Abstract } from './abstract.ts';
import { NO_ARGUMENTS, toConst, toUnknown } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { unite } from './union.ts';
import { isEnum, listMembers } from './enums.ts';
import { callSpecial } from './special-methods.ts';

/** Lists longer than this are walked as one element that stands for all. */
const MOST_ITEMS = 16;

/** Under what `Symbol.iterator` and `Symbol.asyncIterator` stand for. */
const SYMBOLS = ['@@iterator', '@@asyncIterator'] as const;

/** What `next()` of an iterator gives as its value. */
function readNext(engine: Engine, iterator: Abstract, site: Site): Abstract {
  const next = engine.get(iterator, toConst('next'), false, site);
  return engine.get(engine.call(next, NO_ARGUMENTS, site, iterator), toConst('value'), false, site);
}

/** What a loop over a value sees. */
export function itemsOf(engine: Engine, value: Abstract, site: Site): readonly Abstract[] {
  switch (value.k) {
    case 'list':
      if (value.items.length === 0) return value.open ? [toUnknown('element of a list')] : [];
      return value.items.length <= MOST_ITEMS ? [...value.items] : [unite(...value.items.slice(0, 64))];
    case 'union':
      return value.values.filter((v) => v.k !== 'const').flatMap((v) => itemsOf(engine, v, site));
    case 'event':
    case 'result':
      return [{ ...value, path: [...value.path, '[]'].slice(0, 24) }];
    case 'class':
      return isEnum(value) ? listMembers(value) : [toUnknown('an item of a class')];
    case 'object':
      return itemsOfObject(engine, value, site);
    case 'model':
      if (value.iterateAll !== undefined) return value.iterateAll(engine, site);
      return [value.iterate?.(engine, site) ?? toUnknown(`an item of ${value.key}`)];
    case 'const':
      return typeof value.value === 'string' ? [toUnknown('character of a string')] : [];
    default:
      return [toUnknown('an item of a value that is not known')];
  }
}

/** A dict gives its keys; a JS Map or Set is made of lists elsewhere; an iterable class gives what its iterator yields. */
function itemsOfObject(engine: Engine, value: Extract<Abstract, { k: 'object' }>, site: Site): readonly Abstract[] {
  if (value.isDict) {
    const keys: Abstract[] = [...value.fields.keys()].map((name) => ({ k: 'const', value: name }));
    const all = [...keys, ...value.computed.map((c) => c.key), ...(value.open ? [toUnknown('key of a dict')] : [])];
    return all.length <= MOST_ITEMS * 2 ? all : [unite(...all.slice(0, 64))];
  }
  const iterator =
    callSpecial(engine, value, '__iter__', [], site) ?? callSpecial(engine, value, '__aiter__', [], site);
  if (iterator !== undefined && (iterator.k !== 'object' || iterator.cls !== value.cls))
    return itemsOf(engine, iterator, site);
  const symbol = SYMBOLS.map((name) => engine.get(value, toConst(name), false, site)).find((m) => m.k === 'function');
  if (symbol !== undefined) {
    const made = engine.call(symbol, NO_ARGUMENTS, site, value);
    return made.k === 'object' ? [readNext(engine, made, site)] : itemsOf(engine, made, site);
  }
  const item =
    callSpecial(engine, value, '__next__', [], site) ??
    callSpecial(engine, value, '__anext__', [], site) ??
    callSpecial(engine, value, '__getitem__', [toUnknown('an index')], site);
  if (item !== undefined) return [item];
  return [toUnknown('an item of an object')];
}
