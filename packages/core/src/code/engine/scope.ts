import type { Abstract } from './abstract.ts';
import { UNDEFINED } from './abstract.ts';

export interface Cell {
  value: Abstract;
  /** Depth of conditional execution at which it was made: deeper writes are weak. */
  readonly depth: number;
  /** Declared `const`, imported, or a function's name. */
  readonly isConstant: boolean;
  /** Stands at module level: it outlives one invocation. */
  readonly isLongLived: boolean;
}

/** A lexical scope. */
export interface Scope {
  readonly cells: Map<string, Cell>;
  readonly parent: Scope | null;
  /** `module` and `function` scopes take hoisted names; `class` scopes are not seen from methods. */
  readonly kind: 'module' | 'function' | 'block' | 'class';
}

export function createScope(parent: Scope | null, kind: Scope['kind']): Scope {
  return { cells: new Map(), parent, kind };
}

/** The cell that a name means, from the inside out. */
export function findCell(scope: Scope, name: string): Cell | undefined {
  for (let s: Scope | null = scope; s !== null; s = s.parent) {
    const cell = s.cells.get(name);
    if (cell !== undefined) return cell;
  }
  return undefined;
}

/** Makes a cell in this very scope, replacing one of the same name. */
export function declare(scope: Scope, name: string, value: Abstract, depth: number, isConstant = false): Cell {
  const cell: Cell = { value, depth, isConstant, isLongLived: scope.kind === 'module' };
  scope.cells.set(name, cell);
  return cell;
}

/** The scope that takes `var` and function names. */
export function findHoistScope(scope: Scope): Scope {
  let s = scope;
  while (s.kind === 'block' && s.parent !== null) s = s.parent;
  return s;
}

/** Declares the hoisted names of a function or module, undefined until they are assigned. */
export function hoist(scope: Scope, names: readonly string[], depth: number): void {
  for (const name of names) if (!scope.cells.has(name)) declare(scope, name, UNDEFINED, depth);
}
