import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { findString, toArguments, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { conditionally } from '../engine/branches.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { isCallable } from './native-table.ts';

type Call = NativeValue['call'];

interface Listener {
  readonly event: string | undefined;
  readonly call: Abstract;
  wasCalled: boolean;
}

const REGISTERS = /^(?:on|once|addListener|prependListener|prependOnceListener|addEventListener|subscribe)$/;

/**
 * An emitter of events: `emit` calls the listeners of its event with what it is given. Listeners that nobody was seen to call
 * are called at the end: something outside the application emits.
 */
export function createEmitter(engine: Engine, kind: string): ModelValue {
  const listeners: Listener[] = [];
  const key = `${kind}:${engine.nextId()}`;
  const register: Call = (e, args, site) => {
    const call = args.positional.find(isCallable);
    if (call === undefined) return self;
    const listener: Listener = { event: findString(args.positional[0]), call, wasCalled: false };
    listeners.push(listener);
    e.deferred.set(`${key}:${listeners.length}`, () => {
      if (!listener.wasCalled) e.call(call, { ...toArguments(), rest: toUnknown('given to a listener') }, site);
    });
    return self;
  };
  const emit: Call = (e, args, site) => {
    const event = findString(args.positional[0]);
    const given: Arguments = { ...args, positional: args.positional.slice(1) };
    for (const listener of listeners)
      if (event === undefined || listener.event === undefined || listener.event === event)
        notify(e, listener, given, site);
    return toUnknown('a boolean');
  };
  const self: ModelValue = {
    k: 'model',
    key,
    iterate: () => toUnknown('a chunk of a stream'),
    get: (_e, name) =>
      toMethod(key, name, (e, args, site) => {
        if (REGISTERS.test(name)) return register(e, args, site, self);
        if (name === 'emit') return emit(e, args, site, self);
        if (name === 'pipe') return args.positional[0] ?? UNDEFINED;
        e.escape(args.positional, kind, site);
        return toUnknown(`result of ${name}`);
      }),
  };
  return self;
}

function notify(engine: Engine, listener: Listener, args: Arguments, site: Site): void {
  listener.wasCalled = true;
  conditionally(engine, () => engine.call(listener.call, args, site));
}
