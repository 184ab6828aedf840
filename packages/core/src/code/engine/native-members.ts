import type { Abstract, NativeValue } from './abstract.ts';
import { toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { createByNew } from './metaclasses.ts';
import { toKey } from './union.ts';

/** `call`, `apply` and `bind` of a function that a model stands for. */
export function getOfNative(native: Extract<Abstract, { k: 'native' }>, key: string): Abstract {
  if (key === '__new__') return createByNew;
  if (key === 'call')
    return toNative(`${native.name}.call`, (engine, args, site) =>
      native.call(engine, { ...args, positional: args.positional.slice(1) }, site, args.positional[0] ?? UNDEFINED),
    );
  if (key === 'apply')
    return toNative(`${native.name}.apply`, (engine, args, site) => {
      const [self = UNDEFINED, list] = args.positional;
      const items = list === undefined ? [] : engine.itemsOf(list, site);
      return native.call(engine, { positional: items, named: new Map() }, site, self);
    });
  return key === 'bind' ? bindNative(native) : toUnknown(`${key} of ${native.name}`);
}

/** `client.send.bind(client)`, with or without arguments that come first. */
const bindNative = (native: NativeValue): Abstract =>
  toNative(`${native.name}.bind`, (_engine, args) => {
    const [self, ...bound] = args.positional;
    if (bound.length === 0) return self?.k === 'object' ? bindSelf(native, self) : native;
    return toNative(native.name, (engine, given, site) =>
      native.call(engine, { ...given, positional: [...bound, ...given.positional] }, site, self ?? UNDEFINED),
    );
  });

/** `promisify(repository.find).bind(repository)`: what is bound decides whose method runs. */
const bindSelf = (native: NativeValue, self: Abstract): NativeValue => ({
  ...native,
  id: `${native.id}.bind(${toKey(self)})`,
  call: (engine, args, site) => native.call(engine, args, site, self),
});
