import type { Abstract } from './abstract.ts';
import { NO_ARGUMENTS, toUnknown } from './abstract.ts';
import type { Engine, Frame } from './engine.ts';
import { findProvided } from './injection.ts';
import { findType } from './typed-classes.ts';

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
