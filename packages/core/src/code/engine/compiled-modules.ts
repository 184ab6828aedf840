import type { Abstract, NativeValue, ObjectValue } from './abstract.ts';
import { toArguments, toConst, toNative, UNDEFINED } from './abstract.ts';

type Call = NativeValue['call'];

/** `__importDefault(require('x'))`: an ES module stays, anything else becomes its `default`. */
export const interopDefault: Call = (engine, args) => {
  const value = args.positional[0] ?? UNDEFINED;
  if (value.k === 'namespace' || value.k === 'external') return value;
  if (
    value.k === 'object' &&
    (value.fields.has('default') || value.fields.has('__esModule') || value.getters.has('default'))
  )
    return value;
  return engine.createObject([['default', value]], { base: value.k === 'const' ? null : value });
};

/** esbuild's `__export(target, { name: () => value })`. */
export const exportGetters: Call = (_engine, args) => {
  const [target, all] = args.positional;
  if (target?.k === 'object' && all?.k === 'object')
    for (const [name, fn] of all.fields) if (fn.k === 'function') target.getters.set(name, fn);
  return target ?? UNDEFINED;
};

const firstFunction = (value: Abstract | undefined): Abstract | undefined =>
  value?.k === 'object' ? [...value.fields.values()].find((v) => v.k === 'function') : value;

/** esbuild's `__commonJS({ file(exports, module) {} })`: a lazy module. */
export const lazyCommonJs: Call = (engine, args, site) => {
  const body = firstFunction(args.positional[0]) ?? UNDEFINED;
  let module: ObjectValue | undefined;
  return toNative(`require@${site.at}`, () => {
    if (module === undefined) {
      module = engine.createObject([['exports', engine.createObject()]]);
      engine.call(body, toArguments(module.fields.get('exports') ?? UNDEFINED, module), site, module);
    }
    return module.fields.get('exports') ?? UNDEFINED;
  });
};

/** esbuild's `__esm({ file() {} })`: an initialiser that runs once. */
export const lazyEs: Call = (engine, args, site) => {
  const body = firstFunction(args.positional[0]) ?? UNDEFINED;
  let isDone = false;
  return toNative(`init@${site.at}`, () => {
    if (!isDone) {
      isDone = true;
      engine.call(body, toArguments(), site);
    }
    return UNDEFINED;
  });
};

/** `__exportStar(require('./x'), exports)`. */
export const exportStar: Call = (engine, args, site) => {
  const [source, target] = args.positional;
  if (target?.k !== 'object' || source === undefined) return UNDEFINED;
  if (source.k === 'object') {
    for (const [name, value] of source.fields) target.fields.set(name, value);
    for (const [name, getter] of source.getters) target.getters.set(name, getter);
  } else if (source.k === 'namespace')
    for (const name of source.module.exports.keys())
      engine.set(target, toConst(name), engine.get(source, toConst(name), false, site), false, site);
  else if (source.k !== 'const') target.base ??= source;
  return target;
};

/** esbuild's `__reExport(target, require('x'), module.exports)`. */
export const reExport: Call = (engine, args, site) => {
  const [target = UNDEFINED, source = UNDEFINED, second] = args.positional;
  for (const to of [target, second]) if (to !== undefined) exportStar(engine, toArguments(source, to), site, UNDEFINED);
  return target;
};
