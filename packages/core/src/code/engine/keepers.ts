import type { Abstract, ClassValue, FunctionValue } from './abstract.ts';
import type { Scope } from './scope.ts';

/**
 * Whether a function may keep what it makes where this is not seen: in what its decorator or a library holds, in its instance or
 * class, or in variables of the function that made it when the module loaded.
 */
export function isKeeper(callable: FunctionValue | ClassValue): boolean {
  if (callable.k === 'class') return false;
  const { ir, home, isWrapped, isLongLived, scope } = callable;
  if (isWrapped === true || ir.decorators.length > 0) return true;
  if (home !== undefined && !CONSTRUCTORS.some((name) => home.methods.get(name)?.ir === ir)) return true;
  return isLongLived === true && isWithinFunction(scope);
}

const CONSTRUCTORS = ['constructor', '__init__'];

function isWithinFunction(scope: Scope): boolean {
  for (let s: Scope | null = scope; s !== null; s = s.parent) if (s.kind === 'function') return true;
  return false;
}

/** A function as a library calls it that wraps it. */
export const toWrapped = (value: Abstract): Abstract =>
  value.k === 'function' ? { ...value, isWrapped: true } : value;
