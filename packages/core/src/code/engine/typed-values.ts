import type { Abstract, ClassValue } from './abstract.ts';
import { NO_ARGUMENTS, toConst, toUnknown } from './abstract.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { findProvided } from './injection.ts';
import type { ModuleRecord } from './module-record.ts';
import type { Scope } from './scope.ts';
import { findCell } from './scope.ts';

/**
 * A value of a type that an annotation names, where nobody passed one that is known: dependency
 * injection by type. Only classes of the application and of the AWS SDKs are made.
 */
export function findTypedValue(engine: Engine, type: string, frame: Frame): Abstract | undefined {
  const site = { module: frame.module, at: frame.fn?.ir.at ?? 0 };
  const head = type.split('.')[0] ?? type;
  const last = type.split('.').at(-1) ?? head;
  const value = findType(engine, type, frame.scope, frame.module, site);
  if (value === undefined) return engine.findClientByTypeName(last, site);
  const provided = value.k === 'const' ? undefined : findProvided(engine, value);
  if (provided !== undefined) return provided;
  if (value.k === 'class')
    return engine.construct(value, { ...NO_ARGUMENTS, rest: toUnknown(`given to ${head}`) }, site);
  if (value.k === 'model') return value.construct?.(engine, NO_ARGUMENTS, site);
  return value.k === 'const' || value.k === 'unknown' ? engine.findClientByTypeName(last, site) : undefined;
}

/** The class that a type annotation in a class names. */
export function findTypedClass(engine: Engine, type: string, cls: ClassValue): Abstract | undefined {
  const value = findType(engine, type, cls.scope, cls.module, { module: cls.module, at: cls.ir.at });
  return value?.k === 'class' || value?.k === 'model' ? value : undefined;
}

function findType(engine: Engine, type: string, scope: Scope, module: ModuleRecord, site: Site): Abstract | undefined {
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
