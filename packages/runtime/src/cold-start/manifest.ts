/**
 * What a function ships, and what is known of it: written when it is built (`sallyport manifest`), read when it starts. A file of
 * JSON, `sallyport-manifest.json` beside the code; 5 KB for a function with some 150 packages.
 *
 * Paths are relative to the root of the function (`/var/task`), with `/`; what a layer brings has its absolute path (`/opt/…`).
 */
export interface ColdStartManifest {
  /** Rises when a field changes its meaning or goes. */
  readonly schemaVersion: 1;
  /** Logical id of the function. */
  readonly function: string;
  /** When it was written, RFC 3339. */
  readonly created: string;
  /**
   * Folder of a package -> `name@version`; file of a bundle -> all that are in it.
   * `{ "node_modules/lodash": "lodash@4.17.21", "index.js": ["uuid@9.0.1", "zod@3.23.8"] }`
   */
  readonly packages: Readonly<Record<string, string | readonly string[]>>;
  /** Every other file of code that is deployed -> its hash, `sha256-` and base64 as in Subresource Integrity. Bundles are here too. */
  readonly files: Readonly<Record<string, string>>;
  /** Advisories that concern exactly these packages in exactly these versions. */
  readonly advisories: readonly ManifestAdvisory[];
  /** The advisory database that was asked. */
  readonly database: {
    /** When its data are of, RFC 3339 or `YYYY-MM-DD`. */
    readonly date: string;
    readonly ecosystems?: readonly string[];
  };
  /** ARNs of the layers, with their versions, in the order of the function. */
  readonly layers: readonly string[];
  readonly policy: ManifestPolicy;
  /** Over the rest of the manifest; see `toSignedText`. */
  readonly signature?: ManifestSignature;
}

export interface ManifestAdvisory {
  /** `name@version`, as in `packages`. */
  readonly package: string;
  /** As its database calls it: `GHSA-…`, `PYSEC-…`, `MAL-…`. */
  readonly id: string;
  readonly cve?: string;
  readonly severity: ManifestSeverity;
}

/** `unknown` where the database says nothing: that is no low. */
export type ManifestSeverity = 'critical' | 'high' | 'medium' | 'low' | 'unknown';

/** What whoever built the function wants; the scan reports and leaves the action to its caller. */
export interface ManifestPolicy {
  /** Older data are called stale. */
  readonly maxAgeDays: number;
  /** `report` unless given. */
  readonly action?: 'report' | 'block';
}

export interface ManifestSignature {
  readonly algorithm: 'ed25519';
  /** 64 bytes, base64. */
  readonly value: string;
}
