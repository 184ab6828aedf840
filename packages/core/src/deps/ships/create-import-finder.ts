import type { LambdaFunction } from '../../app/function.ts';
import type { Host } from '../../host.ts';
import { findImports, type Imports, type ModuleCache } from './find-imports.ts';

/** What the code of a function imports; `undefined` when the code cannot be found. */
export type ImportFinder = (fn: LambdaFunction) => Imports | undefined;

/** Code is read when it is asked for, and a module once for all functions that see the same folders. */
export function createImportFinder(host: Host): ImportFinder {
  const known = new Map<LambdaFunction, Imports | undefined>();
  const modules: ModuleCache = new Map();
  return (fn) => {
    if (!known.has(fn)) known.set(fn, findImports(host, fn, modules));
    return known.get(fn);
  };
}
