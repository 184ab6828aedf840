import type { Abstract, ModelValue, ObjectValue } from './abstract.ts';
import { toArguments, toNative } from './abstract.ts';
import type { Engine, Site } from './engine.ts';

/** What stands in a class for what a function of the instance answers. */
type Property = ModelValue & { readonly data: { getter: Abstract } };

/** `table = property(lambda self: …)`, the same as a value of Python's `cached_property`. */
export function createProperty(engine: Engine, getter: Abstract): Property {
  const self: Property = {
    k: 'model',
    key: `property:${engine.nextId()}`,
    data: { getter },
    get: (_e, name) => toNative(`property.${name}`, () => self),
  };
  return self;
}

const isProperty = (value: Abstract): value is Property => value.k === 'model' && value.key.startsWith('property:');

/** The value of a property of an instance; `undefined` for what is none. */
export function readProperty(engine: Engine, value: Abstract, owner: ObjectValue, site: Site): Abstract | undefined {
  return isProperty(value) ? engine.call(value.data.getter, toArguments(owner), site, owner) : undefined;
}
