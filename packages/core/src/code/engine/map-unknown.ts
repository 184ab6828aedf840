import type { Abstract, Arguments } from './abstract.ts';
import { toUnknown } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { findListMethod } from './list-methods.ts';

/** `items.map(callback)` where `items` is not known: a list of whatever the callback makes. `undefined` for every other call. */
export function mapUnknown(engine: Engine, name: string, args: Arguments, site: Site): Abstract | undefined {
  const isMapping = /^(?:map|flatMap)$/.test(name) && args.positional[0]?.k === 'function';
  if (!isMapping || args.positional.length > 1) return undefined;
  const list = engine.createList([toUnknown('an item')], true);
  return engine.call(findListMethod(engine, list, name, site) ?? list, args, site, list);
}
