/** Where a line of the log was read. */
export interface Place {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}

export type ProblemKind =
  /** A line of the audit log that its writer would not have written so: cut off, or edited. */
  | 'malformed'
  /** Not the line that its successor follows: edited, or put in its place. */
  | 'changed'
  /** The MAC is not that of the line. */
  | 'mac'
  /** There is no MAC, or none that a given key could have made. */
  | 'no-key'
  /** The signature is not that of the chain up to here. */
  | 'signature'
  /** Lines are missing before this one. */
  | 'gap'
  /** The chain's first lines are missing. */
  | 'orphan'
  /** Another line bears the same number in the same chain. */
  | 'fork'
  /** The same line was there before. */
  | 'replay'
  /** The line stands behind a later one. */
  | 'order'
  /** Fewer records than invocations: ends of chains, or whole chains, are missing. */
  | 'missing'
  /** More records than invocations. */
  | 'surplus';

/** Something that must not be in a log that holds. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Absent for what concerns the whole log. */
  readonly place?: Place;
  readonly chain?: string;
  readonly seq?: number;
  readonly message: string;
}
