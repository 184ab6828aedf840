import { lockfiles } from './lockfiles/index.ts';
import { manifests } from './manifests/index.ts';
import type { PackageReader } from './package.ts';

/** Every format in which packages are named, in a file of its own each. */
export const packageReaders: readonly PackageReader[] = [...lockfiles, ...manifests];

/** The reader of a file, by its root-relative path; `undefined` when no format has that name. */
export function findPackageReader(path: string): PackageReader | undefined {
  return packageReaders.find(({ matches }) => matches(path));
}
