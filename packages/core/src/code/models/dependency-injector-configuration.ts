import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { findString, NO_ARGUMENTS, toConst, toMethod, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { isGiven, readVariable } from './environment.ts';

type Call = NativeValue['call'];

/** What one `providers.Configuration` holds by the dotted path of its options, and what replaced it. */
interface Settings {
  readonly key: string;
  readonly values: Map<string, Abstract>;
  replaced: ModelValue | undefined;
}

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

/** The value of an option: its own, a field of what stands above it, or one that is not known. */
function readOption(engine: Engine, settings: Settings, path: string, site: Site): Abstract {
  if (settings.replaced !== undefined) {
    const inner = path === '' ? [] : path.split('.');
    const found = inner.reduce((v: Abstract, name) => engine.get(v, toConst(name), false, site), settings.replaced);
    return engine.call(found, NO_ARGUMENTS, site);
  }
  const own = settings.values.get(path);
  if (own !== undefined) return own;
  const cut = path.lastIndexOf('.');
  if (path !== '') {
    const above = readOption(engine, settings, path.slice(0, Math.max(0, cut)), site);
    if (above.k !== 'unknown') return engine.get(above, toConst(path.slice(cut + 1)), true, site);
  }
  const under = [...settings.values].filter(([name]) => name.startsWith(`${path}.`));
  return under.length > 0
    ? engine.createObject(
        under.map(([name, value]) => [name.slice(path.length + 1), value] as const),
        { isDict: true },
      )
    : toUnknown('an option of a configuration');
}

/** Sets the option at a path: `config.bucket.from_env('BUCKET')`, `config.from_dict({…})`, `config.from_pydantic(Settings())`. */
function load(settings: Settings, path: string, how: string): Call {
  return (_engine, args) => {
    const given = args.positional[0] ?? [...args.named.values()][0] ?? UNDEFINED;
    const name = findString(given);
    const fallback = args.named.get('default') ?? args.positional[1];
    const value =
      how !== 'from_env'
        ? given
        : name === undefined
          ? toUnknown('an environment variable whose name is not known')
          : readVariable(name, fallback);
    if (/^from_(?:env|value|dict|pydantic)$|^(?:set|override)$/.test(how)) settings.values.set(path, value);
    return UNDEFINED;
  };
}

function createOption(settings: Settings, path: string): ModelValue {
  const option: ModelValue = {
    k: 'model',
    key: `${settings.key}:${path}`,
    call: (engine, _args, site) => readOption(engine, settings, path, site),
    get: (_engine, name) => {
      if (/^(?:from_\w+|set|override|update)$/.test(name))
        return toMethod(option.key, name, load(settings, path, name));
      if (/^(?:as_\w+|required)$/.test(name)) return toMethod(option.key, name, () => option);
      return createOption(settings, join(path, name));
    },
    data: { replace: (by: Abstract) => void (settings.replaced = by.k === 'model' ? by : undefined) },
  };
  return option;
}

/** `providers.Configuration(default={…})`; its options are providers. `prefix` begins the key of what is a provider. */
export const createConfiguration =
  (prefix: string): Call =>
  (engine, args) => {
    const values = new Map<string, Abstract>();
    const given = args.named.get('default');
    if (isGiven(given)) values.set('', given);
    return createOption({ key: `${prefix}config:${engine.nextId()}`, values, replaced: undefined }, '');
  };
