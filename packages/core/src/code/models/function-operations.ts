import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { NULL, toArguments, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { toWrapped } from '../engine/keepers.ts';
import { unite } from '../engine/union.ts';
import { isCallable } from './native-table.ts';

type Call = NativeValue['call'];

/** The function that is given, at whatever position: `once(fn)`, `throttle(fn, 100)`, `after(2, fn)`. */
export const sameFunction: Call = (_engine, args) =>
  args.positional.find(isCallable) ?? args.positional[0] ?? UNDEFINED;

/** As `sameFunction`, and what it answers is kept: `memoize(fn)`. */
export const keptFunction: Call = (engine, args, site, self) => toWrapped(sameFunction(engine, args, site, self));

/** Calls the function that is given, without arguments: `retry(fn)`, `queue.add(fn)`. */
export const callGiven: Call = (engine, args, site) => {
  const fn = args.positional.find(isCallable);
  return fn === undefined ? (args.positional[0] ?? UNDEFINED) : engine.call(fn, toArguments(), site);
};

/** Calls the function that is given with the arguments behind it: `limit(fn, a, b)`. */
export const callWithRest: Call = (engine, args, site) => {
  const at = args.positional.findIndex(isCallable);
  return at === -1
    ? (args.positional[0] ?? UNDEFINED)
    : engine.call(args.positional[at] as Abstract, { ...args, positional: args.positional.slice(at + 1) }, site);
};

/** `partial(fn, a)`: further arguments follow, or (`partialRight`) come first. */
export const partial =
  (isRight: boolean, isBound = false): Call =>
  (_engine, args) => {
    const [fn = UNDEFINED, ...rest] = args.positional;
    const bound = rest.flatMap((r) => (isBound && r.k === 'list' ? r.items : [r]));
    return toNative('partial', (e, given, site) =>
      e.call(
        fn,
        { ...given, positional: isRight ? [...given.positional, ...bound] : [...bound, ...given.positional] },
        site,
      ),
    );
  };

/** `flow(f, g)` and, from the right, `compose(f, g)`. */
export const compose =
  (isRight: boolean): Call =>
  (_engine, args) => {
    const given = args.positional.flatMap((a) => (a.k === 'list' ? a.items : [a]));
    const steps = isRight ? given.toReversed() : given;
    return toNative('flow', (e, call, site) =>
      steps.reduce<Abstract>(
        (value, step, i) => e.call(step, i === 0 ? call : toArguments(value), site),
        call.positional[0] ?? UNDEFINED,
      ),
    );
  };

/** `curry(fn)`: called with all its arguments or with some. */
export const curry: Call = (engine, args, site, self) => {
  const fn = args.positional[0] ?? UNDEFINED;
  const wanted = fn.k === 'function' ? fn.ir.params.length : 1;
  return toNative('curried', (e, given, at) => {
    if (given.positional.length >= wanted) return e.call(fn, given, at);
    const bound = partial(false)(engine, { ...given, positional: [fn, ...given.positional] }, site, self);
    return wanted - given.positional.length <= 1
      ? bound
      : toNative('curried', (inner, more, here) => inner.call(bound, more, here));
  });
};

/** `tap(value, fn)` calls and passes the value on; `thru` passes the result on. */
export const tap =
  (answersResult: boolean): Call =>
  (engine, args, site) => {
    const fn = args.positional.find(isCallable) ?? UNDEFINED;
    const value = args.positional.find((a) => a !== fn) ?? UNDEFINED;
    const result = engine.call(fn, toArguments(value), site);
    return answersResult ? result : value;
  };

/** `times(n, fn)`. */
export const times: Call = (engine, args, site) =>
  engine.createList([engine.call(args.positional[1] ?? UNDEFINED, toArguments(toUnknown('an index')), site)], true);

/** A function that takes a callback last as one that answers with what the callback gets. */
export const promisify: Call = (_engine, args) => {
  const fn = args.positional[0] ?? UNDEFINED;
  return toNative('promisified', (e, given, site, self) => {
    const settled: Abstract[] = [];
    const callback = toNative('callback', (_e, answer) => {
      settled.push(answer.positional[1] ?? UNDEFINED);
      return UNDEFINED;
    });
    const result = e.call(fn, { ...given, positional: [...given.positional, callback] }, site, self);
    return settled.length === 0 ? result : unite(...settled);
  });
};

/** An async function as one that takes a callback last. */
export const callbackify: Call = (_engine, args) => {
  const fn = args.positional[0] ?? UNDEFINED;
  return toNative('callbackified', (e, given, site, self) => {
    const result = e.call(fn, { ...given, positional: given.positional.slice(0, -1) }, site, self);
    return e.call(given.positional.at(-1) ?? UNDEFINED, toArguments(NULL, result), site);
  });
};
