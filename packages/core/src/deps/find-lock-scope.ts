import { toDirectory, toRelative } from '../app/path.ts';
import type { Ecosystem, Importer } from './package.ts';

/** A lock file, as far as it tells whom it is for. */
interface Lock {
  readonly file: string;
  readonly ecosystem: Ecosystem;
  readonly importers?: readonly Importer[];
}

/** Everything that a manifest asks for is looked for in every lock file above it. */
const known = new WeakMap<readonly Importer[], ReadonlyMap<string, Importer>>();

function indexFolders(importers: readonly Importer[]): ReadonlyMap<string, Importer> {
  const found = known.get(importers);
  if (found !== undefined) return found;
  const made = new Map(importers.map((importer) => [importer.folder, importer]));
  known.set(importers, made);
  return made;
}

/**
 * What a lock file says of the project in a folder: `undefined` where it is for others alone, so that no tool takes it into account when
 * that project is installed. A lock file of Python that names no projects is for its own folder.
 */
export function findImporter(lock: Lock, folder: string): Importer | 'unknown' | undefined {
  const base = toDirectory(lock.file);
  const relative = toRelative(folder, base);
  const found = lock.importers === undefined ? undefined : indexFolders(lock.importers).get(relative);
  if (found !== undefined) return found;
  const isKnown = lock.importers !== undefined || lock.ecosystem === 'PyPI';
  return relative === '' || !isKnown ? 'unknown' : undefined;
}

/** The folder of the project that a file of dependencies is of: `requirements/base.txt` belongs to the folder above. */
export const toProjectFolder = (file: string): string => toDirectory(file).replace(/(?:^|\/)requirements$/, '');
