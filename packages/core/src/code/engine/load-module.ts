import type { Abstract } from './abstract.ts';
import { findString, toUnknown } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import type { ModuleRecord } from './module-record.ts';
import { unite } from './union.ts';

/** Beyond so many, a name that is hardly known would load the whole application. */
const MAX_MODULES = 48;

/** What `require(x)`, `import(x)` and `import_module(x)` give: where only the folder is known, any of its modules. */
export function loadModule(
  engine: Engine,
  from: ModuleRecord,
  name: Abstract,
  { what, at }: { readonly what: string; readonly at: Site },
): Abstract {
  // Where there may be no name, that path throws.
  const parts = name.k === 'union' ? name.values.filter((v) => v.k !== 'const' || typeof v.value === 'string') : [name];
  return unite(...parts.map((part) => loadOne(engine, from, part, { what, at })));
}

function loadOne(
  engine: Engine,
  from: ModuleRecord,
  name: Abstract,
  { what, at }: { readonly what: string; readonly at: Site },
): Abstract {
  const text = findString(name);
  if (text !== undefined) return engine.require(from, text, at);
  const possible = listPossible(engine, from, name);
  if (possible.length > 0 && possible.length <= MAX_MODULES)
    return unite(...possible.map((specifier) => engine.require(from, specifier, at)));
  engine.unresolved(what, 'the module that it loads is not a constant', at);
  return toUnknown('a module that is not known');
}

function listPossible(engine: Engine, from: ModuleRecord, name: Abstract): readonly string[] {
  if (name.k !== 'concat') return [];
  const before = findString(name.parts[0]);
  return before === undefined ? [] : engine.listModules(from, before, findString(name.parts.at(-1)) ?? '');
}
