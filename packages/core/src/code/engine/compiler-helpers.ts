import type { Abstract, NativeValue, ObjectValue } from './abstract.ts';
import { toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { unite } from './union.ts';

type Call = NativeValue['call'];

const decorate: Call = (engine, args, site) => {
  const [decorators, target] = args.positional;
  if (target?.k === 'class')
    for (const d of engine.itemsOf(decorators ?? UNDEFINED, site)) engine.call(d, toArguments(target), site);
  return target?.k === 'class' ? target : (args.positional[3] ?? UNDEFINED);
};

/** tsc's `__awaiter(this, args, P, function* () {})`: runs the generator to its return value. */
const awaiter: Call = (engine, args, site) => {
  const generator = args.positional[3];
  if (generator === undefined) return UNDEFINED;
  const result = engine.call(generator, toArguments(), site, args.positional[0] ?? UNDEFINED);
  return result.k === 'list' ? (engine.returnOf.get(result.id) ?? UNDEFINED) : result;
};

/** tsc's ES5 state machine: every case of its body is run. */
const generator: Call = (engine, args, site) => {
  const self = args.positional[0] ?? UNDEFINED;
  const body = args.positional[1] ?? UNDEFINED;
  const state = engine.createObject(
    [
      ['label', toUnknown('a label')],
      ['sent', toNative('sent', () => toUnknown('a settled value'))],
      ['trys', engine.createList([], true)],
    ],
    { open: true },
  );
  const step = engine.call(body, toArguments(state), site, self);
  return unite(...engine.itemsOf(step, site));
};

const createClassES5: Call = (engine, args, site) => {
  const [constructor, members, statics] = args.positional;
  if (constructor?.k !== 'function') return constructor ?? UNDEFINED;
  const prototype = engine.get(constructor, toConst('prototype'), false, site);
  const define = (target: Abstract, list: Abstract | undefined): void => {
    if (list?.k !== 'list') return;
    for (const m of list.items)
      engine.set(
        target,
        engine.get(m, toConst('key'), false, site),
        engine.get(m, toConst('value'), false, site),
        false,
        site,
      );
  };
  define(prototype, members);
  define(constructor, statics);
  return constructor;
};

/** ES5 inheritance: the derived prototype falls back to the base's. */
const inherit: Call = (engine, args, site) => {
  const [derived, base] = args.positional;
  if (derived?.k !== 'function' || base === undefined) return UNDEFINED;
  const prototype = engine.get(derived, toConst('prototype'), false, site);
  const parent = engine.get(base, toConst('prototype'), false, site);
  if (prototype.k === 'object' && parent.k !== 'const') prototype.base = parent;
  return UNDEFINED;
};

/** `__importDefault(require('x'))`: an ES module stays, anything else becomes its `default`. */
const interopDefault: Call = (engine, args) => {
  const value = args.positional[0] ?? UNDEFINED;
  if (value.k === 'namespace' || value.k === 'external') return value;
  if (
    value.k === 'object' &&
    (value.fields.has('default') || value.fields.has('__esModule') || value.getters.has('default'))
  )
    return value;
  return engine.createObject([...(value.k === 'object' ? value.fields : []), ['default', value]], {
    base: value.k === 'object' || value.k === 'const' ? null : value,
  });
};

/** esbuild's `__export(target, { name: () => value })`. */
const exportGetters: Call = (_engine, args) => {
  const [target, all] = args.positional;
  if (target?.k === 'object' && all?.k === 'object')
    for (const [name, fn] of all.fields) if (fn.k === 'function') target.getters.set(name, fn);
  return target ?? UNDEFINED;
};

const firstFunction = (value: Abstract | undefined): Abstract | undefined =>
  value?.k === 'object' ? [...value.fields.values()].find((v) => v.k === 'function') : value;

/** esbuild's `__commonJS({ file(exports, module) {} })`: a lazy module. */
const lazyCommonJs: Call = (engine, args, site) => {
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
const lazyEs: Call = (engine, args, site) => {
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
const exportStar: Call = (engine, args, site) => {
  const [source, target] = args.positional;
  if (target?.k !== 'object' || source === undefined) return UNDEFINED;
  if (source.k === 'object') {
    for (const [name, value] of source.fields) target.fields.set(name, value);
    for (const [name, getter] of source.getters) target.getters.set(name, getter);
  } else if (source.k === 'namespace')
    for (const name of source.module.exports.keys())
      engine.set(target, toConst(name), engine.get(source, toConst(name), false, site), false, site);
  else target.base = source;
  return target;
};

const first: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** Helpers that compilers put at the top of a module (or import from `tslib`): their meaning is known, so their bodies are not run. */
export const COMPILER_HELPERS: ReadonlyMap<string, Abstract> = new Map<string, Abstract>(
  Object.entries({
    __awaiter: awaiter,
    __generator: generator,
    __extends: inherit,
    _inherits: inherit,
    _inheritsLoose: inherit,
    _createClass: createClassES5,
    __decorate: decorate,
    __importStar: first,
    _interopRequireWildcard: first,
    __toESM: interopDefault,
    __toCommonJS: first,
    _interopRequireDefault: interopDefault,
    __importDefault: interopDefault,
    __export: exportGetters,
    __commonJS: lazyCommonJs,
    __esm: lazyEs,
    __exportStar: exportStar,
    __reExport: exportStar,
    __name: first,
  }).map(([name, call]) => [name, toNative(name, call)] as const),
);
