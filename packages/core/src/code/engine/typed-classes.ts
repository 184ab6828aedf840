import type { Abstract, ClassValue } from './abstract.ts';
import { toConst } from './abstract.ts';
import type { Engine, Site } from './engine.ts';
import type { ModuleRecord } from './module-record.ts';
import type { Scope } from './scope.ts';
import { findCell } from './scope.ts';

/** The class that a type annotation in a class names. */
export function findTypedClass(engine: Engine, type: string, cls: ClassValue): Abstract | undefined {
  const value = findType(engine, type, cls.scope, cls.module, { module: cls.module, at: cls.ir.at });
  return value?.k === 'class' || value?.k === 'model' ? value : undefined;
}

/** What a type annotation names, seen from a scope. */
export function findType(
  engine: Engine,
  type: string,
  scope: Scope,
  module: ModuleRecord,
  site: Site,
): Abstract | undefined {
  const [head = '', ...rest] = type.split('.');
  let value = findCell(scope, head)?.value ?? importType(engine, head, module, site);
  if (value === undefined) return undefined;
  for (const name of rest) value = engine.get(value, toConst(name), false, site);
  return value;
}

/** What an import that is used only as a type would bind; frameworks find the class by it. */
function importType(engine: Engine, name: string, from: ModuleRecord, site: Site): Abstract | undefined {
  for (const statement of from.ir?.typeImports ?? []) {
    for (const binding of statement.bindings) {
      if (binding.kind === 'star' || binding.local !== name) continue;
      const module = engine.require(from, statement.specifier, site);
      return binding.kind === 'member' ? engine.get(module, toConst(binding.imported), false, site) : module;
    }
  }
  return undefined;
}
