import type { DependencySource } from '../dependencies.ts';
import { isImported } from './import-names.ts';

/** Indexes of the packages of a source to which the imports of some function lead: what is imported, and what that needs. */
export function findReached(source: DependencySource, imported: ReadonlySet<string>): ReadonlySet<number> {
  const reached = new Set<number>();
  for (const [index, ref] of source.packages.entries()) if (isImported(ref, imported)) reached.add(index);
  // The set grows while it is walked.
  for (const index of reached) for (const next of source.packages[index]?.requires ?? []) reached.add(next);
  return reached;
}
