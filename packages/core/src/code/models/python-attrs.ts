import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toNative, toUnknown } from '../engine/abstract.ts';
import { createProperty } from '../engine/properties.ts';
import { definePackages, first, transparentDecorator } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** `Factory(make)`: made for each instance; with `takes_self` of the instance. */
const factory: Call = (engine, args, site) => {
  const make = args.positional[0] ?? args.named.get('factory') ?? toUnknown('a factory');
  return args.named.has('takes_self') ? createProperty(engine, make) : engine.call(make, toArguments(), site);
};

/** A field without a default may be given one: `@table.default` above a method. */
const field: Call = (engine, args, site) => {
  const make = args.named.get('factory');
  if (make !== undefined) return engine.call(make, toArguments(), site);
  return args.named.get('default') ?? createOpenField(createProperty(engine, toUnknown('a field')));
};

function createOpenField(property: ModelValue & { readonly data: { getter: Abstract } }): ModelValue {
  return {
    ...property,
    get: (_e, name) =>
      toNative(`field.${name}`, (_inner, given) => {
        const fn = given.positional[0] ?? toUnknown('a function');
        if (name === 'default') property.data.getter = fn;
        return fn;
      }),
  };
}

const EXPORTS: Readonly<Record<string, Call>> = {
  define: transparentDecorator,
  frozen: transparentDecorator,
  mutable: transparentDecorator,
  s: transparentDecorator,
  attrs: transparentDecorator,
  dataclass: transparentDecorator,
  field,
  ib: field,
  attrib: field,
  Factory: factory,
  asdict: first,
  evolve: first,
};

/** attrs, by its old and its new name (https://www.attrs.org/en/stable/names.html). */
export const pythonAttrs: PackageModel = definePackages({ attr: EXPORTS, attrs: EXPORTS });
