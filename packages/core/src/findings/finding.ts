import type { Location } from '../app/location.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Confidence = 'certain' | 'likely' | 'possible';

/** One thing that is wrong, where a person would edit it. */
export interface Finding {
  readonly rule: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Nothing is wrong, but something could be better. */
  readonly suggestion?: true;
  readonly message: string;
  readonly why: string;
  readonly at: Location;
  /** Logical id of the function (the first of several). */
  readonly function?: string;
  readonly resource?: string;
  readonly trace?: readonly TraceStep[];
  readonly fix?: Fix;
  /** The package that it is about. */
  readonly package?: FoundPackage;
  /** What is known against that package; the worst of `advisories`. */
  readonly advisory?: FoundAdvisory;
  /** All that the finding is about, the worst first, where that is more than one. */
  readonly advisories?: readonly FoundAdvisory[];
  readonly references: readonly string[];
  /** Stable across line shifts. */
  readonly fingerprint: string;
  readonly suppressed?: { readonly reason: string; readonly until?: string; readonly where: string };
}

export interface FoundPackage {
  readonly ecosystem: 'npm' | 'PyPI';
  readonly name: string;
  /** `null` where no version is fixed. */
  readonly version: string | null;
  readonly range?: string;
  readonly file: string;
  /** From what the manifest asks for down to the package. */
  readonly path: readonly string[];
  /** Logical ids of the functions that ship it. */
  readonly functions: readonly string[];
  /** What brings the lock file to the version that clears it, after the fix where there is one. */
  readonly command?: string;
}

/** One advisory under all of its names. */
export interface FoundAdvisory {
  readonly id: string;
  readonly aliases: readonly string[];
  readonly severity: Severity | 'unknown';
  /** CVSS, 0 to 10. */
  readonly score?: number;
  readonly summary?: string;
  /** The versions that fix it, in order; none where none does. */
  readonly fixed: readonly string[];
  /** The release was made to do harm. */
  readonly malicious: boolean;
  /** Whether the package only lies there, or a handler's imports lead to it. */
  readonly reach: 'installed' | 'bundled' | 'loaded';
  /** Of a range without a lock file: whether all of the versions that it allows are affected, or some. */
  readonly allowed?: 'all' | 'some';
}

export interface TraceStep {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Fix {
  readonly title: string;
  readonly edits: readonly Edit[];
}

/** Replaces the text between two UTF-16 offsets of a file. */
export interface Edit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
