import { findLineStarts, toLocation, type Location } from '../app/location.ts';
import type { Dependency, DependencySource } from './dependencies.ts';

/** The lines of each file are counted once. */
const lines = new WeakMap<DependencySource, readonly number[]>();

/** Where a package is named. Of one that an included file names, its line is known and nothing more. */
export function findPlace({ ref, source }: Pick<Dependency, 'ref' | 'source'>): Location {
  const line = ref.line ?? 1;
  if (ref.file !== source.file)
    return { file: ref.file, line, column: 1, endLine: line, endColumn: 1, start: 0, end: 0 };
  const starts = lines.get(source) ?? findLineStarts(source.text);
  lines.set(source, starts);
  const start = ref.start ?? starts[line - 1] ?? 0;
  return toLocation(ref.file, starts, start, ref.end ?? start);
}
