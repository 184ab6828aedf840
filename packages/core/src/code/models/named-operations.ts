import type { Abstract } from '../engine/abstract.ts';
import { findString, toAlternatives, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';

/** Operations by the names that code gives to a method (`getSignedUrl`, `get_waiter`): each that the name may be. */
export function findNamedOperations(
  engine: Engine,
  name: Abstract | undefined,
  by: { readonly method: string; readonly find: (name: string) => string | undefined },
  site: Site,
): readonly string[] {
  const found = toAlternatives(name ?? UNDEFINED).map((v) => by.find(findString(v) ?? ''));
  if (found.includes(undefined))
    engine.unresolved(by.method, 'the name that it is given is not a constant that is known', site);
  return found.filter((operation) => operation !== undefined);
}
