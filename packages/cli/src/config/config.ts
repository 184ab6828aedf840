import type { IgnoreEntry, Severity } from '@sallyport/core';

export type FailOn = Severity | 'never';

/** What `sallyport.config.json` or `.yaml` may set; the command line wins over it. */
export interface Config {
  readonly failOn?: FailOn;
  readonly ignore: readonly IgnoreEntry[];
  readonly params: ReadonlyMap<string, string>;
  readonly only: readonly string[];
  readonly skip: readonly string[];
  /** Accounts of 12 digits whose layers may be used. */
  readonly trustedAccounts: readonly string[];
  readonly suggestions: boolean;
  /** Whether what is silenced for other tools counts. */
  readonly importSuppressions: boolean;
  /** Absolute path. */
  readonly baseline?: string;
}

export const emptyConfig: Config = {
  ignore: [],
  params: new Map(),
  only: [],
  skip: [],
  suggestions: false,
  importSuppressions: false,
  trustedAccounts: [],
};
