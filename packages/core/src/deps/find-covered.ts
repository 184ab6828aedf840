import { findAncestors, toDirectory } from '../app/path.ts';
import type { Importer, PackageRef } from './package.ts';
import { indexByName } from './package-list.ts';
import type { DependencySource } from './dependencies.ts';
import { findImporter, toProjectFolder } from './find-lock-scope.ts';
import { satisfies } from './versions/satisfies.ts';

/** The package of a lock file that a manifest's entry was resolved to. */
export interface Covered {
  readonly lock: Chosen;
  readonly index: number;
}

type Chosen = Pick<DependencySource, 'file' | 'kind' | 'role' | 'ecosystem' | 'packages' | 'importers'>;

/** The name of what lies in a folder where packages are installed. An archive may be of anything. */
export const INSTALLED = 'installed';

/** What a lock file has for an entry of a manifest. */
export type CoverFinder = (ref: PackageRef) => Covered | undefined;

/**
 * Finds, for what a manifest asks for, where a lock file, or what is installed, says which version was chosen: in the manifest's folder, or in one
 * above it (a workspace). A lock file that has other versions than the range allows does not cover it: it is out of step.
 */
export function createCoverFinder(sources: readonly Chosen[]): CoverFinder {
  const locks = new Map<string, Chosen[]>();
  for (const source of sources) {
    if (source.role !== 'lock' && source.kind !== INSTALLED) continue;
    const key = `${source.ecosystem} ${toDirectory(source.file)}`;
    locks.set(key, [...(locks.get(key) ?? []), source]);
  }
  const indexes = new Map<Chosen, ReadonlyMap<string, readonly number[]>>();
  const findNamed = (lock: Chosen, name: string): readonly number[] => {
    const known = indexes.get(lock) ?? indexByName(lock.packages);
    indexes.set(lock, known);
    return known.get(name) ?? [];
  };
  return (ref) => {
    const own = toDirectory(ref.file);
    const project = toProjectFolder(ref.file);
    for (const folder of findAncestors(own)) {
      for (const lock of locks.get(`${ref.ecosystem} ${folder}`) ?? []) {
        // Node.js looks in the folders above, Python does not.
        if (lock.kind === INSTALLED && ref.ecosystem === 'PyPI' && folder !== own) continue;
        if (lock.role === 'lock' && findImporter(lock, project) === undefined) continue;
        const fitting = findNamed(lock, ref.name).filter((index) => fits(ref, lock.packages[index]));
        const index = fitting.find((i) => lock.packages[i]?.direct === true) ?? fitting[0];
        if (index !== undefined) return { lock, index };
      }
    }
    return undefined;
  };
}

/**
 * Tells what a manifest asks for and nothing installs from a registry: another workspace, and a peer that the lock file leaves to
 * whoever loads the package. One that is optional nobody ever installs.
 */
export function createAbsenceTest(sources: readonly Chosen[]): (ref: PackageRef) => boolean {
  const locks = sources.filter(({ role }) => role === 'lock');
  const workspaces = new Map(
    locks.map((lock) => {
      const own = lock.packages.filter(({ source }) => source?.kind === 'workspace');
      return [lock, new Set(own.map(({ name }) => name))];
    }),
  );
  const links = new Map<Importer, ReadonlySet<string>>();
  const linksOf = (importer: Importer): ReadonlySet<string> => {
    const names = links.get(importer) ?? new Set(importer.links.map(({ name }) => name));
    links.set(importer, names);
    return names;
  };
  return (ref) => {
    if (ref.peer === true && ref.optional === true) return true;
    const own = toProjectFolder(ref.file);
    const above = new Set(findAncestors(own));
    return locks.some((lock) => {
      if (lock.ecosystem !== ref.ecosystem || !above.has(toDirectory(lock.file))) return false;
      const importer = findImporter(lock, own);
      if (importer === undefined) return false;
      if (ref.peer === true || workspaces.get(lock)?.has(ref.name) === true) return true;
      return importer !== 'unknown' && linksOf(importer).has(ref.alias ?? ref.name);
    });
  };
}

function fits(ref: PackageRef, chosen: PackageRef | undefined): boolean {
  const version = chosen?.version;
  if (version === undefined || version === null || ref.range === undefined) return true;
  return satisfies(ref.ecosystem, version, ref.range) !== false;
}
