import type { Expression, Pattern } from '../ir.ts';
import type { Lowering } from './lowering.ts';

/** The names that one module, function or class body binds. */
export interface Scope {
  readonly kind: 'module' | 'function' | 'class';
  readonly bound: Set<string>;
  /** Declared `global` or `nonlocal` here: assigned here, but owned by another scope. */
  readonly foreign: Set<string>;
  isGenerator: boolean;
}

export function createScope(kind: Scope['kind']): Scope {
  return { kind, bound: new Set(), foreign: new Set(), isGenerator: false };
}

/** The names that a scope owns, in the order in which they appear, without `except` (a function's parameters). */
export function toLocals(scope: Scope, except: ReadonlySet<string> = new Set()): string[] {
  return [...scope.bound].filter((name) => !scope.foreign.has(name) && !except.has(name));
}

/** Runs `work` in `scope`. */
export function within<T>(lowering: Lowering, scope: Scope, work: () => T): T {
  const outer = lowering.scope;
  lowering.scope = scope;
  try {
    return work();
  } finally {
    lowering.scope = outer;
  }
}

/** Binds `name` in the current scope and returns where its value goes. */
export function bindName(lowering: Lowering, name: string, at: number): Pattern {
  lowering.scope.bound.add(name);
  return isClassName(lowering, name) ? toClassMember(name, at) : { kind: 'name', at, name };
}

/** Reads `name` in the current scope. */
export function readName(lowering: Lowering, name: string, at: number): Expression {
  return isClassName(lowering, name) ? toClassMember(name, at) : { kind: 'name', at, name };
}

/**
 * Statements of a class body see the names that stand above them in it; methods do not. Those names are
 * the class's own fields, so such a read or write becomes one of `this.name`, as in a JS static initialiser.
 */
function isClassName({ scope }: Lowering, name: string): boolean {
  return scope.kind === 'class' && scope.bound.has(name) && !scope.foreign.has(name);
}

function toClassMember(name: string, at: number): Expression & Pattern & { kind: 'member' } {
  return {
    kind: 'member',
    at,
    object: { kind: 'this', at },
    property: { kind: 'const', at, value: name },
    computed: false,
  };
}
