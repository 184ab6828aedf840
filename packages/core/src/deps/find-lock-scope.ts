import { toDirectory } from '../app/path.ts';
import type { Ecosystem, Importer } from './package.ts';

/** A lock file, as far as it tells whom it is for. */
interface Lock {
  readonly file: string;
  readonly ecosystem: Ecosystem;
  readonly importers?: readonly Importer[];
}

/**
 * What a lock file says of the project in a folder: `undefined` where it is for others alone, so that no tool takes it into account when
 * that project is installed. A lock file of Python that names no projects is for its own folder.
 */
export function findImporter(lock: Lock, folder: string): Importer | 'unknown' | undefined {
  const base = toDirectory(lock.file);
  const relative = base === '' ? folder : folder.slice(base.length + 1);
  const found = lock.importers?.find((importer) => importer.folder === relative);
  if (found !== undefined) return found;
  const isKnown = lock.importers !== undefined || lock.ecosystem === 'PyPI';
  return relative === '' || !isKnown ? 'unknown' : undefined;
}
