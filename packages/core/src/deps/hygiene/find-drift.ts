import { toDirectory } from '../../app/path.ts';
import type { PackageRef } from '../package.ts';
import { indexByName } from '../package-list.ts';
import { satisfies } from '../versions/satisfies.ts';
import type { Drift, LockSource } from './hygiene-fact.ts';

/** Manifests that a lock file in the same folder is made from. A requirements file is made from none. */
const LOCKED = new Set(['package-json', 'pyproject']);
/** Made from what is read in no other way. */
const APART = new Set(['pipfile-lock']);

/** What manifests ask for and the lock file beside them does not have. Peers and optional packages may be missing. */
export function findDrift(sources: readonly LockSource[]): readonly Drift[] {
  return sources
    .filter(({ role, kind }) => role === 'manifest' && LOCKED.has(kind))
    .flatMap((manifest) => {
      const beside = sources.filter(
        ({ role, kind, ecosystem, file }) =>
          role === 'lock' &&
          !APART.has(kind) &&
          ecosystem === manifest.ecosystem &&
          toDirectory(file) === toDirectory(manifest.file),
      );
      return beside.flatMap((lock) => compare(manifest, lock));
    });
}

function compare(manifest: LockSource, lock: LockSource): readonly Drift[] {
  const chosen = [...lock.packages, ...(lock.references ?? [])];
  const byName = indexByName(chosen);
  return manifest.packages.flatMap((ref): readonly Drift[] => {
    const locked = byName.get(ref.name)?.flatMap((index) => chosen[index] ?? []);
    if (locked === undefined) {
      const mayMiss = ref.peer === true || ref.optional === true;
      return mayMiss ? [] : [{ ref, lock: lock.file, locked: null }];
    }
    if (locked.some((one) => fits(ref, one))) return [];
    return [{ ref, lock: lock.file, locked: locked[0]?.version ?? null }];
  });
}

/** Ranges that are no versions, such as tags, and what comes from elsewhere, cannot be told. */
function fits({ ecosystem, range }: PackageRef, { version, source }: PackageRef): boolean {
  if (version === null || range === undefined || range === '' || source?.kind === 'workspace') return true;
  return satisfies(ecosystem, version, range) !== false;
}
