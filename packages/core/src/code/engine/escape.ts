import type { Abstract, Arguments } from './abstract.ts';
import { toUnknown } from './abstract.ts';
import { callDecoratedMethods } from './classes.ts';
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
        // An instance keeps its methods to itself; a plain object of options is looked through.
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

/** Loggers and the like do nothing with a client that needs a permission. */
const isHarmless = (to: string): boolean =>
  /(^|[./@-])(console|log|logger|logging|winston|pino|bunyan|debug|print|inspect|tracer|xray|x-ray|core)([./@-]|$)/i.test(
    to,
  );
