import { fail, within, type Failure } from './failure.ts';
import { MAX_EVENT_CHARACTERS, type Limits } from './limits.ts';

/** Characters that may still come; one inspection runs at a time, from start to end. */
let remaining = 0;

/**
 * What must hold for every value of every event, whatever its source: bounded depth and size, finite numbers, plain data, and
 * no own key that pollutes a prototype when the event is merged or copied (CWE-1321).
 */
export function inspect(
  value: unknown,
  { maxDepth }: Limits,
  characters: number = MAX_EVENT_CHARACTERS,
): Failure | undefined {
  remaining = characters;
  return visit(value, maxDepth);
}

function visit(value: unknown, depth: number): Failure | undefined {
  switch (typeof value) {
    case 'string':
      remaining -= value.length;
      return remaining < 0 ? fail('TOO_LARGE') : undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : fail('NUMBER');
    case 'object':
      if (value === null) return undefined;
      if (depth === 0) return fail('TOO_DEEP');
      return Array.isArray(value) ? visitItems(value, depth - 1) : visitFields(value, depth - 1);
    case 'boolean':
    case 'undefined':
      return undefined;
    default:
      return fail('SHAPE');
  }
}

function visitItems(items: readonly unknown[], depth: number): Failure | undefined {
  for (let at = 0; at < items.length; at++) {
    const failure = visit(items[at], depth);
    if (failure) return within(at, failure);
  }
  return undefined;
}

function visitFields(fields: object, depth: number): Failure | undefined {
  for (const key in fields) {
    if (key === '__proto__' || key === 'constructor') return fail('FORBIDDEN_KEY', key);
    remaining -= key.length;
    const failure = visit((fields as Record<string, unknown>)[key], depth);
    if (failure) return within(key, failure);
  }
  return undefined;
}
