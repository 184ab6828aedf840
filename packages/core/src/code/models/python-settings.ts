import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { findString, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine } from '../engine/engine.ts';
import { readVariable } from './environment.ts';
import { readArgument } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

function read(args: Arguments, prefix: string): Abstract {
  const name = findString(readArgument(args, 0, 'name') ?? args.named.get('var') ?? args.named.get('option'));
  const fallback = args.named.get('default') ?? args.positional[1];
  return name === undefined
    ? toUnknown('an environment variable whose name is not known')
    : readVariable(`${prefix}${name}`, fallback);
}

const isList = (name: string): boolean => name === 'list' || name === 'tuple' || name === 'set';

/** `env = Env()`; `env('X')`, `env.str('X', 'x')`, `with env.prefixed('APP_'):` (environs, django-environ). */
const createEnv: Call = (engine) => {
  const key = `environs.Env:${engine.nextId()}`;
  const prefixes: string[] = [];
  const self: ModelValue = {
    k: 'model',
    key,
    call: (_e, args) => read(args, prefixes.join('')),
    get: (_e, name) =>
      toMethod(key, name, (e, args) => {
        if (name === 'prefixed') return toPrefix(key, prefixes, findString(args.positional[0]) ?? '', self);
        if (/^(?:read_env|seal|dump|add_parser|parser_for)$/.test(name)) return UNDEFINED;
        const value = read(args, prefixes.join(''));
        return isList(name) ? e.createList([value], true) : value;
      }),
  };
  return self;
};

const toPrefix = (key: string, prefixes: string[], prefix: string, env: ModelValue): ModelValue => ({
  k: 'model',
  key: `${key}.prefixed:${prefix}`,
  context: {
    enter: () => {
      prefixes.push(prefix);
      return env;
    },
    exit: () => void prefixes.pop(),
  },
});

/** `config('X', default='x', cast=Csv())` of decouple and starlette. */
const config: Call = (engine, args) => {
  const value = read(args, '');
  const cast = args.named.get('cast');
  return cast?.k === 'model' && cast.key === 'decouple.Csv' ? engine.createList([value], true) : value;
};

const configFactory: Call = () => ({
  k: 'model',
  key: 'decouple.Config',
  call: (engine, args, site) => config(engine, args, site, UNDEFINED),
  get: (_engine: Engine, name) => toMethod('decouple.Config', name, config),
});

const csv: Call = () => ({ k: 'model', key: 'decouple.Csv' });

const EXPORTS: Readonly<Record<string, Readonly<Record<string, Call>>>> = {
  environs: { Env: createEnv, FileAwareEnv: createEnv },
  environ: { Env: createEnv, FileAwareEnv: createEnv },
  decouple: { config, Config: configFactory, AutoConfig: configFactory, Csv: csv },
  starlette: { 'config.Config': configFactory },
};

/** Python libraries that read environment variables. */
export const pythonSettings: PackageModel = {
  matches: (name) => Object.hasOwn(EXPORTS, name),
  find: (engine, packageName, path, site) => {
    const name = path.join('.');
    // environs 11 has a ready-made `env`.
    if (packageName === 'environs' && name === 'env')
      return createEnv(engine, { positional: [], named: new Map() }, site, UNDEFINED);
    const call = EXPORTS[packageName]?.[name];
    return call === undefined ? undefined : toMethod(packageName, name, call);
  },
};
