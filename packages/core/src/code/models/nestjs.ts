import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { findString, toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { resolveToken } from '../engine/injection.ts';
import { unite } from '../engine/union.ts';
import { toCallable, toMethods } from './callable.ts';
import { isGiven, readVariable } from './environment.ts';
import { injectDecorator, provideBy } from './injection-containers.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

interface Nest {
  readonly modules: Map<number, Abstract>;
  readonly started: Set<number>;
  /** What `ConfigModule` was told to load, in order. */
  readonly settings: Abstract[];
}

const nests = new WeakMap<Engine, Nest>();

function nestOf(engine: Engine): Nest {
  const nest = nests.get(engine) ?? { modules: new Map(), started: new Set(), settings: [] };
  nests.set(engine, nest);
  return nest;
}

const read = (engine: Engine, value: Abstract, name: string, site: Site): Abstract =>
  engine.get(value, toConst(name), false, site);

/** `@Module({ imports, providers, controllers })`: providers are known at once, controllers run when the application is made. */
const moduleDecorator: Call = (_engine, args) =>
  toNative('Module', (engine, target, site) => {
    const cls = target.positional[0];
    const metadata = args.positional[0] ?? UNDEFINED;
    provideAll(engine, metadata, site);
    if (cls?.k !== 'class') return UNDEFINED;
    nestOf(engine).modules.set(cls.id, metadata);
    engine.deferred.set(`nest:${cls.id}`, () => start(engine, cls, site));
    return UNDEFINED;
  });

function provideAll(engine: Engine, metadata: Abstract, site: Site): void {
  for (const provider of listOf(read(engine, metadata, 'providers', site))) {
    const token = provider.k === 'object' ? read(engine, provider, 'provide', site) : UNDEFINED;
    if (isGiven(token)) provideBy(engine, { token, provider, context: UNDEFINED }, site);
  }
}

const listOf = (value: Abstract): readonly Abstract[] => (value.k === 'list' ? value.items : []);

/** Hands what a module holds, and the modules that it imports, to the framework. */
function start(engine: Engine, module: Abstract, site: Site): void {
  const nest = nestOf(engine);
  // A dynamic module: `{ module, providers }`.
  const dynamic = module.k === 'object' ? module : UNDEFINED;
  provideAll(engine, dynamic, site);
  const cls = module.k === 'object' ? read(engine, module, 'module', site) : module;
  const metadata = cls.k === 'class' && !nest.started.has(cls.id) ? nest.modules.get(cls.id) : undefined;
  if (cls.k === 'class') nest.started.add(cls.id);
  const held = [dynamic, metadata ?? UNDEFINED];
  for (const part of held)
    for (const imported of listOf(read(engine, part, 'imports', site))) start(engine, imported, site);
  for (const part of held)
    for (const name of ['controllers', 'providers'])
      engine.escape(listOf(read(engine, part, name, site)), '@nestjs/core', site);
}

/** `app.get(Service)`; what else an application does is the framework's. */
function createApplication(args: readonly Abstract[]): ModelValue {
  const key = 'nest.application';
  const self: ModelValue = {
    k: 'model',
    key,
    get: (_e, name) => {
      if (name === 'get' || name === 'resolve')
        return toMethod(key, name, (engine, given, site) =>
          resolveToken(engine, given.positional[0] ?? UNDEFINED, site),
        );
      if (name === 'select') return toMethod(key, name, () => self);
      return { k: 'external', name: '@nestjs/core', path: [name], wraps: args.filter((a) => a.k === 'function') };
    },
  };
  return self;
}

const create: Call = (engine, args, site) => {
  start(engine, args.positional[0] ?? UNDEFINED, site);
  return createApplication(args.positional);
};

const factory: ModelValue = {
  k: 'model',
  key: 'NestFactory',
  get: (_e, name) => toMethod('NestFactory', name, create),
};

/** `ConfigModule.forRoot({ load: [() => ({ aws: { bucket } })] })`. */
const loadSettings: Call = (engine, args, site) => {
  const options = args.positional[0] ?? UNDEFINED;
  const loaders = options.k === 'object' ? listOf(read(engine, options, 'load', site)) : [options];
  for (const loader of loaders)
    if (isGiven(loader)) nestOf(engine).settings.push(engine.call(loader, toArguments(), site));
  return engine.createObject();
};

/** `registerAs('aws', () => ({ … }))`: a loader whose settings stand under a name, and a token for them. */
const registerAs: Call = (engine, args, site) => {
  const [name = UNDEFINED, loader = UNDEFINED] = args.positional;
  const load = (): Abstract => engine.call(loader, toArguments(), site);
  const token = toConst(`CONFIGURATION(${findString(name) ?? engine.nextId()})`);
  provideBy(
    engine,
    { token, provider: engine.createObject([['useFactory', toNative('load', load)]]), context: UNDEFINED },
    site,
  );
  return toCallable(
    `registerAs:${engine.nextId()}`,
    (e) => e.createObject([[findString(name) ?? '', load()]]),
    (member) => (member === 'KEY' ? token : undefined),
  );
};

/** `config.get('aws.bucket')`: out of what was loaded, or an environment variable of that name. */
const getSetting: Call = (engine, args, site) => {
  const name = findString(args.positional[0]);
  if (name === undefined) return toUnknown('a setting whose name is not known');
  const fallback = args.positional[1];
  const found = nestOf(engine)
    .settings.map((s) => name.split('.').reduce((v, part) => engine.get(v, toConst(part), false, site), s))
    .filter((v) => isGiven(v) && v.k !== 'unknown');
  return found.length > 0 ? unite(...found) : readVariable(name, fallback?.k === 'object' ? undefined : fallback);
};

const configMethods = toMethods('ConfigService', { get: getSetting, getOrThrow: getSetting });

const configService: ModelValue = {
  k: 'model',
  key: 'ConfigService',
  construct: () => configService,
  get: (_e, name) => configMethods(name),
};

const configModule: ModelValue = {
  k: 'model',
  key: 'ConfigModule',
  get: (_e, name) => toMethod('ConfigModule', name, loadSettings),
};

const EXPORTS: Readonly<Record<string, Readonly<Record<string, Abstract>>>> = {
  '@nestjs/common': {
    Module: toCallable('nest.Module', moduleDecorator),
    Inject: toCallable('nest.Inject', injectDecorator),
    forwardRef: toCallable('nest.forwardRef', (_e, args) => args.positional[0] ?? UNDEFINED),
  },
  '@nestjs/core': { NestFactory: factory },
  '@nestjs/config': {
    ConfigService: configService,
    ConfigModule: configModule,
    registerAs: toCallable('nest.registerAs', registerAs),
  },
};

/** NestJS: modules, injection by token and by type, configuration. */
export const nestjs: PackageModel = {
  matches: (name) => Object.hasOwn(EXPORTS, name),
  find: (_engine, packageName, path) => {
    const exported = EXPORTS[packageName];
    const [name = ''] = path;
    return path.length === 1 && exported !== undefined && Object.hasOwn(exported, name) ? exported[name] : undefined;
  },
};
