import type { Abstract } from './abstract.ts';
import { toAlternatives, toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { linearise } from './linearise.ts';
import { unite } from './union.ts';

/** `await value`: what an instance settles to whose class has `then` (JavaScript) or `__await__` (Python); any other is itself. */
export function settle(engine: Engine, value: Abstract, site: Site): Abstract {
  const all = toAlternatives(value);
  return all.some(isInstance) ? unite(...all.map((one) => settleOne(engine, one, site))) : value;
}

const isInstance = (value: Abstract): boolean => value.k === 'object' && value.cls !== null;

function settleOne(engine: Engine, value: Abstract, site: Site): Abstract {
  if (value.k !== 'object' || value.cls === null) return value;
  const name = engine.languageOf(value.cls.module) === 'python' ? '__await__' : 'then';
  if (!linearise(value.cls).some((c) => c.methods.has(name))) return value;
  const settled: Abstract[] = [];
  const resolve = toNative('resolve', (_e, args) => {
    settled.push(args.positional[0] ?? UNDEFINED);
    return UNDEFINED;
  });
  const method = engine.get(value, toConst(name), false, site);
  const given =
    name === 'then'
      ? toArguments(
          resolve,
          toNative('reject', () => UNDEFINED),
        )
      : toArguments();
  const result = engine.call(method, given, site, value);
  if (name === '__await__') return unite(...engine.itemsOf(result, site));
  return settled.length === 0 ? toUnknown('what a promise settles to') : unite(...settled);
}
