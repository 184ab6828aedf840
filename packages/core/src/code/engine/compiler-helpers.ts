import type { FunctionIr } from '../ir.ts';
import type { Abstract, Arguments, NativeValue } from './abstract.ts';
import { toAlternatives, toArguments, toConst, toNative, toUnknown, UNDEFINED } from './abstract.ts';
import { conditionally } from './branches.ts';
import { noteToken } from './injection.ts';
import { assign } from './javascript-objects.ts';
import { defineMetadata } from './reflect-metadata.ts';
import { unite } from './union.ts';
import { interopDefault, exportGetters, lazyCommonJs, lazyEs, exportStar, reExport } from './compiled-modules.ts';

type Call = NativeValue['call'];

/** Decorators run from the last to the first: on a class, or on a member of its prototype. */
const decorate: Call = (engine, args, site) => {
  const [decorators = UNDEFINED, target = UNDEFINED, name] = args.positional;
  const list = [...engine.itemsOf(decorators, site)].reverse();
  if (target.k === 'class') for (const d of list) engine.call(d, toArguments(target), site);
  if (target.k === 'class' || name === undefined) return target.k === 'class' ? target : UNDEFINED;
  const method = engine.get(target, name, true, site);
  const descriptor = engine.createObject([['value', method]]);
  for (const d of list) engine.call(d, toArguments(target, name, descriptor), site);
  const replaced = descriptor.fields.get('value');
  if (replaced?.k === 'function' && replaced !== method) engine.set(target, name, replaced, true, site);
  return UNDEFINED;
};

/** `__param(0, inject(TOKEN))`. */
const decorateParameter: Call = (_engine, args) => {
  const [index = UNDEFINED, decorator = UNDEFINED] = args.positional;
  return toNative('param', (engine, target, site) => {
    const [cls = UNDEFINED, name = UNDEFINED] = target.positional;
    return engine.call(decorator, toArguments(cls, name, index), site);
  });
};

/** `__metadata('design:paramtypes', [A, B])`: what a container goes by where no token is named. */
const typeMetadata: Call = (_engine, args) => {
  const [kind, types] = args.positional;
  return toNative('metadata', (engine, target) => {
    const [of = UNDEFINED, name] = target.positional;
    defineMetadata(engine, [kind ?? UNDEFINED, of, name], types ?? UNDEFINED);
    const isTypes = kind?.k === 'const' && kind.value === 'design:paramtypes' && types?.k === 'list';
    if (isTypes && target.positional[0]?.k === 'class')
      types.items.forEach((type, i) => {
        if (type.k === 'class')
          noteToken(engine, toArguments(target.positional[0] ?? UNDEFINED, UNDEFINED, toConst(i)).positional, type);
      });
    return UNDEFINED;
  });
};

/** Generators that stand for async functions. */
const AWAITED = new WeakSet<FunctionIr>();

export const isAwaited = (ir: FunctionIr | undefined): boolean => ir !== undefined && AWAITED.has(ir);

/** tsc's `__awaiter(this, args, P, function* () {})`: runs the generator to its return value. esbuild's has no `P`. */
const awaiter =
  (index: number): Call =>
  (engine, args, site) => {
    const [self = UNDEFINED, list] = args.positional;
    const generator = args.positional[index];
    if (generator === undefined) return UNDEFINED;
    if (generator.k === 'function') AWAITED.add(generator.ir);
    const given: Arguments =
      list?.k !== 'list'
        ? toArguments()
        : list.open
          ? { ...toArguments(), rest: unite(...list.items) }
          : toArguments(...list.items);
    const result = engine.call(generator, given, site, self);
    return result.k === 'list' ? (engine.returnOf.get(result.id) ?? result) : result;
  };

/**
 * tsc's ES5 state machine, `__generator(this, function (state) { switch (state.label) … })`: its cases are run in order, each with
 * what the one before it yielded as the value that was sent back. An instruction is `[code, value]`: 2 returns, 4 and 5 yield.
 */
const generator: Call = (engine, args, site) => {
  const [self = UNDEFINED, body = UNDEFINED] = args.positional;
  const labels = body.k === 'function' ? countLabels(body.ir) : 0;
  const yielded: Abstract[] = [];
  const returned: Abstract[] = [];
  let last: Abstract = UNDEFINED;
  for (let label = 0; label < Math.max(labels, 1); label += 1) {
    const sent = last;
    const state = engine.createObject([
      ['label', labels === 0 ? toUnknown('a label') : toConst(label)],
      ['sent', toNative('sent', () => sent)],
      ['trys', engine.createList([], true)],
    ]);
    const run = (): Abstract => engine.call(body, toArguments(state), site, self);
    const step = label === 0 ? run() : conditionally(engine, run);
    for (const one of toAlternatives(step)) {
      const [code, value = UNDEFINED] = one.k === 'list' ? one.items : [undefined, one];
      const isYield = code?.k === 'const' && (code.value === 4 || code.value === 5);
      if (isYield) last = value;
      (isYield ? yielded : returned).push(...(code?.k === 'const' && code.value === 3 ? [] : [value]));
    }
  }
  const list = engine.createList(yielded, true);
  engine.returnOf.set(list.id, unite(...(returned.length === 0 ? [UNDEFINED] : returned)));
  return list;
};

/** How many cases the outer `switch` of a state machine has. */
function countLabels(ir: FunctionIr): number {
  const found = ir.body.find((s) => s.kind === 'switch');
  return found === undefined ? 0 : Math.min(found.cases.length, 64);
}

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

const spreadArray: Call = (engine, args, site) => {
  const lists = args.positional.slice(0, 2);
  const isOpen = lists.some((l) => l.k !== 'list' || l.open);
  return engine.createList(
    lists.flatMap((l) => (l.k === 'list' ? l.items : engine.itemsOf(l, site))),
    isOpen,
  );
};

/** tsc's `__values(list)`: what has `next()`. */
const iterator: Call = (engine, args, site) => {
  const list = engine.createList(engine.itemsOf(args.positional[0] ?? UNDEFINED, site), true);
  engine.returnOf.set(list.id, UNDEFINED);
  return list;
};

const first: Call = (_engine, args) => args.positional[0] ?? UNDEFINED;

/** Helpers that compilers put at the top of a module (or import from `tslib`): their meaning is known, so their bodies are not run. */
export const COMPILER_HELPERS: ReadonlyMap<string, Abstract> = new Map<string, Abstract>(
  Object.entries({
    __awaiter: awaiter(3),
    __async: awaiter(2),
    __generator: generator,
    __extends: inherit,
    _inherits: inherit,
    _inheritsLoose: inherit,
    _createClass: createClassES5,
    __decorate: decorate,
    __param: decorateParameter,
    __metadata: typeMetadata,
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
    __reExport: reExport,
    __assign: assign,
    __spreadArray: spreadArray,
    __read: first,
    __values: iterator,
    __asyncValues: iterator,
    __name: first,
  }).map(([name, call]) => [name, toNative(name, call)] as const),
);
