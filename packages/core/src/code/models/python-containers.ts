import type { Abstract, ClassValue, FunctionValue, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { findProvided, provide, resolveToken } from '../engine/injection.ts';
import { linearise } from '../engine/linearise.ts';
import { findType } from '../engine/typed-classes.ts';
import { toMethods } from './callable.ts';
import { isGiven } from './environment.ts';
import { definePackages, first, isCallable, readArgument, transparentDecorator } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** What a token is bound to: another class, what makes it, or the value itself. */
function resolveTarget(engine: Engine, token: Abstract, target: Abstract | undefined, site: Site): Abstract {
  if (!isGiven(target) || target === token) return engine.construct(token, toArguments(), site);
  if (target.k === 'class') return resolveToken(engine, target, site);
  return isCallable(target) ? engine.call(target, toArguments(), site) : target;
}

const bind: Call = (engine, args, site) => {
  const token = readArgument(args, 0, 'interface') ?? UNDEFINED;
  const target = readArgument(args, 1, 'to');
  provide(engine, token, () => resolveTarget(engine, token, target, site));
  return UNDEFINED;
};

/** A method of a module that `@provider` says makes what its annotation names. */
const isProvider = ({ ir }: FunctionValue): boolean =>
  ir.decorators.some((d) => (d.kind === 'name' || d.kind === 'member') && /^(?:multi)?provider$/.test(nameOf(d)));

const nameOf = (decorator: FunctionValue['ir']['decorators'][number]): string => {
  if (decorator.kind === 'name') return decorator.name;
  const name = decorator.kind === 'member' ? decorator.property : undefined;
  return name?.kind === 'const' ? String(name.value) : '';
};

function provideByMethods(engine: Engine, module: Abstract, cls: ClassValue, site: Site): void {
  for (const owner of linearise(cls))
    for (const [name, method] of owner.methods) {
      const type = isProvider(method) ? method.ir.returns : undefined;
      const token = type === undefined ? undefined : findType(engine, type, method.scope, owner.module, site);
      if (token !== undefined)
        provide(engine, token, () =>
          engine.call(engine.get(module, toConst(name), false, site), toArguments(), site, module),
        );
    }
}

/** A module of bindings: a function of the binder, a class or an instance. */
function install(engine: Engine, given: Abstract, site: Site): void {
  if (given.k === 'list') return engine.itemsOf(given, site).forEach((one) => install(engine, one, site));
  if (given.k === 'function') return void engine.call(given, toArguments(binder), site);
  const module = given.k === 'class' ? engine.construct(given, toArguments(), site) : given;
  if (module.k !== 'object' || module.cls === null) return;
  if (linearise(module.cls).some((c) => c.methods.has('configure')))
    engine.call(engine.get(module, toConst('configure'), false, site), toArguments(binder), site, module);
  provideByMethods(engine, module, module.cls, site);
}

const binder: ModelValue = {
  k: 'model',
  key: 'injector.binder',
  get: toMember('injector.binder', {
    bind,
    install: (engine, args, site) => {
      install(engine, readArgument(args, 0, 'module') ?? UNDEFINED, site);
      return UNDEFINED;
    },
  }),
};

function toMember(key: string, own: Readonly<Record<string, Call>>): NonNullable<ModelValue['get']> {
  const find = toMethods(key, own);
  return (_engine, name) => find(name) ?? toMethod(key, name, () => UNDEFINED);
}

const resolve: Call = (engine, args, site) =>
  resolveToken(engine, args.positional[0] ?? [...args.named.values()][0] ?? UNDEFINED, site);

const createInjector: Call = (engine, args, site) => {
  const modules = readArgument(args, 0, 'modules');
  if (modules !== undefined) install(engine, modules, site);
  return injector;
};

const injector: ModelValue = {
  k: 'model',
  key: 'injector.Injector',
  isContainer: true,
  get: (engine, name, site) => (name === 'binder' ? binder : injectorMember(engine, name, site)),
};

const injectorMember = toMember('injector.Injector', {
  get: resolve,
  create_object: (engine, args, site) => engine.construct(args.positional[0] ?? UNDEFINED, toArguments(), site),
  create_child_injector: createInjector,
  call_with_injection: (engine, args, site) =>
    engine.call(readArgument(args, 0, 'callable') ?? UNDEFINED, toArguments(), site),
});

const OWN_OPTIONS: ReadonlySet<string> = new Set(['service', 'factory', 'instance', 'scope']);

/** `register(Port, Adapter)`, `register(Port, factory=…)`, `register(Port, instance=…)`. */
const register: Call = (engine, args, site) => {
  const token = readArgument(args, 0, 'service') ?? UNDEFINED;
  const instance = args.named.get('instance');
  const maker = readArgument(args, 1, 'factory');
  const values = { ...toArguments(), named: new Map([...args.named].filter(([name]) => !OWN_OPTIONS.has(name))) };
  provide(engine, token, () => {
    if (isGiven(instance)) return instance;
    return isGiven(maker) ? engine.call(maker, values, site) : engine.construct(token, values, site);
  });
  return punq;
};

const punq: ModelValue = {
  k: 'model',
  key: 'punq.Container',
  isContainer: true,
  get: toMember('punq.Container', {
    register,
    resolve,
    instantiate: resolve,
    resolve_all: (engine, args) =>
      findProvided(engine, args.positional[0] ?? UNDEFINED, true) ?? engine.createList([], true),
  }),
};

/** Containers of Python that find what a parameter is given by its type: injector and punq. */
export const pythonContainers: PackageModel = definePackages({
  injector: {
    Injector: createInjector,
    InstanceProvider: first,
    ClassProvider: first,
    CallableProvider: first,
    inject: transparentDecorator,
    provider: first,
    multiprovider: first,
    singleton: first,
    threadlocal: first,
  },
  punq: { Container: toNative('punq.Container', () => punq) },
});
