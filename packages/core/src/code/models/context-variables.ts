import type { Abstract, NativeValue } from '../engine/abstract.ts';
import { NULL, toMethod, toUnknown } from '../engine/abstract.ts';
import { unite } from '../engine/union.ts';
import { definePackages } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

/** `ContextVar('table', default=None)`: what was put into it, or its default. */
const contextVariable: NativeValue['call'] = (engine, options) => {
  const key = `ContextVar:${engine.nextId()}`;
  const seen: Abstract[] = [options.named.get('default') ?? NULL];
  const methods: Readonly<Record<string, NativeValue['call']>> = {
    get: (_e, args) => unite(...seen, ...args.positional),
    set: (_e, args) => {
      seen.push(...args.positional);
      return toUnknown('a token');
    },
  };
  return {
    k: 'model',
    key,
    get: (_e, name) => toMethod(key, name, methods[name] ?? (() => toUnknown(`${name} of a context variable`))),
  };
};

/** `contextvars` of Python. */
export const contextVariables: PackageModel = definePackages({
  contextvars: { ContextVar: contextVariable },
});
