import { SallyportError } from '../../errors.ts';
import type { Crc32 } from '../../host.ts';
import { encodeAdvisory } from './advisory.ts';
import { hashName } from './hash-name.ts';
import {
  BLOB_SUM_BYTES,
  DIRECTORY_START,
  ENTRY_BYTES,
  HEADER_BYTES,
  PREFIX_SLOTS,
  SLOT_BYTES,
  writeHeader,
  type IndexHeader,
} from './index-format.ts';
import { toBytes } from './text-codec.ts';
import type { NamedAdvisory } from './to-advisories.ts';

/** What an index says of itself; the rest of its header is counted. */
export type IndexAbout = Pick<IndexHeader, 'ecosystem' | 'date' | 'isStarter' | 'source'>;

/** Offsets are of 32 bits. */
const MOST_BYTES = 2 ** 32 - 1;

/** Collects advisories, one record at a time, and writes them as one index: at most the size of the index stays in memory. */
export class IndexBuilder {
  /** Package -> its advisories as JSON, joined by commas. */
  readonly #packages = new Map<string, string>();
  readonly #ids = new Set<string>();

  readonly #withSummaries: boolean;

  constructor({ withSummaries }: { readonly withSummaries: boolean }) {
    this.#withSummaries = withSummaries;
  }

  add({ name, advisory }: NamedAdvisory): void {
    this.#ids.add(advisory.id);
    const before = this.#packages.get(name);
    const { summary, ...facts } = advisory;
    const text = encodeAdvisory(summary !== undefined && this.#withSummaries ? advisory : facts);
    this.#packages.set(name, before === undefined || before === '' ? text : `${before},${text}`);
  }

  /** A package of which it is known that nothing is said. */
  addPackage(name: string): void {
    if (!this.#packages.has(name)) this.#packages.set(name, '');
  }

  /** The bytes of the whole file. Throws `ERR_BAD_ARCHIVE` when they would be more than the format can hold. */
  toFile(about: IndexAbout, crc32: Crc32): Uint8Array {
    const blobs = [...this.#packages]
      .map(([name, advisories]) => ({
        hash: hashName(name),
        bytes: toBytes(`[${JSON.stringify(name)},[${advisories}]]`),
      }))
      .sort((a, b) => a.hash - b.hash);
    const start = DIRECTORY_START + blobs.length * ENTRY_BYTES;
    const size = blobs.reduce((sum, { bytes }) => sum + bytes.length + BLOB_SUM_BYTES, start);
    if (size > MOST_BYTES) throw new SallyportError('ERR_BAD_ARCHIVE', 'the archive holds more than an index can');
    const file = new Uint8Array(size);
    writeBlobs(file, blobs, start, crc32);
    const directorySum = crc32(file.subarray(HEADER_BYTES, start));
    writeHeader({ ...about, records: this.#ids.size, packages: blobs.length, size, directorySum }, file, crc32);
    return file;
  }
}

function writeBlobs(
  file: Uint8Array,
  blobs: readonly { readonly hash: number; readonly bytes: Uint8Array }[],
  start: number,
  crc32: Crc32,
): void {
  const view = new DataView(file.buffer);
  const counts = new Uint32Array(PREFIX_SLOTS);
  let offset = start;
  for (const [i, { hash, bytes }] of blobs.entries()) {
    const entry = DIRECTORY_START + i * ENTRY_BYTES;
    const length = bytes.length + BLOB_SUM_BYTES;
    view.setUint32(entry, hash, true);
    view.setUint32(entry + 4, offset, true);
    view.setUint32(entry + 8, length, true);
    view.setUint32(offset, crc32(bytes), true);
    file.set(bytes, offset + BLOB_SUM_BYTES);
    const slot = (hash >>> 16) + 1;
    counts[slot] = (counts[slot] ?? 0) + 1;
    offset += length;
  }
  let before = 0;
  for (let slot = 0; slot < PREFIX_SLOTS; slot++) {
    before += counts[slot] ?? 0;
    view.setUint32(HEADER_BYTES + slot * SLOT_BYTES, before, true);
  }
}
