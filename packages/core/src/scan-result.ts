import type { Application } from './app/application.ts';
import type { Dependencies } from './deps/dependencies.ts';
import type { Diagnostic } from './findings/diagnostic.ts';
import type { Finding } from './findings/finding.ts';
import type { FunctionPermissions } from './permissions/function-permissions.ts';

/** What was looked at, and what was not. */
export interface Coverage {
  readonly templates: number;
  readonly functions: number;
  readonly functionsWithCode: number;
  /** Packages of manifests and lock files, each once for each file. */
  readonly packages: number;
  /** Names, values and calls that could not be resolved, over all functions, and what includes and macros bring to templates. */
  readonly unresolvedValues: number;
  readonly incomplete: readonly { readonly file: string; readonly why: string }[];
}

/** What {@link analyse} finds out before any rule runs. */
export interface Analysis {
  readonly application: Application;
  /** In the order of `application.functions`. */
  readonly permissions: readonly FunctionPermissions[];
  /** `null` where packages were not to be read. */
  readonly dependencies: Dependencies | null;
  readonly coverage: Coverage;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ScanResult extends Analysis {
  /** Worst first; suppressed ones are kept, marked. */
  readonly findings: readonly Finding[];
  /** Fingerprints of the baseline whose findings are gone; absent where there is none, or where a part was left out that may hold them. */
  readonly fixed?: readonly string[];
}
