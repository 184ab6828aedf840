import { toDirectory, toRelative } from '../../app/path.ts';
import type { Importer, PackageRef } from '../package.ts';
import { mayHold } from '../python/may-hold.ts';
import type { Builds } from './find-shippers.ts';

interface Source {
  readonly file: string;
  readonly packages: readonly PackageRef[];
  readonly importers?: readonly Importer[];
}

/**
 * Of a file that functions are built from, which of them ship a package, by its index: of a lock file for several workspaces, those whose
 * workspace leads to it. What is needed for development alone is not installed into a function, nor what its environment marker says is for
 * another system or another Python.
 */
export function findShipped(
  source: Source,
  builds: Builds,
  runtimesOf: (id: string) => readonly (string | null)[],
): (index: number) => readonly string[] {
  const importers = new Map((source.importers ?? []).map((importer) => [importer.folder, importer]));
  const known = new Map<string, ReadonlySet<number> | undefined>();
  const shipped = [...builds].map(([id, folders]) => {
    for (const folder of folders) if (!known.has(folder)) known.set(folder, findPart(source, importers, folder));
    return { id, parts: folders.map((folder) => known.get(folder)) };
  });
  return (index) => {
    const { dev, marker } = source.packages[index] ?? {};
    if (dev === true) return [];
    const found = shipped.filter((one) => one.parts.some((part) => part?.has(index) !== false)).map(({ id }) => id);
    return marker === undefined
      ? found
      : found.filter((id) => runtimesOf(id).some((runtime) => mayHold(marker, runtime)));
  };
}

/** What the project in a folder leads to; `undefined` for everything, which is what an installation beside the lock file has. */
function findPart(
  source: Source,
  importers: ReadonlyMap<string, Importer>,
  folder: string,
): ReadonlySet<number> | undefined {
  const base = toDirectory(source.file);
  const relative = toRelative(folder, base);
  return relative === '' || !importers.has(relative) ? undefined : walk(source, importers, relative);
}

function walk(source: Source, importers: ReadonlyMap<string, Importer>, start: string): ReadonlySet<number> {
  const folders = new Set([start]);
  const found = new Set<number>();
  for (const folder of folders) {
    const { production = [], links = [] } = importers.get(folder) ?? {};
    for (const link of links) if (!link.dev) folders.add(link.folder);
    // The set grows while it is walked.
    const own = new Set(production);
    for (const index of own) {
      if (found.has(index)) continue;
      found.add(index);
      const ref = source.packages[index];
      if (ref?.source?.kind === 'workspace') folders.add(ref.source.url ?? '');
      else for (const next of ref?.requires ?? []) own.add(next);
    }
  }
  return found;
}
