import type { Abstract } from './abstract.ts';
import { NO_ARGUMENTS, toConst, toUnknown } from './abstract.ts';
import type { Engine, Frame } from './engine.ts';
import { findCell } from './scope.ts';

/**
 * A value of a type that an annotation names, where nobody passed one that is known: dependency
 * injection by type. Only classes of the application and of the AWS SDKs are made.
 */
export function findTypedValue(engine: Engine, type: string, frame: Frame): Abstract | undefined {
  const site = { module: frame.module, at: frame.fn?.ir.at ?? 0 };
  const [head = '', ...rest] = type.split('.');
  const cell = findCell(frame.scope, head);
  if (cell === undefined) return engine.findClientByTypeName(rest.at(-1) ?? head, site);
  let value = cell.value;
  for (const name of rest) value = engine.get(value, toConst(name), false, site);
  if (value.k === 'class')
    return engine.construct(value, { ...NO_ARGUMENTS, rest: toUnknown(`given to ${head}`) }, site);
  if (value.k === 'model') return value.construct?.(engine, NO_ARGUMENTS, site);
  return undefined;
}
