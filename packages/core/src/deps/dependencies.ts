import type { Location } from '../app/location.ts';
import type { Diagnostic } from '../findings/diagnostic.ts';
import type { FoundAdvisory } from '../findings/finding.ts';
import type { Ecosystem, Importer, PackageRef, ReaderRole } from './package.ts';

/** Everything that an application depends on, and what is known against it. */
export interface Dependencies {
  readonly database: DatabaseState;
  readonly sources: readonly DependencySource[];
  /** Each package once for each file; what a manifest asks for and its lock file has chosen stands there alone. */
  readonly packages: readonly Dependency[];
  /** Worst first. */
  readonly matches: readonly PackageMatch[];
  /** Packages of whose version it cannot be told whether an advisory affects it. */
  readonly unverifiable: number;
  /** What functions are built with and their code does not import. Reads the code, so only where somebody asks. */
  readonly listUnused: () => readonly UnusedPackages[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Of one manifest, the packages that no function imports that is built from it. */
export interface UnusedPackages {
  readonly source: DependencySource;
  readonly packages: readonly PackageRef[];
}

/** What advisories were asked. */
export interface DatabaseState {
  /** `YYYY-MM-DD` of the oldest index; `null` when there is none. */
  readonly date: string | null;
  readonly records: number;
  readonly ecosystems: readonly Ecosystem[];
  /** Only the starter that is shipped was there: packages that it does not hold were not checked. */
  readonly isStarter: boolean;
  /** Packages with a version or range that the database does not cover. */
  readonly uncovered: number;
}

/** One file that names packages. */
export interface DependencySource {
  readonly file: string;
  /** The reader's name. */
  readonly kind: string;
  readonly role: ReaderRole;
  readonly ecosystem: Ecosystem;
  readonly packages: readonly PackageRef[];
  readonly references: readonly PackageRef[];
  /** Functions that are built from it, by logical id. */
  readonly functions: readonly string[];
  /** What each project of a lock file asks for; absent where the file does not tell. */
  readonly importers?: readonly Importer[];
  readonly text: string;
}

export interface Dependency {
  readonly ref: PackageRef;
  readonly source: DependencySource;
  /** Index of `ref` in its source. */
  readonly index: number;
  /** Logical ids of the functions that ship it. */
  readonly functions: readonly string[];
}

/** Advisories under one name against one package of one file. */
export interface PackageMatch {
  readonly dependency: Dependency;
  readonly advisory: FoundAdvisory;
  /** From what is asked for down to the package. */
  readonly path: readonly string[];
  readonly at: Location;
  /** The smallest version that clears every advisory against the package. */
  readonly fixedBy?: string;
  /** Where a manifest asks for it: that is the place to edit. The package itself, when no lock file has it. */
  readonly manifest?: Pick<Dependency, 'ref' | 'source'>;
}
