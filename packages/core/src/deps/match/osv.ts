/** The parts of the OSV schema (https://ossf.github.io/osv-schema/) that are read. Records come from elsewhere: nothing in them is sure. */
export interface OsvAffected {
  readonly package?: { readonly ecosystem?: string; readonly name?: string };
  readonly versions?: readonly string[];
  readonly ranges?: readonly OsvRange[];
}

export interface OsvRange {
  /** `SEMVER`, `ECOSYSTEM` or `GIT`. */
  readonly type?: string;
  readonly events?: readonly OsvEvent[];
}

/** One of the four. */
export interface OsvEvent {
  readonly introduced?: string;
  readonly fixed?: string;
  readonly last_affected?: string;
  readonly limit?: string;
}
