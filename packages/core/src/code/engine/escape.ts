import type { Abstract, Arguments, ClassValue, ObjectValue } from './abstract.ts';
import { toConst, toUnknown } from './abstract.ts';
import { callDecoratedMethods, hasLibraryBase } from './classes.ts';
import { linearise } from './linearise.ts';
import type { Engine, Site } from './engine.ts';
import { conditionally } from './branches.ts';

const DEEPEST = 5;

/** What a function that a library calls may be given. */
const ANYTHING: Arguments = { positional: [], named: new Map(), rest: toUnknown('given by a library') };

/**
 * Hands values to code outside the application. Functions may be called: at once while a handler runs,
 * at the end (and only if nothing else called them) while modules load. Clients that leave are reported.
 */
export function escape(
  engine: Engine,
  pending: Abstract[],
  values: readonly Abstract[],
  to: string,
  site: Site,
  depth = 0,
): void {
  if (depth > DEEPEST) return;
  for (const value of values) {
    switch (value.k) {
      case 'function':
        if (engine.isLoading) pending.push(value);
        else conditionally(engine, () => engine.call(value, ANYTHING, site));
        break;
      case 'class':
        if (!engine.late.classes.has(value)) engine.late.classes.set(value, null);
        callDecoratedMethods(engine, value, site);
        break;
      case 'model':
        if (value.sensitive !== undefined && !isHarmless(to))
          engine.unresolved(
            `${value.sensitive} handed to \`${to}\``,
            'what the library does with it is not known',
            site,
          );
        break;
      case 'object':
        if (value.cls !== null && takesParts(to))
          escape(engine, pending, listHooks(engine, value, value.cls, site), to, site, depth);
        // A plain object of options is looked through.
        escape(engine, pending, [...value.fields.values()], to, site, value.cls === null ? depth + 1 : depth + 2);
        break;
      case 'list':
        escape(engine, pending, value.items, to, site, depth + 1);
        break;
      case 'union':
        escape(engine, pending, value.values, to, site, depth);
        break;
      default:
    }
  }
}

/** What a library may call of an instance that it is given: what its class defines for a base class of a library, or `__call__`. */
function listHooks(engine: Engine, instance: ObjectValue, cls: ClassValue, site: Site): readonly Abstract[] {
  const isHook = (name: string): boolean =>
    name === '__call__' || (hasLibraryBase(cls) && !/^(?:constructor|__\w+__)$/.test(name));
  const names = new Set(linearise(cls).flatMap((c) => [...c.methods.keys()].filter(isHook)));
  return [...names].flatMap((name) => {
    const method = engine.get(instance, toConst(name), false, site);
    return method.k === 'function' ? [{ ...method, self: instance }] : [];
  });
}

/** A logger calls what it is made of (`addHandler`, `createLogger`), and not what it writes down. */
const takesParts = (to: string): boolean =>
  !isHarmless(to) || /(?:^|\.)(?:add|create|configure|use|register|basicConfig)\w*$/i.test(to);

/** Loggers and the like do nothing with a client that needs a permission. */
const isHarmless = (to: string): boolean =>
  /(^|[./@-])(console|log|logger|logging|winston|pino|bunyan|debug|print|inspect|tracer|xray|x-ray|core)([./@-]|$)/i.test(
    to,
  );
