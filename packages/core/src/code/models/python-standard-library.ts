import type { Abstract, ModelValue, NativeValue } from '../engine/abstract.ts';
import { loadModule } from '../engine/load-module.ts';
import { findString, toArguments, toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { toVariable } from '../engine/environment-variable.ts';
import { unite } from '../engine/union.ts';
import { callAt, definePackages, first, nothing, readArgument, transparentDecorator } from './native-table.ts';
import { toMembers } from './operation-call.ts';
import type { PackageModel } from './package-model.ts';
import { DATA_CLASSES, readTypeHints } from './python-data-classes.ts';
import { completed, executor, exitStack, PROCESS, THREAD, TIMER } from './python-threads.ts';
import { parseUrl } from './python-url.ts';

type Call = NativeValue['call'];

const readVariable: Call = (engine, args) => {
  const fallback = readArgument({ ...args, rest: UNDEFINED }, 1, 'default');
  const isNothing = fallback === undefined || (fallback.k === 'const' && (fallback.value ?? null) === null);
  return toVariable(engine, readArgument(args, 0, 'key'), isNothing ? undefined : fallback);
};

/** `os.environ`: the same value as JavaScript's `process.env`. */
const environ: ModelValue = {
  k: 'model',
  key: 'process.env',
  get: (engine, name) => {
    if (name === 'get' || name === 'setdefault' || name === 'pop') return toNative(`environ.${name}`, readVariable);
    if (name === 'copy') return toNative('environ.copy', () => environ);
    if (name === 'update' || name === 'items' || name === 'keys')
      return toNative(`environ.${name}`, () => toUnknown('the environment'));
    return toVariable(engine, name === '[]' ? undefined : toConst(name));
  },
  index: (engine, key) => toVariable(engine, key),
};

const partial: Call = (_engine, args) => {
  const [fn, ...bound] = args.positional;
  return toNative('partial', (e, given, site) =>
    e.call(
      fn ?? UNDEFINED,
      { ...given, positional: [...bound, ...given.positional], named: new Map([...args.named, ...given.named]) },
      site,
    ),
  );
};

/** `@contextmanager def f(): yield x`: calling `f` gives `x`. */
const contextManager: Call = (_engine, args) => {
  const fn = args.positional[0] ?? UNDEFINED;
  return toNative('contextmanager', (e, given, site, self) => unite(...e.itemsOf(e.call(fn, given, site, self), site)));
};

const gather: Call = (engine, args, site) =>
  args.rest === undefined
    ? engine.createList(args.positional)
    : engine.createList([...args.positional, ...engine.itemsOf(args.rest, site)], true);

const chain: Call = (engine, args, site) =>
  engine.createList(
    args.positional.flatMap((a) => engine.itemsOf(a, site)),
    true,
  );

const defaultDict: Call = (engine, args, site) => {
  const made = engine.createObject([], { isDict: true });
  const factory = args.positional[0];
  if (factory !== undefined && factory.k !== 'const')
    made.computed.push({ key: toUnknown('a key'), value: engine.call(factory, toArguments(), site) });
  return made;
};

/** `namedtuple('Check', 'service op')`: its values by name and by index. */
const namedTuple: Call = (engine, args, site) => {
  const given = readArgument(args, 1, 'field_names') ?? UNDEFINED;
  const text = findString(given);
  const names = text?.split(/[\s,]+/).filter(Boolean) ?? engine.itemsOf(given, site).map((n) => findString(n) ?? '');
  return toNative('namedtuple', (e, { positional, named, rest }) =>
    e.createObject(
      [...positional.flatMap((v, i) => [[String(i), v] as const, [names[i] || `${i}`, v] as const]), ...named],
      {
        open:
          args.named.has('defaults') || names.includes('') || rest !== undefined || positional.length > names.length,
      },
    ),
  );
};

/** `Annotated[Repository, Depends(get_repository)]` under a name of its own: what a framework fills for it. */
const annotated: ModelValue = {
  k: 'model',
  key: 'typing.Annotated',
  index: (engine, key) => {
    const [type = UNDEFINED, ...marks] = key.k === 'list' ? key.items : [key];
    const filled = marks.find((m) => m.k === 'object' || m.k === 'model' || m.k === 'union' || m.k === 'list');
    return {
      k: 'model',
      key: `annotated:${engine.nextId()}`,
      construct: (e, args, site) => filled ?? e.construct(type, args, site),
    };
  },
};

const importModule: Call = (engine, args, site) =>
  loadModule(engine, site.module, args.positional[0] ?? UNDEFINED, { what: 'import_module', at: site });

/** `sys.modules[__name__]`: the module itself. */
const loadedModules: ModelValue = {
  k: 'model',
  key: 'sys.modules',
  get: (engine, name, site) => {
    if (name === 'get') return toNative('modules.get', (e, args, at) => loadedModule(e, args.positional[0], at));
    return loadedModule(engine, toConst(name), site);
  },
};

function loadedModule(engine: Engine, name: Abstract | undefined, site: Site): Abstract {
  const text = findString(name);
  if (text === engine.mainName) return { k: 'namespace', module: site.module };
  return text === undefined || text === '[]' ? toUnknown('a module') : engine.require(site.module, text, site);
}

const eventLoop: Call = () =>
  toMembers(
    'event-loop',
    {
      run_until_complete: toNative('run', first),
      create_task: toNative('create_task', first),
      run_in_executor: toNative('run_in_executor', callAt(1)),
    },
    (name) => toNative(`loop.${name}`, nothing),
  );

const decorators = {
  wraps: () => toNative('wraps', first),
  lru_cache: transparentDecorator,
  cache: transparentDecorator,
  cached_property: first,
  partial,
  partialmethod: partial,
  singledispatch: first,
  total_ordering: first,
};

/** What Python's own modules do to values that matter here. Whatever they do not list passes nothing on. */
export const pythonStandardLibrary: PackageModel = definePackages({
  os: { environ, getenv: readVariable, environb: environ },
  sys: { modules: loadedModules },
  functools: {
    ...decorators,
    reduce: (e, args, site) =>
      e.call(
        args.positional[0] ?? UNDEFINED,
        toArguments(
          args.positional[2] ?? toUnknown('a value'),
          unite(...e.itemsOf(args.positional[1] ?? UNDEFINED, site), toUnknown('an item')),
        ),
        site,
      ),
  },
  contextlib: {
    contextmanager: contextManager,
    asynccontextmanager: contextManager,
    closing: first,
    suppress: nothing,
    nullcontext: first,
    ExitStack: exitStack,
    AsyncExitStack: exitStack,
  },
  dataclasses: DATA_CLASSES,
  typing: {
    Annotated: annotated,
    cast: (_e, args) => args.positional[1] ?? UNDEFINED,
    overload: first,
    final: first,
    get_type_hints: readTypeHints,
  },
  asyncio: {
    run: first,
    gather,
    create_task: first,
    ensure_future: first,
    wait_for: first,
    wait: first,
    shield: first,
    get_event_loop: eventLoop,
    new_event_loop: eventLoop,
    get_running_loop: eventLoop,
    to_thread: callAt(0),
    sleep: nothing,
  },
  concurrent: {
    'futures.ThreadPoolExecutor': executor,
    'futures.ProcessPoolExecutor': executor,
    'futures.as_completed': completed,
    'futures.wait': first,
  },
  multiprocessing: { Pool: executor, 'pool.ThreadPool': executor, 'pool.Pool': executor, Process: PROCESS },
  threading: { Thread: THREAD, Timer: TIMER },
  itertools: {
    chain,
    'chain.from_iterable': (e, args, site) =>
      e.createList(
        e.itemsOf(args.positional[0] ?? UNDEFINED, site).flatMap((l) => e.itemsOf(l, site)),
        true,
      ),
    islice: first,
    cycle: first,
    takewhile: (_e, args) => args.positional[1] ?? UNDEFINED,
    batched: (e, args) => e.createList([args.positional[0] ?? UNDEFINED], true),
  },
  collections: {
    defaultdict: defaultDict,
    OrderedDict: (e, args, site) =>
      e.call(
        toNative('dict', (_e, a) => a.positional[0] ?? e.createObject([], { isDict: true })),
        args,
        site,
      ),
    namedtuple: namedTuple,
    deque: (e, args, site) =>
      e.createList(args.positional[0] === undefined ? [] : e.itemsOf(args.positional[0], site), true),
    ChainMap: first,
  },
  copy: { deepcopy: first, copy: first },
  urllib: {
    'parse.unquote_plus': first,
    'parse.unquote': first,
    'parse.quote': first,
    'parse.quote_plus': first,
    'parse.urlparse': parseUrl,
    'parse.urlsplit': parseUrl,
  },
  importlib: { import_module: importModule, reload: first },
  base64: { b64decode: first, b64encode: first },
  string: { Template: () => toUnknown('a template') },
  abc: { abstractmethod: first },
  enum: { auto: () => toConst(null) },
});
