import type { Baseline } from './findings/baseline.ts';
import type { VexStatement } from './deps/vex/vex-statement.ts';
import type { IgnoreEntry } from './findings/ignore-entries.ts';

/** What a caller may choose. Everything is optional: `{}` scans all templates under the host's root with every rule. */
export interface ScanOptions {
  /**
   * Root-relative path of one template, or of one source file that is then the entry point without a template.
   * All templates under the root otherwise.
   */
  readonly path?: string;
  /** Values for template parameters; they win over `samconfig.toml` and defaults. */
  readonly parameters?: ReadonlyMap<string, string>;
  /** `false` leaves the functions' code unread: what a function needs is then unknown. */
  readonly code?: boolean;
  /** `false` leaves manifests and lock files unread: what is known against packages is then not asked. */
  readonly deps?: boolean;
  /** Rule ids or slugs: run these alone. */
  readonly only?: readonly string[];
  /** Rule ids or slugs: leave these out. */
  readonly skip?: readonly string[];
  /** `true` runs the rules too that suggest what could be better. One that `only` names runs without it. */
  readonly suggestions?: boolean;
  /** Suppressions by path or resource, as the config file lists them. */
  readonly ignore?: readonly IgnoreEntry[];
  /** What is said of advisories in VEX documents: those that do not matter are set aside. */
  readonly vex?: readonly VexStatement[];
  readonly baseline?: Baseline;
  /** `true` takes what is silenced for other tools (checkov, cfn_nag, …) for the rules that ask for the same here. */
  readonly importSuppressions?: boolean;
  /** `YYYY-MM-DD`: the day on which `until` and the ends of runtimes are judged. Without it no `until` has ended, and runtimes are judged on the day of their table. */
  readonly today?: string;
  /** Accounts of 12 digits whose layers may be used, besides those of AWS and of well-known makers of tools. */
  readonly trustedAccounts?: readonly string[];
  /** Told what the scan does now, in a few words; called often and must be cheap. */
  readonly onProgress?: (what: string) => void;
}
