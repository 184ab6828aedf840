import type { Abstract } from './abstract.ts';
import { toArguments, toMethod, toUnknown, UNDEFINED } from './abstract.ts';
import { conditionally } from './branches.ts';
import { linearise } from './linearise.ts';
import { toKey, unite } from './union.ts';

/** Whether an object may have a `then` of its own, and is no promise of what it holds. */
const mayHaveOwn = (object: Abstract, key: string): boolean =>
  object.k === 'object' &&
  (object.base !== null ||
    object.fields.has(key) ||
    object.getters.has(key) ||
    object.computed.length > 0 ||
    (object.cls !== null && linearise(object.cls).some((c) => c.methods.has(key) || c.getters.has(key))));

/** A promise stands for what it settles to: `then`, `catch` and `finally` are found on every value. */
export function findPromiseMethod(value: Abstract, name: string): Abstract | undefined {
  if (!/^(?:then|catch|finally)$/.test(name) || mayHaveOwn(value, name)) return undefined;
  if (name === 'then') {
    return toMethod(toKey(value), 'then', (engine, args, site) => {
      const [onFulfilled, onRejected] = args.positional;
      const result =
        onFulfilled === undefined || onFulfilled.k === 'const'
          ? value
          : engine.call(onFulfilled, toArguments(value), site);
      if (onRejected === undefined || onRejected.k === 'const') return result;
      return unite(
        result,
        conditionally(engine, () => engine.call(onRejected, toArguments(toUnknown('an error')), site)),
      );
    });
  }
  if (name === 'catch') {
    return toMethod(toKey(value), 'catch', (engine, args, site) => {
      const handler = args.positional[0];
      if (handler !== undefined)
        conditionally(engine, () => engine.call(handler, toArguments(toUnknown('an error')), site));
      return value;
    });
  }
  return toMethod(toKey(value), 'finally', (engine, args, site) => {
    engine.call(args.positional[0] ?? UNDEFINED, toArguments(), site);
    return value;
  });
}
