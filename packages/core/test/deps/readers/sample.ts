/** What a reader must make of its sample, besides name, version and line. */
export interface SamplePackage {
  readonly name: string;
  readonly version: string | null;
  readonly line: number;
  /** The flags that must hold; those that are not here must not. */
  readonly is?: readonly ('direct' | 'dev' | 'optional' | 'peer')[];
  readonly alias?: string;
  readonly source?: 'registry' | 'git' | 'url' | 'file' | 'workspace';
}

/** A small file of one format with everything that the format can say. */
export interface Sample {
  readonly reader: string;
  readonly file: string;
  readonly text: string;
  /** Files beside it, when the format says less than them. */
  readonly beside?: Readonly<Record<string, string>>;
  readonly packages: readonly SamplePackage[];
  /** A file with `__proto__` and `constructor` as names of packages; none where a file names one package. */
  readonly hostileNames?: string;
  /** The sample with a version of its format that does not exist; none where the format has no version. */
  readonly wrongVersion?: string;
  /** From where on a text that is cut off must be told from a whole one; none where each shorter text is whole. */
  readonly clearFrom?: string;
}
