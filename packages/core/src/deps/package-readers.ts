import { installed } from './installed/index.ts';
import { lockfiles } from './lockfiles/index.ts';
import { manifests } from './manifests/index.ts';
import type { PackageReader } from './package.ts';

/** Every format in which packages are named, in a file of its own each. What lies in `node_modules` is no manifest. */
export const packageReaders: readonly PackageReader[] = [...installed, ...lockfiles, ...manifests];

/** The reader of a file, by its root-relative path; `undefined` when no format has that name. */
export function findPackageReader(path: string): PackageReader | undefined {
  return packageReaders.find(({ matches }) => matches(path));
}
