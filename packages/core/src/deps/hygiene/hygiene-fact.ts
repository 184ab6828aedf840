import type { PackageRef, SourceFile } from '../package.ts';

/** What the address of a package gives away, for rules to judge. Facts only: no severity, no opinion. */
export type AddressFact =
  /** It is downloaded without encryption: whoever is on the way may change it. */
  | { readonly kind: 'plain-http'; readonly ref: PackageRef; readonly url: string }
  /** It comes from a registry that is not the public one. */
  | { readonly kind: 'foreign-registry'; readonly ref: PackageRef; readonly url: string; readonly host: string }
  /** The address is that of another package or version than the entry says: what an injected lock file looks like. */
  | { readonly kind: 'address-mismatch'; readonly ref: PackageRef; readonly url: string }
  /** It comes from a repository or an archive. `isFixed`: by a commit or a hash. */
  | { readonly kind: 'no-registry'; readonly ref: PackageRef; readonly url: string; readonly isFixed: boolean };

/** Lock files of several package managers for one ecosystem in one folder: each may install something else. */
export interface SeveralLocks {
  readonly folder: string;
  readonly files: readonly string[];
}

/** A manifest asks for what the lock file beside it has in no version that fits, or not at all. */
export interface Drift {
  readonly ref: PackageRef;
  readonly lock: string;
  /** What the lock file has instead; `null` when it has none. */
  readonly locked: string | null;
}

/** A file with its packages, as it was read. */
export type LockSource = Pick<SourceFile, 'file' | 'kind' | 'role' | 'ecosystem' | 'packages'> & {
  readonly references?: readonly PackageRef[];
};
