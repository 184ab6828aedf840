import type { Diagnostic } from '../findings/diagnostic.ts';
import type { Host } from '../host.ts';

/** As the OSV schema calls them (https://ossf.github.io/osv-schema/#defined-ecosystems). */
export type Ecosystem = 'npm' | 'PyPI';

/** One package as one file names it. A name that stands several times with several versions is several of these. */
export interface PackageRef {
  readonly ecosystem: Ecosystem;
  /** npm: exactly as published (an alias is resolved to the real name); PyPI: normalised by PEP 503. */
  readonly name: string;
  /** The one version that is fixed by the file, as it writes it; `null` when it names none, or a range. */
  readonly version: string | null;
  /** What a manifest asks for, as written: `^1.2.0`, `>=2,<3`, `latest`. */
  readonly range?: string;
  /** Root-relative path of the file that names it. */
  readonly file: string;
  /** From 1. */
  readonly line?: number;
  /** UTF-16 offsets into the text of `file`: of the version or range where it has one, else of the name. */
  readonly start?: number;
  readonly end?: number;
  /** True when a manifest (or the lock file's own root) asks for it by itself. */
  readonly direct: boolean;
  /** True when nothing but development (npm `devDependencies`, dependency groups) needs it. */
  readonly dev: boolean;
  /** True when it may be left out: npm `optionalDependencies`, a Python extra, a marker that need not hold. */
  readonly optional?: boolean;
  readonly peer?: boolean;
  /** The name under which it is installed, when that is another (`npm:` aliases). */
  readonly alias?: string;
  /** Where it lies, root-relative: the folder under `node_modules`, a `*.dist-info`. */
  readonly path?: string;
  /** Folders of the workspaces (importers) that ask for it directly; `''` is the folder of the file. */
  readonly workspaces?: readonly string[];
  /** Indexes into the `packages` of the same reading: what this one needs. */
  readonly requires?: readonly number[];
  /** Names of what an installed package says that it needs, before it is known where that lies. */
  readonly needs?: readonly string[];
  readonly source?: PackageSource;
  /** Lock files: whether a hash of the content is recorded (`integrity`, `--hash`). Absent where the format has none. */
  readonly hasIntegrity?: boolean;
  /** Whether the file says that it runs a script when it is installed. */
  readonly hasInstallScript?: boolean;
  /** PEP 508 environment marker, as written. */
  readonly marker?: string;
}

/** Where a package comes from, when it is not the default registry under its own name. `url` as written. */
export interface PackageSource {
  readonly kind: 'registry' | 'git' | 'url' | 'file' | 'workspace';
  readonly url?: string;
  /** The commit that a git address was resolved to. */
  readonly commit?: string;
}

/** What one file holds. */
export interface SourceFile {
  readonly file: string;
  /** The reader's name: `package-lock`, `requirements`. */
  readonly kind: string;
  readonly role: ReaderRole;
  readonly ecosystem: Ecosystem;
  readonly packages: readonly PackageRef[];
}

/** A `manifest` says what is wanted, a `lock` what was chosen, `installed` what lies there. */
export type ReaderRole = 'manifest' | 'lock' | 'installed';

/** What a reader makes of one file. */
export interface Reading {
  readonly packages: readonly PackageRef[];
  /**
   * What is asked for by an address, or a version that only the environment knows: a repository, an archive, a folder. It is
   * matched against nothing and no package of a registry, but it is not pinned either, so rules judge it.
   */
  readonly references?: readonly PackageRef[];
  /** Lock files: what each of the projects that it is for asks for. Absent where the format does not tell. */
  readonly importers?: readonly Importer[];
  /** What could not be read; with an `error` the file's packages are not complete. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A project that a lock file is for: the one beside it, or a workspace below. */
export interface Importer {
  /** Relative to the folder of the lock file, which is `''` itself. */
  readonly folder: string;
  /** Indexes into the `packages` of the same reading: what it asks for by itself, but for its development. */
  readonly production: readonly number[];
  /** The other projects of the same file that it asks for, by the names under which it does. */
  readonly links: readonly Link[];
}

export interface Link {
  readonly name: string;
  /** Of the other project, as in `Importer`. */
  readonly folder: string;
  readonly dev: boolean;
}

/** What a reader may ask for besides its own file (`-r other.txt`, a workspace's `package.json`). */
export interface ReaderContext {
  readonly host: Pick<Host, 'kindOf' | 'readText' | 'list' | 'sizeOf'>;
}

/** One format. Each is one folder with one of these, listed in the registry beside it. */
export interface PackageReader {
  readonly name: string;
  readonly role: ReaderRole;
  readonly ecosystem: Ecosystem;
  /** Whether a root-relative path is one of this format, by its name alone. */
  readonly matches: (path: string) => boolean;
  /** Never throws: what is wrong with the text is a diagnostic that names file and line. */
  readonly parse: (text: string, file: string, context: ReaderContext) => Reading;
}
