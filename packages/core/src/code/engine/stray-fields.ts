import type { Abstract, Arguments } from './abstract.ts';
import { findString } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import { unite } from './union.ts';

/** Objects of services are shallow. */
const DEEPEST = 3;

/** Ways of frameworks to put something under a name, and to take it out: `c.set('db', db)`, `app.decorate('db', db)`. */
const WRITES = /^(?:set|decorate\w*|provide|bind|assign|state|value|constant|addContext|registerInstance|setContext)$/;
const READS = /^(?:get|inject|resolve|getService|getContext|lookup|var)$/;

/**
 * Objects that frameworks make (a request, a context, an application) are not known, but what the code itself puts into them is:
 * it is found again by its name.
 */
export function noteStray(engine: Engine, name: Abstract, value: Abstract): void {
  const key = findString(name);
  if (key === undefined || !canCall(value)) return;
  const before = engine.stray.get(key);
  engine.stray.set(key, before === undefined ? value : unite(before, value));
}

/** What the code put under a name into an object that is not known. */
export function findStray(engine: Engine, object: Abstract, name: string): Abstract | undefined {
  if (engine.stray.size === 0) return undefined;
  const isForeign =
    object.k === 'unknown' ||
    object.k === 'external' ||
    object.k === 'event' ||
    (object.k === 'native' && object.isGuess === true);
  return isForeign ? engine.stray.get(name) : undefined;
}

/** A method of an object that is not known, as what keeps something under a name: `undefined` when it is none. */
export function callStray(engine: Engine, name: string, args: Arguments, site: Site): Abstract | undefined {
  const [key, value] = args.positional;
  if (key === undefined) return undefined;
  if (READS.test(name)) return engine.stray.get(findString(key) ?? '');
  const entries: readonly (readonly [Abstract, Abstract])[] =
    value !== undefined
      ? [[key, value]]
      : key.k === 'object'
        ? [...key.fields].map(([field, v]) => [{ k: 'const', value: field }, v] as const)
        : [];
  if (!WRITES.test(name) || !entries.some(([, v]) => canCall(v))) return undefined;
  for (const [field, v] of entries) noteStray(engine, field, v);
  // The framework may call functions itself, too.
  engine.escape(
    entries.flatMap(([, v]) => listFunctions(v)),
    name,
    site,
  );
  return { k: 'unknown', why: `result of ${name}` };
}

const listFunctions = (value: Abstract): readonly Abstract[] =>
  value.k === 'object' && value.cls === null
    ? [...value.fields.values()].filter((v) => v.k === 'function')
    : [value].filter((v) => v.k === 'function');

/** Whether a value may call AWS: a client, an instance, a function, a container, an object of such. Data is found by no name. */
function canCall(value: Abstract, depth = 0): boolean {
  switch (value.k) {
    case 'model':
      return value.sensitive !== undefined || value.isContainer === true || value.key.startsWith('middy');
    case 'function':
    case 'class':
    case 'namespace':
      return true;
    case 'object':
      return value.cls !== null || (depth < DEEPEST && [...value.fields.values()].some((v) => canCall(v, depth + 1)));
    case 'union':
      return value.values.some((v) => canCall(v, depth + 1));
    default:
      return false;
  }
}
