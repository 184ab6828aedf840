import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { findString, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { toCallable, toMethods } from './callable.ts';
import { isGiven, readField, readVariable } from './environment.ts';
import { toMembers } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';
import { applySchema } from './schema-value.ts';

type Call = NativeValue['call'];

const read = (engine: Engine, value: Abstract | undefined, name: string, site: Site): Abstract =>
  value === undefined ? UNDEFINED : engine.get(value, toConst(name), false, site);

const namesOf = (value: Abstract | undefined): readonly string[] =>
  value?.k === 'object' ? [...value.fields.keys()] : [];

/** `str({ default, devDefault })` of envalid and envsafe. */
const validator: Call = (engine, args, site) => {
  const fallback = read(engine, args.positional[0], 'default', site);
  return toMembers('env-validator', { fallback: isGiven(fallback) ? fallback : UNDEFINED });
};

/** `cleanEnv(process.env, { TABLE: str() })`; `source` and `specs` by position. */
const cleanEnv =
  (source: number, specs: number): Call =>
  (engine, args, site) => {
    const from = args.positional[source] ?? UNDEFINED;
    const spec = args.positional[specs];
    const fields = namesOf(spec).map((name) => {
      const field = read(engine, spec, name, site);
      const fallback = field.k === 'model' ? read(engine, field, 'fallback', site) : UNDEFINED;
      return [
        name,
        from.k === 'const' ? readVariable(name, fallback) : readField(engine, from, name, fallback, site),
      ] as const;
    });
    return engine.createObject(fields, { open: true });
  };

/** `createEnv({ server, client, shared, runtimeEnv })` of T3. */
const createEnv: Call = (engine, args, site) => {
  const options = args.positional[0] ?? UNDEFINED;
  const given = ['runtimeEnv', 'runtimeEnvStrict', 'experimental__runtimeEnv']
    .map((n) => read(engine, options, n, site))
    .find(isGiven);
  const fields = ['server', 'client', 'shared'].flatMap((part) => {
    const schemas = read(engine, options, part, site);
    return namesOf(schemas).map((name) => {
      const source = given === undefined ? readVariable(name) : readField(engine, given, name, undefined, site);
      // A part of the environment that is not listed is read as it is (`experimental__runtimeEnv`).
      const value = source.k === 'const' ? readVariable(name) : source;
      return [name, applySchema(engine, read(engine, schemas, name, site), value, site)] as const;
    });
  });
  const inherited = engine
    .itemsOf(read(engine, options, 'extends', site), site)
    .flatMap((e) => (e.k === 'object' ? [...e.fields] : []));
  return engine.createObject([...inherited, ...fields]);
};

/** `parseEnv(process.env, { TABLE: z.string() })` of znv. */
const parseEnv: Call = (engine, args, site) => {
  const [source = UNDEFINED, specs] = args.positional;
  return engine.createObject(
    namesOf(specs).map((name) => {
      const field = read(engine, specs, name, site);
      const schema = field.k === 'object' ? read(engine, field, 'schema', site) : field;
      return [name, applySchema(engine, schema, readField(engine, source, name, undefined, site), site)] as const;
    }),
  );
};

/** `env.get('TABLE').default('x').required().asString()` of env-var. */
function createReader(source: Abstract | undefined): Call {
  return (engine, args, site) => {
    const name = findString(args.positional[0]);
    if (name === undefined) return toUnknown('an environment variable whose name is not known');
    const value = source === undefined ? readVariable(name) : readField(engine, source, name, undefined, site);
    return toAccessor(value);
  };
}

function toAccessor(value: Abstract): Abstract {
  const key = `env-var:${value.k === 'env' ? value.name : value.k}:${value.k === 'env' && value.fallback !== undefined}`;
  return {
    k: 'model',
    key,
    get: (_e, name) => {
      if (name === 'asArray') return toMethod(key, name, (e) => e.createList([value], true));
      if (name.startsWith('as')) return toMethod(key, name, () => value);
      return toNative(name, (_inner, args) =>
        name === 'default' && value.k === 'env'
          ? toAccessor(readVariable(value.name, args.positional[0]))
          : toAccessor(value),
      );
    },
  };
}

function envVar(source?: Abstract): Abstract {
  const key = `env-var:${source?.k ?? 'process'}`;
  const own = toMethods(key, { get: createReader(source), from: (_e, args) => envVar(args.positional[0]) });
  return toCallable(key, createReader(source), own);
}

/** `getenv('TABLE', 'x')`, `getenv.string('TABLE')`. */
const getVariable: Call = (_engine, args) => {
  const name = findString(args.positional[0]);
  return name === undefined
    ? toUnknown('an environment variable whose name is not known')
    : readVariable(name, args.positional[1]);
};

/** `envSchema({ schema, data })`, `load({ TABLE: String })`: an object named as the environment is. */
const namedAsEnvironment: Call = () => ({
  k: 'model',
  key: 'process.env',
  get: (_e, name) =>
    name === '[]' ? toUnknown('an environment variable whose name is not known') : readVariable(name),
});

/** `convict({ table: { env: 'TABLE', default } })`: a tree of settings. */
const convict: Call = (engine, args, site) => {
  const tree = readSettings(engine, args, site, 0);
  const self: Abstract = toMembers(
    `convict:${engine.nextId()}`,
    {
      get: toNative('convict.get', (e, given, at) =>
        (findString(given.positional[0]) ?? '')
          .split('.')
          .reduce((v, n) => (n === '' ? v : e.get(v, toConst(n), false, at)), tree),
      ),
      getProperties: toNative('convict.getProperties', () => tree),
    },
    (name) => toNative(`convict.${name}`, () => self),
  );
  return self;
};

function readSettings(engine: Engine, args: Arguments, site: Site, depth: number): Abstract {
  const spec = args.positional[0] ?? UNDEFINED;
  const variable = findString(read(engine, spec, 'env', site));
  const fallback = read(engine, spec, 'default', site);
  if (variable !== undefined) return readVariable(variable, fallback);
  if (spec.k !== 'object' || depth > 6 || spec.fields.has('default')) return fallback;
  return engine.createObject(
    namesOf(spec).map((name) => [
      name,
      readSettings(engine, { positional: [read(engine, spec, name, site)], named: new Map() }, site, depth + 1),
    ]),
  );
}

/** `nconf.argv().env().file(…)`, `nconf.get('TABLE')`: the environment, or a file that is not read. */
const nconf: Abstract = toCallable(
  'nconf',
  () => UNDEFINED,
  (name) =>
    toMethod('nconf', name, (engine, args, site) =>
      name === 'get' ? unite(getVariable(engine, args, site, UNDEFINED), toUnknown('a setting')) : nconf,
    ),
);

const native = (name: string, call: Call): Abstract => toMethod('env', name, call);

/** What each package exports; `''` is the package itself. */
const EXPORTS: Readonly<Record<string, (name: string) => Abstract | undefined>> = {
  envalid: (name) =>
    name === 'cleanEnv' || name === 'customCleanEnv'
      ? native(name, cleanEnv(0, 1))
      : /^make\w*Validator$/.test(name)
        ? native(name, () => native('validator', validator))
        : /^(?:str|bool|num|email|host|port|url|json)$/.test(name)
          ? native(name, validator)
          : undefined,
  envsafe: (name) =>
    name === 'envsafe'
      ? native(name, (e, args, site, self) =>
          cleanEnv(1, 0)(e, { ...args, positional: args.positional.slice(0, 1) }, site, self),
        )
      : name === ''
        ? undefined
        : native(name, validator),
  '@t3-oss/env-core': (name) => (name === 'createEnv' ? native(name, createEnv) : undefined),
  '@t3-oss/env-nextjs': (name) => (name === 'createEnv' ? native(name, createEnv) : undefined),
  znv: (name) => (name === 'parseEnv' ? native(name, parseEnv) : undefined),
  'env-var': (name) => (name === '' ? envVar() : undefined),
  getenv: (name) => (name === '' ? toCallable('getenv', getVariable, (n) => native(n, getVariable)) : undefined),
  'env-schema': (name) =>
    name === ''
      ? toCallable('env-schema', namedAsEnvironment, (n) => native(n, namedAsEnvironment))
      : native(name, namedAsEnvironment),
  'ts-dotenv': (name) => (name === 'load' ? native(name, namedAsEnvironment) : undefined),
  convict: (name) =>
    name === ''
      ? toCallable('convict', convict, (n) =>
          n === 'addFormat' || n === 'addFormats' ? native(n, () => UNDEFINED) : undefined,
        )
      : undefined,
  nconf: (name) => (name === '' ? nconf : undefined),
};

/** Libraries that read environment variables. */
export const envLibraries: PackageModel = {
  matches: (name) => Object.hasOwn(EXPORTS, name),
  find: (_engine, packageName, path) => (path.length > 1 ? undefined : EXPORTS[packageName]?.(path[0] ?? '')),
};
