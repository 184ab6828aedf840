import type { Abstract, Arguments, NativeValue } from '../engine/abstract.ts';
import { findString, toConst, toNative, toUnknown, UNDEFINED } from '../engine/abstract.ts';
import type { Engine, Site } from '../engine/engine.ts';
import { definePackages, transparentDecorator } from './native-table.ts';
import type { PackageModel } from './package-model.ts';

type Call = NativeValue['call'];

/** What the functions of a reader find: one value, or a list where it was made for several. */
const toReader =
  (read: (engine: Engine, object: Abstract, name: Abstract, site: Site) => Abstract): Call =>
  (_engine, names) =>
    toNative('reader', (engine, args, site) => {
      const object = args.positional[0] ?? UNDEFINED;
      const found = names.positional.map((name) => read(engine, object, name, site));
      return found.length === 1 ? (found[0] ?? UNDEFINED) : engine.createList(found);
    });

/** `attrgetter('a.b')`. */
function readPath(engine: Engine, object: Abstract, name: Abstract, site: Site): Abstract {
  const path = findString(name);
  if (path === undefined) return toUnknown('an attribute');
  return path.split('.').reduce((value, step) => engine.get(value, toConst(step), false, site), object);
}

/** `methodcaller('delete_object', Bucket='b')`. */
const callMethod: Call = (_engine, given) =>
  toNative('methodcaller', (engine, args, site) => {
    const object = args.positional[0] ?? UNDEFINED;
    const [name, ...positional] = given.positional;
    const bound: Arguments = { ...given, positional };
    return name === undefined ? UNDEFINED : engine.call(engine.get(object, name, false, site), bound, site, object);
  });

const namespace: Call = (engine, args) => engine.createObject(args.named, { open: args.named.has('**') });

const decorator = transparentDecorator;

/** Python's `operator` and `types`, and packages whose decorators call the function as it is. */
export const pythonOperator: PackageModel = definePackages({
  operator: {
    methodcaller: callMethod,
    attrgetter: toReader(readPath),
    itemgetter: toReader((engine, object, name, site) => engine.get(object, name, true, site)),
  },
  types: { SimpleNamespace: namespace },
  addict: { Dict: namespace },
  box: { Box: namespace },
  tenacity: { retry: decorator, 'asyncio.retry': decorator },
  retry: { retry: decorator, 'api.retry': decorator },
  retrying: { retry: decorator },
  stamina: { retry: decorator },
  backoff: { on_exception: decorator, on_predicate: decorator },
  cachetools: {
    cached: decorator,
    cachedmethod: decorator,
    'func.ttl_cache': decorator,
    'func.lru_cache': decorator,
  },
  async_lru: { alru_cache: decorator },
  ratelimit: { limits: decorator, sleep_and_retry: decorator },
  typeguard: { typechecked: decorator },
  beartype: { beartype: decorator },
  timeout_decorator: { timeout: decorator },
  asgiref: { 'sync.sync_to_async': decorator, 'sync.async_to_sync': decorator },
});
