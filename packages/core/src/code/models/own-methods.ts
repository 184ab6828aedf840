import type { Abstract, Arguments } from '../engine/abstract.ts';
import { toAlternatives, toConst } from '../engine/abstract.ts';
import { linearise } from '../engine/linearise.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { conditionally } from '../engine/branches.ts';

/** Calls every method that the application's own classes give an instance: the library that holds it calls them. */
export function callOwnMethods(engine: Engine, instance: Abstract | undefined, args: Arguments, site: Site): void {
  for (const value of instance === undefined ? [] : toAlternatives(instance)) {
    if (value.k !== 'object' || value.cls === null) continue;
    const names = new Set(linearise(value.cls).flatMap((c) => [...c.methods.keys()]));
    for (const name of names) {
      if (name === 'constructor' || name === '__init__') continue;
      const method = engine.get(value, toConst(name), false, site);
      if (method.k === 'function') conditionally(engine, () => engine.call(method, args, site, value));
    }
  }
}
