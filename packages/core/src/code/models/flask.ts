import type { Abstract, ModelValue, NativeValue, ObjectValue } from '../engine/abstract.ts';
import { findString, toConst, toMethod, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { findProvided, provide } from '../engine/injection.ts';
import { listExports } from '../engine/modules.ts';
import { linearise } from '../engine/linearise.ts';
import { assignInto } from '../engine/spread.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const KEY = 'flask.config';

/** `from_object('config.Production')` names a module, or what stands in one. */
function findNamed(engine: Engine, name: string, site: Site): Abstract {
  const at = name.lastIndexOf('.');
  return at === -1
    ? engine.require(site.module, name, site)
    : engine.get(engine.require(site.module, name.slice(0, at), site), toConst(name.slice(at + 1)), false, site);
}

/** The names in capitals of a class, an instance or a module. */
function listSettings(source: Abstract): readonly string[] {
  const classes = source.k === 'class' ? source : source.k === 'object' ? source.cls : null;
  const names = [
    ...(source.k === 'object' ? source.fields.keys() : []),
    ...(source.k === 'namespace' ? listExports(source.module) : []),
    ...(classes === null ? [] : linearise(classes).flatMap((c) => [...c.statics.fields.keys()])),
  ];
  return names.filter((name) => name === name.toUpperCase());
}

const fromObject =
  (settings: ObjectValue): Call =>
  (engine, args, site) => {
    const given = args.positional[0] ?? UNDEFINED;
    const name = findString(given);
    const source = name === undefined ? given : findNamed(engine, name, site);
    for (const field of listSettings(source))
      engine.set(settings, toConst(field), engine.get(source, toConst(field), false, site), true, site);
    return UNDEFINED;
  };

const fromMapping =
  (settings: ObjectValue): Call =>
  (engine, args, site) => {
    for (const mapping of args.positional) assignInto(engine, settings, mapping, site);
    for (const [name, value] of args.named) engine.set(settings, toConst(name), value, true, site);
    return UNDEFINED;
  };

/** A dictionary that can be filled from classes and modules. */
function createConfig(engine: Engine): ModelValue {
  const settings = engine.createObject([], { isDict: true, open: true });
  const own: Readonly<Record<string, Call>> = {
    from_object: fromObject(settings),
    from_mapping: fromMapping(settings),
  };
  return {
    k: 'model',
    key: KEY,
    get: (e, name, site) =>
      Object.hasOwn(own, name)
        ? toMethod(KEY, name, own[name] as Call)
        : e.get(settings, toConst(name), name === name.toUpperCase() || settings.fields.has(name), site),
    set: (e, name, value, site) => e.set(settings, toConst(name), value, true, site),
    index: (e, key, site) => e.get(settings, key, true, site),
  };
}

/** The settings of a Flask application, which `current_app` has wherever it is used. */
export const flask: PackageModel = {
  matches: (name) => name === 'flask',
  find: (engine, _package, path) => {
    if (!/^(?:current_app|(?:app\.)?Flask\.\(\))\.config$/.test(path.join('.'))) return undefined;
    const token = toConst(KEY);
    if (findProvided(engine, token) === undefined) provide(engine, token, () => createConfig(engine));
    return findProvided(engine, token);
  },
};
