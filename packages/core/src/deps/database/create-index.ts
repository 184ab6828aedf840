import type { ByteFile, Compression } from '../../host.ts';
import type { Ecosystem } from '../package.ts';
import { IndexBuilder } from './index-builder.ts';
import { readArchive, type ArchiveCount } from './read-archive.ts';

/** An index, and what went into it. */
export interface IndexContents extends ArchiveCount {
  /** The bytes of the index file. */
  readonly file: Uint8Array;
}

/** What an index is made with, besides the archive. */
export interface IndexOptions {
  /** The SHA-256 of the archive. */
  readonly source: Uint8Array;
  /** Milliseconds since 1970 of the download; the newest record's time without it. */
  readonly date?: number;
  /** Holds only some packages, and facts alone: no text that somebody wrote. */
  readonly isStarter?: boolean;
  readonly onProgress?: (done: number, all: number) => void;
}

/**
 * Turns an archive of the OSV database (https://osv.dev, `npm/all.zip`) into an index. Throws `ERR_BAD_ARCHIVE` when any of it
 * cannot be read.
 */
export function createIndex(
  archive: ByteFile,
  ecosystem: Ecosystem,
  compression: Compression,
  { source, date, isStarter = false, onProgress }: IndexOptions,
): IndexContents {
  const builder = new IndexBuilder({ withSummaries: !isStarter });
  const count = readArchive(archive, ecosystem, compression, builder, onProgress);
  const about = { ecosystem, date: date ?? count.newest, isStarter, source };
  return { ...count, file: builder.toFile(about, compression.crc32) };
}
