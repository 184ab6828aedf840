import type { Application } from '../../app/application.ts';
import { findAncestors, toDirectory } from '../../app/path.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Host } from '../../host.ts';
import type { DependencySource } from '../dependencies.ts';
import { createCoverFinder, INSTALLED } from '../find-covered.ts';
import type { InstalledFolder } from '../find-sources.ts';
import type { Ecosystem, PackageRef } from '../package.ts';
import { readInstalled } from '../read-installed.ts';
import { readZipPackage } from '../read-zip-package.ts';
import { toInstalledList, type Asked } from './to-installed-list.ts';

/** What was found to lie somewhere, before it is known which functions ship it. */
export type DeployedSource = Omit<DependencySource, 'functions'>;

interface Deployed {
  readonly sources: readonly DeployedSource[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The files that were read so far. */
type Known = Pick<DependencySource, 'file' | 'kind' | 'role' | 'ecosystem' | 'packages' | 'importers'>;

/**
 * The packages that lie in folders where packages are installed. A lock file says the same without the chance of what somebody has
 * installed in between, so where there is one, in the folder or as that of a workspace above it, the folder is not looked into.
 */
export function readInstalledFolders(
  host: Host,
  installed: readonly InstalledFolder[],
  known: readonly Known[],
): Deployed {
  const found = installed.map(({ file, ecosystem, folders }) => {
    const place = toDirectory(file);
    const above = new Set(findAncestors(place));
    const own = known.filter((one) => one.ecosystem === ecosystem && above.has(toDirectory(one.file)));
    const manifests = own.filter((one) => one.role === 'manifest' && toDirectory(one.file) === place);
    const locks = own.filter(({ role }) => role === 'lock');
    if (isLocked(place, locks, manifests)) return { sources: [], diagnostics: [] };
    const reads = folders.map((folder) => readInstalled(host, folder));
    const packages = reads.flatMap(({ sources }) => sources.flatMap((source) => source.packages));
    const diagnostics = reads.flatMap((one) => one.diagnostics);
    return { sources: toSources(packages, { file, kind: INSTALLED, folder: place }, manifests), diagnostics };
  });
  return { sources: found.flatMap(({ sources }) => sources), diagnostics: found.flatMap((one) => one.diagnostics) };
}

/** A lock file above is that of a workspace, if it has what is asked for here. */
function isLocked(place: string, locks: readonly Known[], manifests: readonly Known[]): boolean {
  if (locks.some(({ file }) => toDirectory(file) === place)) return true;
  const findLocked = createCoverFinder(locks);
  return locks.length > 0 && manifests.every(({ packages }) => packages.every((ref) => findLocked(ref) !== undefined));
}

/** The packages in a zipped function or layer. */
export function readArchive(host: Host, path: string): Deployed {
  const archive = host.openArchive?.(path);
  if (archive === undefined) {
    const message = 'the archive cannot be opened';
    return { sources: [], diagnostics: [{ code: 'archive-damaged', severity: 'error', message, file: path }] };
  }
  try {
    const read = readZipPackage(archive.file, path, archive.compression);
    const packages = read.sources.flatMap((source) => source.packages);
    const sources = toSources(packages, { file: path, kind: 'archive', folder: `${path}!` }, []);
    return { sources, diagnostics: read.diagnostics };
  } finally {
    archive.close();
  }
}

/** One source for each ecosystem: an archive may hold both. */
function toSources(
  refs: readonly PackageRef[],
  { file, kind, folder }: { readonly file: string; readonly kind: string; readonly folder: string },
  manifests: readonly Known[],
): readonly DeployedSource[] {
  const ecosystems: readonly Ecosystem[] = ['npm', 'PyPI'];
  return ecosystems.flatMap((ecosystem) => {
    const own = refs.filter((ref) => ref.ecosystem === ecosystem);
    if (own.length === 0) return [];
    const packages = toInstalledList(own, ecosystem, folder, toAsked(manifests));
    return [{ file, kind, role: 'installed', ecosystem, packages, references: [], text: '' }];
  });
}

function toAsked(manifests: readonly Known[]): Asked | undefined {
  if (manifests.length === 0) return undefined;
  const refs = manifests.flatMap(({ packages }) => packages);
  const toNames = (some: readonly PackageRef[]): ReadonlySet<string> =>
    new Set(some.map(({ name, alias }) => alias ?? name));
  return { production: toNames(refs.filter(({ dev }) => !dev)), development: toNames(refs.filter(({ dev }) => dev)) };
}

export const isArchive = (path: string): boolean => /\.zip$/i.test(path);

/** The archives that templates name as the code of functions or the content of layers, with the functions that load them. */
export function findArchives({ functions }: Pick<Application, 'functions'>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { id, code, layers } of functions) {
    const archives = [code, ...layers].flatMap((part) => ('archive' in part ? [part.archive] : []));
    for (const archive of archives) {
      if (archive === undefined || !isArchive(archive)) continue;
      const ids = found.get(archive) ?? new Set();
      found.set(archive, ids.add(id));
    }
  }
  return new Map([...found].map(([archive, ids]) => [archive, [...ids]]));
}
