import type { Abstract, FunctionValue } from './abstract.ts';
import { toConst, toMethod, UNDEFINED } from './abstract.ts';
import type { Engine } from './engine.ts';

/** `call`, `apply`, `bind` and the properties that were set on a function. */
export function findFunctionMethod(engine: Engine, fn: FunctionValue, name: string): Abstract | undefined {
  switch (name) {
    case 'call':
      return toMethod(`f#${fn.id}`, 'call', (e, args, site) =>
        e.call(fn, { ...args, positional: args.positional.slice(1) }, site, args.positional[0] ?? UNDEFINED),
      );
    case 'apply':
      return toMethod(`f#${fn.id}`, 'apply', (e, args, site) => {
        const list = args.positional[1];
        const items = list === undefined ? [] : e.itemsOf(list, site);
        const isKnown = list?.k === 'list' && !list.open;
        return e.call(
          fn,
          isKnown
            ? { positional: items, named: new Map() }
            : { positional: [], named: new Map(), ...(items[0] === undefined ? {} : { rest: items[0] }) },
          site,
          args.positional[0] ?? UNDEFINED,
        );
      });
    case 'bind':
      return toMethod(`f#${fn.id}`, 'bind', (e, args) =>
        e.createFunction({
          ...fn,
          ...(fn.ir.isArrow ? {} : { self: args.positional[0] ?? UNDEFINED }),
          bound: [...(fn.bound ?? []), ...args.positional.slice(1)],
        }),
      );
    case 'name':
    case '__name__':
      return toConst(fn.ir.name ?? '');
    case 'length':
      return toConst(countRequired(fn) - (fn.bound?.length ?? 0));
    case '__wrapped__':
      return fn;
    default: {
      const known = engine.propertiesOf.get(fn.id)?.fields.get(name);
      if (known !== undefined || name !== 'prototype') return known;
      engine.set(fn, toConst('prototype'), engine.createObject(), false, { module: fn.module, at: fn.ir.at });
      return engine.propertiesOf.get(fn.id)?.fields.get(name);
    }
  }
}

/** What JavaScript counts as the length of a function: the parameters before the first that may be left out. */
function countRequired({ ir }: FunctionValue): number {
  const optional = ir.params.findIndex((p) => p.default !== undefined || p.rest !== undefined);
  return optional === -1 ? ir.params.length : optional;
}
