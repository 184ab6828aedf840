import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** What a name in a table stands for: a function, or a value. */
export type Entry = Call | Abstract;

/** The first argument, unchanged: wrappers, copies, decorators that only observe. */
export const first: Call = (_engine, args) => args.positional[0] ?? [...args.named.values()][0] ?? UNDEFINED;

/** Whether a value may be called: what a decorator is applied to, rather than its options. */
export function isCallable(value: Abstract | undefined): value is Abstract {
  switch (value?.k) {
    case 'function':
    case 'class':
    case 'native':
      return true;
    case 'model':
      return value.call !== undefined;
    case 'external':
      return value.wraps !== undefined;
    case 'union':
      return value.values.some(isCallable);
    default:
      return false;
  }
}

/** A decorator used both bare (`@trace`) and called (`@trace(name='x')`): the function comes back as it was. */
export const transparentDecorator: Call = (_engine, args) => {
  const target = args.positional[0];
  return isCallable(target) ? target : toNative('decorator', (_e, given) => given.positional[0] ?? UNDEFINED);
};

/** Calls the function given at a position with the further arguments, and answers with its result. */
export const callAt =
  (position: number): Call =>
  (engine, args, site) =>
    engine.call(
      args.positional[position] ?? UNDEFINED,
      { ...args, positional: args.positional.slice(position + 1) },
      site,
    );

export const nothing: Call = () => UNDEFINED;

/** A model of packages whose exports stand in a table by their dotted path. */
export function definePackages(packages: Readonly<Record<string, Readonly<Record<string, Entry>>>>): PackageModel {
  const tables = new Map(
    Object.entries(packages).map(
      ([name, table]) =>
        [
          name,
          new Map(
            Object.entries(table).map(([path, entry]) => [
              path,
              typeof entry === 'function' ? toNative(`${name}.${path}`, entry) : entry,
            ]),
          ),
        ] as const,
    ),
  );
  return { matches: (name) => tables.has(name), find: (_engine, name, path) => tables.get(name)?.get(path.join('.')) };
}

/** An argument by position or name. */
export function readArgument(args: Arguments, position: number, name: string): Abstract | undefined {
  return args.named.get(name) ?? args.positional[position] ?? args.rest;
}

/** An object whose every method does nothing that matters and whose decorators are transparent: a logger, a tracer. */
export function createObserver(key: string, own: Readonly<Record<string, Call>> = {}): Abstract {
  const observe: Call = (engine: Engine, args: Arguments, site: Site) => {
    const target = args.positional[0];
    if (args.positional.length === 1 && isCallable(target)) return target;
    // As a decorator with options, or as a TypeScript decorator on (target, name, descriptor).
    return toNative(`${key}()`, (_e, given) =>
      isCallable(given.positional[0]) ? given.positional[0] : engine.call(toUnknown(key), given, site),
    );
  };
  return {
    k: 'model',
    key,
    get: (_engine, name) =>
      Object.hasOwn(own, name) ? toMethod(key, name, own[name] as Call) : toMethod(key, name, observe),
  };
}
