import type { PackageRef } from '../package.ts';

/** What somebody who knows says of an advisory: whether it matters to the product at hand. */
export interface VexStatement {
  /** The advisory's id and its aliases. */
  readonly ids: readonly string[];
  /** The packages it is about; empty for all. */
  readonly packages: readonly Pick<PackageRef, 'ecosystem' | 'name' | 'version'>[];
  readonly status: VexStatus;
  /** Why it does not matter, in the format's own words: `vulnerable_code_not_in_execute_path`. */
  readonly justification?: string;
  /** For people. */
  readonly statement?: string;
  readonly file: string;
  readonly line: number;
}

export type VexStatus = 'not_affected' | 'affected' | 'fixed' | 'under_investigation';
