import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toMethod, UNDEFINED } from '../engine/abstract.ts';

/**
 * What a package exports when its export is a function (or a class) with members of its own: `lodash`, `pLimit`, `middy`.
 * It is its own `default`.
 */
export function toCallable(
  key: string,
  call: NativeValue['call'],
  member: (name: string) => Abstract | undefined = () => undefined,
): ModelValue {
  const self: ModelValue = {
    k: 'model',
    key,
    call: (engine, args, site) => call(engine, args, site, UNDEFINED),
    construct: (engine, args, site) => call(engine, args, site, UNDEFINED),
    get: (_engine, name) => (name === 'default' || name === '__esModule' ? self : member(name)),
  };
  return self;
}

/** Members of a model by name; `toMembers` for functions. */
export function toMethods(
  key: string,
  methods: Readonly<Record<string, NativeValue['call']>>,
): (name: string) => Abstract | undefined {
  return (name) =>
    Object.hasOwn(methods, name) ? toMethod(key, name, methods[name] as NativeValue['call']) : undefined;
}
