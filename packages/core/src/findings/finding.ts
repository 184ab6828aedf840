import type { Location } from '../app/location.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'info';
export type Confidence = 'certain' | 'likely' | 'possible';

/** One thing that is wrong, where a person would edit it. */
export interface Finding {
  readonly rule: string;
  readonly slug: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly message: string;
  readonly why: string;
  readonly at: Location;
  /** Logical id of the function (the first of several). */
  readonly function?: string;
  readonly resource?: string;
  readonly trace?: readonly TraceStep[];
  readonly fix?: Fix;
  readonly references: readonly string[];
  /** Stable across line shifts. */
  readonly fingerprint: string;
  readonly suppressed?: { readonly reason: string; readonly until?: string; readonly where: string };
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
