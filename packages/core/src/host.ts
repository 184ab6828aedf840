/**
 * What the analysis asks of the machine it runs on. `core` never touches the disk itself: a host hands it
 * files, so the same analysis runs on a directory, an archive or a test's in-memory tree.
 *
 * Every path is relative to the scanned root, in POSIX form (`src/app.ts`), without a leading `./`.
 * INVARIANT: a host never follows a path, a symbolic link or a `..` out of the root; it answers `outside`.
 */
export interface Host {
  /** What stands at `path`; `outside` when it (or what its links lead to) is not under the root. */
  kindOf(path: string): 'file' | 'directory' | 'missing' | 'outside';
  /** The text of a file, or `undefined` when it is missing, outside the root, or not UTF-8 text (code may be in an encoding that holds ASCII). */
  readText(path: string): string | undefined;
  /** Size of a file in bytes, or `undefined` when there is none. */
  sizeOf(path: string): number | undefined;
  /** The names in a directory, sorted; empty when it is missing or outside. */
  list(path: string): readonly string[];
  /** The two WebAssembly binaries that parse Python: the tree-sitter runtime and its Python grammar. */
  readPythonGrammar(): Promise<PythonGrammar>;
  /** A zip archive; absent or `undefined` where there is none. Whoever opens it closes it. */
  openArchive?(path: string): OpenArchive | undefined;
  /** The advisory index of an ecosystem (`npm`, `PyPI`), as docs/database.md has it; absent or `undefined` where there is none. */
  openAdvisories?(ecosystem: 'npm' | 'PyPI'): IndexFile | undefined;
}

export interface PythonGrammar {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** A file that is read in parts: too large for memory, or little of it is wanted. */
export interface ByteFile {
  /** For messages. */
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  /** The bytes from `offset`; fewer than `length` only at the end of the file. */
  read(offset: number, length: number): Uint8Array;
}

/** An archive, and what unpacks it. */
export interface OpenArchive {
  readonly file: ByteFile;
  readonly compression: Compression;
  close(): void;
}

/** CRC-32 as zip and gzip have it. */
export type Crc32 = (data: Uint8Array) => number;

/** The file of an index, whose parts carry checksums. */
export interface IndexFile extends ByteFile {
  readonly crc32: Crc32;
}

/** What the machine does faster than JavaScript. */
export interface Compression {
  /** Inflates raw deflate data. Throws when it is damaged, or would give more than `maxBytes`. */
  inflateRaw(data: Uint8Array, maxBytes: number): Uint8Array;
  readonly crc32: Crc32;
}
