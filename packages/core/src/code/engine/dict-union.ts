import type { Abstract } from './abstract.ts';
import { toAlternatives } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { assignInto, spreadInto } from './spread.ts';

const isDict = (value: Abstract): boolean =>
  toAlternatives(value).some((v) => v.k === 'object' && v.isDict && v.cls === null);

/** `a | b` of Python's dicts: a new one, in which the right one wins. `undefined` for anything else. */
export function uniteDicts(engine: Engine, left: Abstract, right: Abstract): Abstract | undefined {
  if (!isDict(left) && !isDict(right)) return undefined;
  const object = engine.createObject([], { isDict: true });
  spreadInto(engine, object, left);
  spreadInto(engine, object, right);
  return object;
}

/** `a |= b`, which changes the dict that others may hold, too. */
export function extendDict(engine: Engine, left: Abstract, right: Abstract, site: Site): Abstract | undefined {
  if (left.k !== 'object' || !isDict(left)) return uniteDicts(engine, left, right);
  assignInto(engine, left, right, site);
  return left;
}
