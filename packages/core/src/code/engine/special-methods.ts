import type { Abstract, ObjectValue } from './abstract.ts';
import { toArguments, toConst, UNDEFINED } from './abstract.ts';
import { linearise } from './linearise.ts';
import { readProperty } from './properties.ts';
import type { Engine, Site } from './engine.ts';

/** Calls `__name__` of an instance of a Python class; `undefined` where the value has none of its own. */
export function callSpecial(
  engine: Engine,
  object: Abstract,
  name: string,
  given: readonly Abstract[],
  site: Site,
): Abstract | undefined {
  if (!hasSpecial(engine, object, name)) return undefined;
  const method = engine.get(object, toConst(name), false, site);
  return method.k === 'function' ? engine.call(method, toArguments(...given), site, object) : undefined;
}

/** Whether a class of the application defines `__name__` for this value. */
export function hasSpecial(engine: Engine, object: Abstract, name: string): object is ObjectValue {
  if (object.k !== 'object' || object.isDict || object.cls === null) return false;
  if (engine.languageOf(object.cls.module) !== 'python') return false;
  return linearise(object.cls).some((c) => c.methods.has(name));
}

/** What an attribute of a class stands for when it is read through an instance: descriptors answer for themselves. */
export function readDescriptor(engine: Engine, value: Abstract, owner: ObjectValue, site: Site): Abstract {
  return (
    readProperty(engine, value, owner, site) ??
    callSpecial(engine, value, '__get__', [owner, owner.cls ?? UNDEFINED], site) ??
    value
  );
}

/** `del object[key]`. */
export function deleteItem(engine: Engine, object: Abstract, key: Abstract, site: Site): void {
  const targets = object.k === 'union' ? object.values : [object];
  for (const target of targets) callSpecial(engine, target, '__delitem__', [key], site);
}
