/** One folder of `packages`, with the place of its version, or of its name where it has none: UTF-16 offsets. */
export interface LockEntry {
  /** The folder, as a path. */
  readonly key: string;
  readonly fields: LockFields;
  /** Of its name, from 1. */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** What an entry may say of itself: the file comes from elsewhere, and nothing in it is sure. */
export interface LockFields {
  readonly name?: unknown;
  readonly version?: unknown;
  readonly resolved?: unknown;
  readonly integrity?: unknown;
  readonly link?: unknown;
  readonly dev?: unknown;
  readonly optional?: unknown;
  readonly devOptional?: unknown;
  readonly peer?: unknown;
  readonly inBundle?: unknown;
  readonly hasInstallScript?: unknown;
  readonly dependencies?: unknown;
  readonly optionalDependencies?: unknown;
  readonly peerDependencies?: unknown;
  readonly devDependencies?: unknown;
}

export const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
