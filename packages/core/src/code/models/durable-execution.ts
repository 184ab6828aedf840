import type { Abstract, Arguments, ModelValue, NativeValue } from '../engine/abstract.ts';
import { toArguments, toConst, toMethod, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import { conditionally } from '../engine/branches.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { unite } from '../engine/union.ts';
import { toCallable } from './callable.ts';
import { OWN_NAME } from './environment.ts';
import { createObserver, isCallable, readArgument } from './native-table.ts';
import { callOperation } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

const JAVASCRIPT = '@aws/durable-execution-sdk-js';
const PYTHON = 'aws_durable_execution_sdk_python';

/** What the SDK calls to keep its state (https://docs.aws.amazon.com/lambda/latest/dg/durable-security.html). */
function recordState(engine: Engine, library: string, site: Site): void {
  for (const operation of ['CheckpointDurableExecution', 'GetDurableExecutionState'])
    callOperation(
      engine,
      { service: 'lambda', credentials: 'default' },
      { operation, args: engine.createObject([['FunctionName', OWN_NAME]]), library },
      site,
    );
}

/** The context of a durable execution: its steps run the functions that they are given. */
function createContext(library: string, context: Abstract): ModelValue {
  const key = `durable-context:${library}`;
  const self: ModelValue = {
    k: 'model',
    key,
    get: (engine, name, site) => {
      if (name === 'logger') return createObserver(`${key}.logger`);
      if (name === 'lambdaContext' || name === 'lambda_context') return context;
      if (name === 'promise') return promises;
      const method = METHODS[name.replaceAll('_', '').toLowerCase()];
      return method === undefined
        ? engine.get(context, toConst(name), false, site)
        : toMethod(key, name, (e, args, at) => method(e, args, at, self));
    },
  };
  return self;
}

const findFunction = (args: Arguments): Abstract | undefined =>
  [args.named.get('func'), args.named.get('submitter'), args.named.get('check'), ...args.positional].find(
    (a) => a !== undefined && isCallable(a),
  );

/** Runs the function that is given, on the context and what else it gets. */
const runWith =
  (readMore: (engine: Engine, args: Arguments, site: Site) => readonly Abstract[], isContextFirst = true): Call =>
  (engine, args, site, context) => {
    const fn = findFunction(args);
    if (fn === undefined) return toUnknown('result of a step');
    const more = readMore(engine, args, site);
    return engine.call(fn, toArguments(...(isContextFirst ? [context, ...more] : [...more, context])), site);
  };

/** `map(name, items, fn)`, in Python `map(items, fn, name)`. */
const mapItems: Call = (engine, args, site, context) => {
  const fn = findFunction(args);
  const given = args.named.get('inputs') ?? args.positional.find((a) => a.k !== 'const' && !isCallable(a)) ?? UNDEFINED;
  const results = engine
    .itemsOf(given, site)
    .map((item) =>
      conditionally(engine, () =>
        engine.call(fn ?? UNDEFINED, toArguments(context, item, toUnknown('an index'), given), site),
      ),
    );
  return toBatch(engine, results);
};

/** `parallel(name, [fn, { name, func }])`. */
const runBranches: Call = (engine, args, site, context) => {
  const given = [args.named.get('functions'), ...args.positional].find((a) => a?.k === 'list') ?? UNDEFINED;
  const results = engine.itemsOf(given, site).map((branch) => {
    const fn = branch.k === 'object' ? engine.get(branch, toConst('func'), false, site) : branch;
    return conditionally(engine, () => engine.call(fn, toArguments(context), site));
  });
  return toBatch(engine, results);
};

/** Results of branches: `getResults()`, `get_results()`, `all`. */
function toBatch(engine: Engine, results: readonly Abstract[]): Abstract {
  const list = engine.createList(results, true);
  const get = toNative('getResults', () => list);
  return engine.createObject(
    [
      ['getResults', get],
      ['get_results', get],
      ['results', list],
    ],
    { open: true },
  );
}

/** `invoke(name, functionName, payload)`, `invoke(functionName, payload)`; in Python the name comes last. */
const invoke: Call = (engine, args, site, context) => {
  const library = context.k === 'model' && context.key.endsWith(PYTHON) ? PYTHON : JAVASCRIPT;
  const [first = UNDEFINED, second = UNDEFINED] = args.positional;
  const isNamed =
    second.k === 'env' || second.k === 'concat' || (second.k === 'const' && typeof second.value === 'string');
  const isLong = args.positional.length > 2 && second.k !== 'object';
  const target = library === PYTHON ? readArgument(args, 0, 'function_name') : isNamed || isLong ? second : first;
  callOperation(
    engine,
    { service: 'lambda', credentials: 'default' },
    { operation: 'Invoke', args: engine.createObject([['FunctionName', target ?? UNDEFINED]]), library },
    site,
  );
  return toUnknown('result of an invocation');
};

const CALLBACK_ID = toUnknown('the id of a callback');

const createCallback: Call = (engine) => {
  const callback = engine.createList([toUnknown('result of a callback'), CALLBACK_ID]);
  return callback;
};

const pythonCallback: Call = (engine) =>
  engine.createObject([
    ['callback_id', CALLBACK_ID],
    ['result', toNative('callback.result', () => toUnknown('result of a callback'))],
  ]);

const waitForCondition = runWith((engine, args, site) => {
  const config = args.named.get('config') ?? args.positional.at(-1) ?? UNDEFINED;
  const read = (name: string): Abstract => engine.get(config, toConst(name), false, site);
  engine.escape([config], 'waitForCondition', site);
  return config.k === 'object' ? [unite(read('initialState'), read('initial_state'))] : [toUnknown('a state')];
}, false);

/** By their names in lower case: both languages have the same. */
const METHODS: Readonly<Record<string, Call>> = {
  step: runWith(() => []),
  runinchildcontext: runWith(() => []),
  waitforcallback: runWith(() => [CALLBACK_ID], false),
  waitforcondition: waitForCondition,
  map: mapItems,
  parallel: runBranches,
  invoke,
  wait: () => UNDEFINED,
  setlogger: () => UNDEFINED,
  configurelogger: () => UNDEFINED,
  createcallback: (engine, args, site, context) =>
    (context.k === 'model' && context.key.endsWith(PYTHON) ? pythonCallback : createCallback)(
      engine,
      args,
      site,
      context,
    ),
};

/** `context.promise.all(name, promises)`: the promises' results. */
const promises: Abstract = {
  k: 'model',
  key: 'durable-context.promise',
  get: (_e, name) =>
    toMethod('durable-context.promise', name, (engine, args, site) => {
      const list = args.positional.find((a) => a.k === 'list') ?? engine.createList([], true);
      return name === 'all' || name === 'allSettled' ? list : unite(...engine.itemsOf(list, site), UNDEFINED);
    }),
};

/** `withDurableExecution(handler)` and `@durable_execution`. */
const wrapHandler =
  (library: string): Call =>
  (_engine, args) => {
    const handler = args.positional.find(isCallable);
    // `@durable_execution(…)` with options.
    if (handler === undefined) return toNative('durable_execution', wrapHandler(library));
    return toNative('durable-handler', (e, given, site) => {
      recordState(e, library, site);
      const [event = UNDEFINED, context = UNDEFINED, ...more] = given.positional;
      return e.call(handler, { ...given, positional: [event, createContext(library, context), ...more] }, site);
    });
  };

/** `@durable_step def f(ctx, x)`: `f(x)` is a function of the context. */
const bindArguments: Call = (_engine, args) => {
  const fn = args.positional.find(isCallable) ?? UNDEFINED;
  return toNative('durable_step', (_e, bound) =>
    toNative('durable_step()', (e, given, site) =>
      e.call(fn, { ...bound, positional: [...given.positional, ...bound.positional] }, site),
    ),
  );
};

/** `StepConfig(…)`, `Duration.from_minutes(5)`, `createRetryStrategy(…)`: settings that call nothing. */
const createSettings: Call = (engine, args, site) => {
  engine.escape(args.positional, 'a durable execution', site);
  return engine.createObject(args.named, { open: true });
};

/** Durable functions of Lambda. */
export const durableExecution: PackageModel = {
  matches: (name) => name === JAVASCRIPT || name === PYTHON,
  find: (_engine, packageName, path) => {
    const name = path.at(-1) ?? '';
    if (name === 'withDurableExecution' || name === 'durable_execution')
      return toCallable(name, wrapHandler(packageName));
    if (name === '' || name.startsWith('/')) return undefined;
    return toMethod(PYTHON, name, name.startsWith('durable_') ? bindArguments : createSettings);
  },
};
