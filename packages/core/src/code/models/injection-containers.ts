import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { findProvided, noteToken, provide, resolveToken } from '../engine/injection.ts';
import { toCallable, toMethods } from './callable.ts';
import { isGiven } from './environment.ts';
import { first } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const read = (engine: Engine, value: Abstract, name: string, site: Site): Abstract =>
  engine.get(value, toConst(name), false, site);

/** `inject(TOKEN)`: a decorator of a parameter or a field. Without a token its type is one. */
export const injectDecorator: Call = (engine, args, site) => {
  const given = args.positional[0] ?? UNDEFINED;
  // `delay(() => X)` and `() => X` name a class that is declared later.
  const token = given.k === 'function' ? engine.call(given, toArguments(), site) : given;
  return toNative('inject', (e, target) => {
    noteToken(e, target.positional, token);
    return UNDEFINED;
  });
};

/** Registers what an object of the form `{ useClass | useValue | useFactory | useToken }` provides. */
export function provideBy(
  engine: Engine,
  { token, provider, context }: { readonly token: Abstract; readonly provider: Abstract; readonly context: Abstract },
  site: Site,
): void {
  if (provider.k === 'class') {
    provide(engine, token, () => engine.construct(provider, toArguments(), site));
    return;
  }
  const member = (...names: readonly string[]): Abstract | undefined =>
    names.map((name) => read(engine, provider, name, site)).find(isGiven);
  const cls = member('useClass', 'type');
  const factory = member('useFactory', 'factory');
  const alias = member('useToken', 'useExisting');
  const value = member('useValue', 'value');
  const needs = read(engine, provider, 'inject', site);
  if (cls !== undefined) provide(engine, token, () => engine.construct(cls, toArguments(), site));
  else if (factory !== undefined)
    provide(engine, token, () => {
      const given = needs.k === 'list' ? needs.items.map((n) => resolveToken(engine, n, site)) : [context];
      return engine.call(factory, toArguments(...given), site);
    });
  else if (alias !== undefined) provide(engine, token, () => resolveToken(engine, alias, site));
  else if (value !== undefined) provide(engine, token, () => value);
}

const resolve: Call = (engine, args, site) => resolveToken(engine, args.positional[0] ?? UNDEFINED, site);
const resolveAll: Call = (engine, args) =>
  findProvided(engine, args.positional[0] ?? UNDEFINED, true) ?? engine.createList([], true);

const registerClass: Call = (engine, args, site) => {
  const [token = UNDEFINED, cls = token] = args.positional;
  if (cls !== token) provide(engine, token, () => resolveToken(engine, cls, site));
  return tsyringe;
};

/** The container of tsyringe; child containers are taken for their parent. */
const tsyringe: ModelValue = {
  k: 'model',
  key: 'tsyringe.container',
  isContainer: true,
  get: (_engine, name) => {
    const native = (call: Call): Abstract => toMethod('tsyringe.container', name, call);
    switch (name) {
      case 'register':
        return native((engine, args, site) => {
          const [token = UNDEFINED, provider = UNDEFINED] = args.positional;
          provideBy(engine, { token, provider, context: tsyringe }, site);
          return tsyringe;
        });
      case 'registerSingleton':
      case 'registerType':
        return native(registerClass);
      case 'registerInstance':
        return native((engine, args) => {
          provide(engine, args.positional[0] ?? UNDEFINED, () => args.positional[1] ?? UNDEFINED);
          return tsyringe;
        });
      case 'resolve':
        return native(resolve);
      case 'resolveAll':
        return native(resolveAll);
      default:
        return native(() => (name === 'createChildContainer' ? tsyringe : toUnknown(`result of ${name}`)));
    }
  },
};

/** What `bind(token)` of inversify answers with: how the token is provided, and conditions that are not followed. */
function createBinding(engine: Engine, token: Abstract): ModelValue {
  const key = `inversify.binding:${engine.nextId()}`;
  const by = (make: (value: Abstract, e: Engine, site: Site) => Abstract): Abstract =>
    toNative(key, (e, args, site) => {
      provide(e, token, () => make(args.positional[0] ?? UNDEFINED, e, site));
      return self;
    });
  const context: Abstract = { k: 'model', key: 'inversify.context', get: (_e, name) => contextMember(name) };
  const members: Readonly<Record<string, Abstract>> = {
    to: by((cls, e, site) => e.construct(cls, toArguments(), site)),
    toSelf: toNative(key, () => self),
    toConstantValue: by((value) => value),
    toConstructor: by((cls) => cls),
    toFunction: by((fn) => fn),
    toService: by((other, e, site) => resolveToken(e, other, site)),
    toDynamicValue: by((fn, e, site) => e.call(fn, toArguments(context), site)),
    toFactory: by((fn, e, site) => e.call(fn, toArguments(context), site)),
    toProvider: by((fn, e, site) => e.call(fn, toArguments(context), site)),
  };
  const self: ModelValue = {
    k: 'model',
    key,
    get: (_e, name) => (Object.hasOwn(members, name) ? members[name] : toNative(key, () => self)),
  };
  return self;
}

const contextMember = (name: string): Abstract | undefined =>
  name === 'container' ? inversify : findInversifyMember(name);

const bindToken: Call = (engine, args) => createBinding(engine, args.positional[0] ?? UNDEFINED);

/** `new ContainerModule((bind) => …)`, in later versions `new ContainerModule(({ bind }) => …)`. */
const loadModules: Call = (engine, args, site) => {
  const bind = toCallable('inversify.bind', bindToken, (name) => findInversifyMember(name));
  for (const module of args.positional)
    engine.call(
      module,
      toArguments(
        bind,
        bind,
        toNative('isBound', () => toUnknown('whether it is bound')),
        bind,
      ),
      site,
    );
  return UNDEFINED;
};

const findInversifyMember = (name: string): Abstract | undefined => {
  if (/^(?:re)?bind(?:Sync)?$/.test(name)) return toMethod('inversify', name, bindToken);
  if (name.startsWith('getAll')) return toMethod('inversify', name, resolveAll);
  if (/^(?:get|tryGet|resolve)/.test(name)) return toMethod('inversify', name, resolve);
  if (name.startsWith('load')) return toMethod('inversify', name, loadModules);
  return toMethod('inversify', name, () => (name === 'createChild' ? inversify : UNDEFINED));
};

const inversify: ModelValue = {
  k: 'model',
  key: 'inversify',
  isContainer: true,
  get: (_e, name) => findInversifyMember(name),
};

/** `Container.set(token, value)`, `Container.set({ id, value | factory | type })`. */
const setService: Call = (engine, args, site) => {
  const [first = UNDEFINED, value] = args.positional;
  if (value !== undefined) provide(engine, first, () => value);
  else
    for (const provider of first.k === 'list' ? first.items : [first])
      provideBy(engine, { token: read(engine, provider, 'id', site), provider, context: typedi }, site);
  return typedi;
};

const typedi: ModelValue = { k: 'model', key: 'typedi.Container', isContainer: true, get: toContainerMember() };

function toContainerMember(): NonNullable<ModelValue['get']> {
  const own = toMethods('typedi.Container', {
    get: resolve,
    getMany: resolveAll,
    set: setService,
    of: () => typedi,
  });
  return (_engine, name) => own(name) ?? toMethod('typedi.Container', name, () => UNDEFINED);
}

/** `@Service('token')`, `@Service({ id, factory })`, `@injectable({ token })`: registers the class that it decorates. */
const serviceDecorator: Call = (_engine, args) =>
  toNative('Service', (engine, target, site) => {
    const cls = target.positional[0] ?? UNDEFINED;
    const given = args.positional[0] ?? UNDEFINED;
    const named =
      given.k === 'object' ? [read(engine, given, 'id', site), read(engine, given, 'token', site)] : [given];
    const factory = given.k === 'object' ? read(engine, given, 'factory', site) : UNDEFINED;
    const make = (): Abstract =>
      factory.k === 'function' ? engine.call(factory, toArguments(), site) : engine.construct(cls, toArguments(), site);
    for (const token of named.filter(isGiven)) provide(engine, token, make);
    if (factory.k === 'function') provide(engine, cls, make);
    return UNDEFINED;
  });

/** `@registry([{ token, useClass }])`. */
const registry: Call = (engine, args, site) => {
  for (const provider of engine.itemsOf(args.positional[0] ?? UNDEFINED, site))
    provideBy(engine, { token: read(engine, provider, 'token', site), provider, context: tsyringe }, site);
  return toNative('registry', () => UNDEFINED);
};

/** `decorate(inject(TOKEN), Class, index)`. */
const decorate: Call = (engine, args, site) => {
  const [decorator = UNDEFINED, cls = UNDEFINED, index = UNDEFINED] = args.positional;
  return engine.call(decorator, toArguments(cls, UNDEFINED, index), site);
};

const EXPORTS: Readonly<Record<string, Readonly<Record<string, Abstract | Call>>>> = {
  tsyringe: {
    container: tsyringe,
    inject: injectDecorator,
    injectAll: injectDecorator,
    injectable: serviceDecorator,
    registry,
    delay: first,
    instanceCachingFactory: first,
    instancePerContainerCachingFactory: first,
  },
  inversify: {
    Container: () => inversify,
    ContainerModule: first,
    AsyncContainerModule: first,
    inject: injectDecorator,
    multiInject: injectDecorator,
    decorate,
    LazyServiceIdentifier: first,
    LazyServiceIdentifer: first,
  },
  'inversify-inject-decorators': {
    default: (e) => e.createObject([['lazyInject', toNative('inject', injectDecorator)]]),
  },
  'inversify-binding-decorators': { provide: serviceDecorator },
  typedi: {
    Container: typedi,
    default: typedi,
    Inject: injectDecorator,
    Service: serviceDecorator,
    Token: (e, args) => args.positional[0] ?? toConst(`token ${e.nextId()}`),
  },
};

/** Containers that hand out dependencies by token: tsyringe, inversify, typedi. */
export const injectionContainers: PackageModel = {
  matches: (name) => Object.hasOwn(EXPORTS, name),
  find: (_engine, packageName, path) => {
    const [name = ''] = path;
    const exported = EXPORTS[packageName];
    if (path.length !== 1 || exported === undefined || !Object.hasOwn(exported, name)) return undefined;
    const found = exported[name];
    return typeof found === 'function' ? toCallable(`${packageName}.${name}`, found) : found;
  },
};
