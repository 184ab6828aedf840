import type { Abstract } from './abstract.ts';
import { NO_ARGUMENTS, toConst, toUnknown } from './abstract.ts';
import type { Engine, Frame, Site } from './engine.ts';
import { findCell } from './scope.ts';

/**
 * A value of a type that an annotation names, where nobody passed one that is known: dependency
 * injection by type. Only classes of the application and of the AWS SDKs are made.
 */
export function findTypedValue(engine: Engine, type: string, frame: Frame): Abstract | undefined {
  const site = { module: frame.module, at: frame.fn?.ir.at ?? 0 };
  const [head = '', ...rest] = type.split('.');
  let value = findCell(frame.scope, head)?.value ?? importType(engine, head, frame, site);
  if (value === undefined) return engine.findClientByTypeName(rest.at(-1) ?? head, site);
  for (const name of rest) value = engine.get(value, toConst(name), false, site);
  if (value.k === 'class')
    return engine.construct(value, { ...NO_ARGUMENTS, rest: toUnknown(`given to ${head}`) }, site);
  if (value.k === 'model') return value.construct?.(engine, NO_ARGUMENTS, site);
  return value.k === 'const' || value.k === 'unknown'
    ? engine.findClientByTypeName(rest.at(-1) ?? head, site)
    : undefined;
}

/** What an import that is used only as a type would bind; frameworks find the class by it. */
function importType(engine: Engine, name: string, frame: Frame, site: Site): Abstract | undefined {
  for (const statement of frame.module.ir?.typeImports ?? []) {
    for (const binding of statement.bindings) {
      if (binding.kind === 'star' || binding.local !== name) continue;
      const module = engine.require(frame.module, statement.specifier, site);
      return binding.kind === 'member' ? engine.get(module, toConst(binding.imported), false, site) : module;
    }
  }
  return undefined;
}
