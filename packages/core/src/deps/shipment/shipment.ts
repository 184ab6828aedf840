import type { FoundAdvisory } from '../../findings/finding.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { PackageRef } from '../package.ts';

/** What one function is deployed with. */
export interface Shipment {
  /** Logical id. */
  readonly function: string;
  /** Root-relative folder of what is deployed: what `sam build` made, else the function's code; `null` when there is none. */
  readonly folder: string | null;
  /** True when the packages were seen in `folder`; else a lock file says that they will be installed there. */
  readonly isBuilt: boolean;
  readonly packages: readonly ShippedPackage[];
  readonly advisories: readonly { readonly ref: PackageRef; readonly advisory: FoundAdvisory }[];
  /** ARNs of layers whose content is not in the tree. */
  readonly layers: readonly string[];
}

export interface ShippedPackage {
  /** Relative to the root of the function (`node_modules/axios`), or absolute for what a layer brings (`/opt/nodejs/…`). */
  readonly path: string;
  readonly ref: PackageRef;
}

export interface Shipments {
  readonly functions: readonly Shipment[];
  /** `YYYY-MM-DD` of the advisories; `null` when there is no database. */
  readonly date: string | null;
  readonly ecosystems: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}
