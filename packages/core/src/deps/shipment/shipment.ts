import type { FoundAdvisory } from '../../findings/finding.ts';
import type { Diagnostic } from '../../findings/diagnostic.ts';
import type { Ecosystem, PackageRef } from '../package.ts';

/** What one function is deployed with. */
export interface Shipment {
  /** Logical id. */
  readonly function: string;
  /** Root-relative folder of what is deployed: what `sam build` made, else the function's code; `null` when there is none. */
  readonly folder: string | null;
  /** What says which packages it ships, those of layers aside: what lies in `folder`, a lock file, a manifest without one, or nothing. */
  readonly by: 'folder' | 'lock' | 'manifest' | null;
  readonly packages: readonly ShippedPackage[];
  readonly advisories: readonly { readonly ref: PackageRef; readonly advisory: FoundAdvisory }[];
  /** ARNs of layers whose content is not in the tree. */
  readonly layers: readonly string[];
  readonly database: AskedDatabase;
}

/** The part of the advisory database that was asked about a function. */
export interface AskedDatabase {
  /** `YYYY-MM-DD` of the advisories; `null` when none could be asked. */
  readonly date: string | null;
  readonly ecosystems: readonly Ecosystem[];
}

export interface ShippedPackage {
  /** Relative to the root of the function (`node_modules/axios`), or absolute for what a layer brings (`/opt/nodejs/…`). */
  readonly path: string;
  readonly ref: PackageRef;
}

export interface Shipments {
  readonly functions: readonly Shipment[];
  readonly diagnostics: readonly Diagnostic[];
}
