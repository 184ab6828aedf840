import type { Abstract, Arguments, ModelValue, NativeValue, ObjectValue } from '../engine/abstract.ts';
import { findString, NO_ARGUMENTS, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { createConfiguration } from './dependency-injector-configuration.ts';
import { definePackages, first, transparentDecorator } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const KEY = 'dependency-injector:';

const isProvider = (value: Abstract): value is ModelValue => value.k === 'model' && value.key.startsWith(KEY);

/** What a provider is given instead of another provider. */
const resolve = (engine: Engine, value: Abstract, site: Site): Abstract =>
  isProvider(value) ? engine.call(value, NO_ARGUMENTS, site) : value;

/** What can be put in a provider's place. */
interface Replaceable {
  readonly replace: (by: Abstract) => void;
}

function replace(provider: Abstract | undefined, by: Abstract): void {
  const data = provider?.k === 'model' && isProvider(provider) ? (provider.data as Replaceable | undefined) : undefined;
  data?.replace(by);
}

type Make = (engine: Engine, args: Arguments, site: Site) => Abstract;

/** A provider that makes its value in its own way, until another one takes its place. */
function defineProvider(engine: Engine, make: Make): ModelValue {
  let replaced: Abstract | undefined;
  const provider: ModelValue = {
    k: 'model',
    key: `${KEY}${engine.nextId()}`,
    call: (e, args, site) => (replaced === undefined ? make(e, args, site) : resolve(e, replaced, site)),
    get: (_engine, name) => {
      if (name === 'provider') return provider;
      if (name === 'provided') return createProvided(provider);
      return toMethod(provider.key, name, (_e, args) => {
        if (name === 'override') replaced = args.positional[0];
        return UNDEFINED;
      });
    },
    data: { replace: (by) => void (replaced = by) } satisfies Replaceable,
  };
  return provider;
}

/** `service.provided.name`: a field of what a provider makes; `….call()` calls it. */
function createProvided(of: ModelValue): ModelValue {
  const read = (name: string): ModelValue =>
    createProvided({
      k: 'model',
      key: `${of.key}.${name}`,
      call: (e, _args, site) => e.get(e.call(of, NO_ARGUMENTS, site), toConst(name), false, site),
    });
  const invoke: Call = (_engine, args) =>
    createProvided({
      k: 'model',
      key: `${of.key}()`,
      call: (e, _args, site) => e.call(e.call(of, NO_ARGUMENTS, site), resolveAll(e, args, site), site),
    });
  return { ...of, get: (_engine, name) => (name === 'call' ? toMethod(of.key, name, invoke) : read(name)) };
}

const resolveAll = (engine: Engine, args: Arguments, site: Site): Arguments => ({
  ...args,
  positional: args.positional.map((v) => resolve(engine, v, site)),
  named: new Map([...args.named].map(([name, v]) => [name, resolve(engine, v, site)] as const)),
});

/** A provider makes what it is called for, or answers with what it made before. What a generator yields is what it makes. */
function createProvider(engine: Engine, made: Arguments, isShared: boolean): ModelValue {
  let known: Abstract | undefined;
  const [target, ...rest] = made.positional;
  return defineProvider(engine, (e, args, site) => {
    if (known !== undefined || target === undefined) return known ?? UNDEFINED;
    const given = { positional: [...rest, ...args.positional], named: new Map([...made.named, ...args.named]) };
    const result = e.call(resolve(e, target, site), { ...args, ...resolveAll(e, given, site) }, site);
    const isYielded = isShared && result.k === 'list' && target.k === 'function' && target.ir.isGenerator;
    const value = isYielded ? unite(...e.itemsOf(result, site)) : result;
    if (isShared) known = value;
    return value;
  });
}

const shared: Call = (engine, args) => createProvider(engine, args, true);
const fresh: Call = (engine, args) => createProvider(engine, args, false);

/** `providers.Object(x)`: the value itself. */
const given: Call = (engine, args) => defineProvider(engine, () => args.positional[0] ?? UNDEFINED);

const list: Call = (engine, args) =>
  defineProvider(engine, (e, _args, site) => e.createList(args.positional.map((v) => resolve(e, v, site))));

const dict: Call = (engine, args) =>
  defineProvider(engine, (e, _args, site) => e.createObject(resolveAll(e, args, site).named, { isDict: true }));

/** `providers.Selector(config.kind, a=…, b=…)`: one of them. */
const selector: Call = (engine, args) =>
  defineProvider(engine, (e, _args, site) => {
    const name = findString(resolve(e, args.positional[0] ?? UNDEFINED, site));
    const chosen = name === undefined ? undefined : args.named.get(name);
    return unite(...(chosen === undefined ? [...args.named.values()] : [chosen]).map((v) => resolve(e, v, site)));
  });

/** `providers.Dependency()`: what another container puts in its place. */
const dependency: Call = (engine, args) =>
  defineProvider(engine, (e, _args, site) =>
    resolve(e, args.named.get('default') ?? toUnknown('a dependency of a container'), site),
  );

/** `providers.Container(Gateways, config=config.gateways)`: a container with its dependencies put in. */
const container: Call = (engine, args, site) => {
  const cls = args.positional[0] ?? UNDEFINED;
  for (const [name, by] of args.named) replace(engine.get(cls, toConst(name), false, site), by);
  const key = `${KEY}container:${engine.nextId()}`;
  return { k: 'model', key, call: () => cls, get: (e, name, at) => e.get(cls, toConst(name), false, at) };
};

const instances = new WeakMap<Engine, ObjectValue[]>();

/** The base of containers: its instances are what `Provide['name']` looks into. */
const declarative: ModelValue = {
  k: 'model',
  key: 'dependency-injector.DeclarativeContainer',
  get: (_engine, name) => toMethod('dependency-injector.container', name, () => UNDEFINED),
  initialise: (engine, instance, args, site) => {
    instances.set(engine, [...(instances.get(engine) ?? []), instance].slice(-16));
    for (const [name, by] of args.named) replace(engine.get(instance, toConst(name), false, site), by);
  },
};

/** `Provide['users']`, `Provide['config.bucket']`. */
function findByName(engine: Engine, path: string, site: Site): Abstract {
  const found = (instances.get(engine) ?? []).map((instance) =>
    path.split('.').reduce((v: Abstract, name) => engine.get(v, toConst(name), false, site), instance),
  );
  return unite(
    ...found.filter(isProvider).map((v) => resolve(engine, v, site)),
    ...(found.length === 0 ? [toUnknown('a dependency')] : []),
  );
}

/** `Provide[Container.service]` as the default of a parameter. */
const provide: ModelValue = {
  k: 'model',
  key: 'dependency-injector.Provide',
  get: (engine, name, site) => findByName(engine, name, site),
  index: (engine, key, site) => resolve(engine, key, site),
  call: (engine, args, site) => resolve(engine, args.positional[0] ?? UNDEFINED, site),
};

/** `Provider[Container.service]`: the provider itself. */
const provider: ModelValue = {
  k: 'model',
  key: 'dependency-injector.Provider',
  index: (_engine, key) => key,
  call: (engine, args, site) => first(engine, args, site, UNDEFINED),
};

/** Python's dependency-injector: containers of providers. */
export const dependencyInjector: PackageModel = definePackages({
  dependency_injector: {
    'containers.DeclarativeContainer': declarative,
    'containers.WiringConfiguration': () => UNDEFINED,
    'containers.copy': () => toNative('copy', first),
    'providers.Singleton': shared,
    'providers.ThreadSafeSingleton': shared,
    'providers.ThreadLocalSingleton': shared,
    'providers.ContextLocalSingleton': shared,
    'providers.Resource': shared,
    'providers.Factory': fresh,
    'providers.Callable': fresh,
    'providers.Coroutine': fresh,
    'providers.Object': given,
    'providers.List': list,
    'providers.Dict': dict,
    'providers.Selector': selector,
    'providers.Dependency': dependency,
    'providers.Container': container,
    'providers.Configuration': createConfiguration(KEY),
    'wiring.Provide': provide,
    'wiring.Provider': provider,
    'wiring.Closing': provider,
    'wiring.inject': transparentDecorator,
  },
});
