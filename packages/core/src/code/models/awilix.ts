import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { findString, toArguments, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { findProvided, provide } from '../engine/injection.ts';
import { toCallable } from './callable.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const toToken = (container: string, name: string): Abstract => toConst(`${container}.${name}`);

/** `asClass(X).singleton()`: how a name is made; its scopes change nothing. */
function createResolver(
  engine: Engine,
  make: (cradle: Abstract, isClassic: boolean, site: Site) => Abstract,
): ModelValue {
  let isClassic: boolean | undefined;
  const self: ModelValue = {
    k: 'model',
    key: `awilix.resolver:${engine.nextId()}`,
    data: (cradle: Abstract, classic: boolean, site: Site) => make(cradle, isClassic ?? classic, site),
    get: (_e, name) =>
      toMethod(self.key, name, () => {
        if (name === 'classic' || name === 'proxy') isClassic = name === 'classic';
        return self;
      }),
  };
  return self;
}

/** What a constructor or a factory is given: the cradle, or each parameter by its name. */
function toGiven(
  engine: Engine,
  callee: Abstract,
  cradle: Abstract,
  isClassic: boolean,
  site: Site,
): readonly Abstract[] {
  const ir =
    callee.k === 'class' ? callee.methods.get('constructor')?.ir : callee.k === 'function' ? callee.ir : undefined;
  if (!isClassic || ir === undefined) return [cradle];
  return ir.params.map((p) =>
    p.pattern.kind === 'name' ? engine.get(cradle, toConst(p.pattern.name), false, site) : UNDEFINED,
  );
}

const asClass: Call = (engine, args) => {
  const cls = args.positional[0] ?? UNDEFINED;
  return createResolver(engine, (cradle, isClassic, site) =>
    engine.construct(cls, toArguments(...toGiven(engine, cls, cradle, isClassic, site)), site),
  );
};

const asFunction: Call = (engine, args) => {
  const fn = args.positional[0] ?? UNDEFINED;
  return createResolver(engine, (cradle, isClassic, site) =>
    engine.call(fn, toArguments(...toGiven(engine, fn, cradle, isClassic, site)), site),
  );
};

const asValue: Call = (engine, args) => createResolver(engine, () => args.positional[0] ?? UNDEFINED);
const aliasTo: Call = (engine, args) =>
  createResolver(engine, (cradle, _c, site) => engine.get(cradle, args.positional[0] ?? UNDEFINED, true, site));

const createContainer: Call = (engine, args, at) => {
  const key = `awilix:${engine.nextId()}`;
  const mode = findString(engine.get(args.positional[0] ?? UNDEFINED, toConst('injectionMode'), false, at));
  const find = (name: string): Abstract =>
    findProvided(engine, toToken(key, name)) ?? toUnknown(`${name} of a container`);
  const cradle: ModelValue = { k: 'model', key: `${key}.cradle`, isContainer: true, get: (_e, name) => find(name) };
  const register: Call = (e, given, site) => {
    const [first = UNDEFINED, second] = given.positional;
    const name = findString(first);
    const entries =
      name !== undefined ? [[name, second ?? UNDEFINED] as const] : first.k === 'object' ? [...first.fields] : [];
    for (const [entry, resolver] of entries)
      if (resolver.k === 'model' && typeof resolver.data === 'function') {
        const make = resolver.data as (cradle: Abstract, isClassic: boolean, site: Site) => Abstract;
        provide(e, toToken(key, entry), () => make(cradle, mode === 'CLASSIC', site));
      }
    return self;
  };
  const resolve: Call = (_e, given) => {
    const name = findString(given.positional[0]);
    return name === undefined ? toUnknown('a dependency under a name that is not known') : find(name);
  };
  const build: Call = (e, given, site) => {
    const callee = given.positional[0] ?? UNDEFINED;
    const values = toArguments(...toGiven(e, callee, cradle, mode === 'CLASSIC', site));
    return callee.k === 'class' ? e.construct(callee, values, site) : e.call(callee, values, site);
  };
  const self: ModelValue = {
    k: 'model',
    key,
    isContainer: true,
    get: (_e, name) => {
      if (name === 'cradle') return cradle;
      if (name === 'register') return toMethod(key, name, register);
      if (name === 'resolve') return toMethod(key, name, resolve);
      if (name === 'build') return toMethod(key, name, build);
      return toMethod(key, name, () => self);
    },
  };
  return self;
};

const EXPORTS: Readonly<Record<string, Call>> = { createContainer, asClass, asFunction, asValue, aliasTo };

/** The container awilix: dependencies by name, as one object or as parameters. */
export const awilix: PackageModel = {
  matches: (name) => name === 'awilix',
  find: (_engine, _package, path) => {
    const [name = '', member] = path;
    if (name === 'InjectionMode' && member !== undefined) return toConst(member);
    const call = path.length === 1 && Object.hasOwn(EXPORTS, name) ? EXPORTS[name] : undefined;
    return call === undefined ? undefined : toCallable(`awilix.${name}`, call);
  },
};
