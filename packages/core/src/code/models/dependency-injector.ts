import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { definePackages, transparentDecorator } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const KEY = 'dependency-injector:';

const isProvider = (value: Abstract): value is ModelValue => value.k === 'model' && value.key.startsWith(KEY);

/** What a provider is given instead of another provider. */
const resolve = (engine: Engine, value: Abstract, site: Site): Abstract =>
  isProvider(value) ? engine.call(value, { positional: [], named: new Map() }, site) : value;

/** A provider makes what it is called for, or answers with what it made before. */
function createProvider(engine: Engine, made: Arguments, isShared: boolean): ModelValue {
  let known: Abstract | undefined;
  const [target, ...rest] = made.positional;
  const provide = (e: Engine, args: Arguments, site: Site): Abstract => {
    if (known !== undefined || target === undefined) return known ?? UNDEFINED;
    const positional = [...rest, ...args.positional].map((v) => resolve(e, v, site));
    const named = new Map([...made.named, ...args.named].map(([name, v]) => [name, resolve(e, v, site)] as const));
    const result = e.call(resolve(e, target, site), { ...args, positional, named }, site);
    if (isShared) known = result;
    return result;
  };
  const provider: ModelValue = {
    k: 'model',
    key: `${KEY}${engine.nextId()}`,
    call: provide,
    get: (_engine, name) => (name === 'provider' ? provider : toNative(`provider.${name}`, () => UNDEFINED)),
  };
  return provider;
}

const shared: Call = (engine, args) => createProvider(engine, args, true);
const fresh: Call = (engine, args) => createProvider(engine, args, false);

/** `providers.Object(x)`: the value itself. */
const given: Call = (engine, args) =>
  createProvider(
    engine,
    { positional: [toNative('object', () => args.positional[0] ?? UNDEFINED)], named: new Map() },
    true,
  );

/** Values from files and the environment; what they hold is not known here. */
const configuration: Call = () => toUnknown('a configuration');

/** `Provide[Container.service]` as the default of a parameter. */
const provide: ModelValue = {
  k: 'model',
  key: 'dependency-injector.Provide',
  index: (engine, key, site) => resolve(engine, key, site),
  call: (engine, args, site) => resolve(engine, args.positional[0] ?? UNDEFINED, site),
};

/** Python's dependency-injector: containers of providers. */
export const dependencyInjector: PackageModel = definePackages({
  dependency_injector: {
    'providers.Singleton': shared,
    'providers.ThreadSafeSingleton': shared,
    'providers.ThreadLocalSingleton': shared,
    'providers.ContextLocalSingleton': shared,
    'providers.Resource': shared,
    'providers.Factory': fresh,
    'providers.Callable': fresh,
    'providers.Coroutine': fresh,
    'providers.Object': given,
    'providers.Configuration': configuration,
    'wiring.Provide': provide,
    'wiring.inject': transparentDecorator,
  },
});
