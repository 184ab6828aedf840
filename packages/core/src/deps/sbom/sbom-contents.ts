import type { JsonNode } from '../text/json-node.ts';

/** What one bill of materials says, whatever its format. */
export interface SbomContents {
  readonly items: readonly SbomItem[];
  /** Pairs of keys: the first needs the second. */
  readonly edges: readonly (readonly [string, string])[];
  /** Keys that stand for what the document is about. */
  readonly roots: ReadonlySet<string>;
}

export interface SbomItem {
  /** By which relations name it. */
  readonly key: string;
  readonly purl: string | undefined;
  readonly node: JsonNode;
  readonly isDev: boolean;
  readonly isOptional: boolean;
}
