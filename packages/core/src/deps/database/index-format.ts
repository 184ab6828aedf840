import type { Crc32 } from '../../host.ts';
import type { Ecosystem } from '../package.ts';

/** The layout of an index file; docs/database.md describes it. All numbers are little-endian. */
export const HEADER_BYTES = 64;
/** One slot for each value of the upper 16 bits of a hash, and one for the end. */
export const PREFIX_SLOTS = 65_537;
export const SLOT_BYTES = 4;
/** Hash, offset and length, each of 32 bits. */
export const ENTRY_BYTES = 12;
export const DIRECTORY_START: number = HEADER_BYTES + PREFIX_SLOTS * SLOT_BYTES;
/** Before the text of each blob: its checksum. */
export const BLOB_SUM_BYTES = 4;

/** `SALLYADV` */
const MAGIC = [0x53, 0x41, 0x4c, 0x4c, 0x59, 0x41, 0x44, 0x56];
const VERSION = 2;
const HEADER_SUM_AT = 60;
const SOURCE_AT = 40;
export const SOURCE_BYTES = 20;
const IS_STARTER = 1;

export interface IndexHeader {
  readonly ecosystem: Ecosystem;
  /** OSV records, without withdrawn ones. */
  readonly records: number;
  readonly packages: number;
  /** Milliseconds since 1970: the day of the newest record, or of the download. */
  readonly date: number;
  /** Holds only some packages: of others nothing is known. */
  readonly isStarter: boolean;
  /** The first bytes of the SHA-256 of what it was made from. */
  readonly source: Uint8Array;
  /** Of the whole file, in bytes. */
  readonly size: number;
  /** Of the prefix table and the entries. */
  readonly directorySum: number;
}

const ECOSYSTEMS: readonly Ecosystem[] = ['npm', 'PyPI'];

export function writeHeader(header: IndexHeader, file: Uint8Array, crc32: Crc32): void {
  const view = new DataView(file.buffer, file.byteOffset, HEADER_BYTES);
  file.set(MAGIC, 0);
  view.setUint16(8, VERSION, true);
  view.setUint8(10, ECOSYSTEMS.indexOf(header.ecosystem));
  view.setUint8(11, header.isStarter ? IS_STARTER : 0);
  view.setUint32(12, header.records, true);
  view.setUint32(16, header.packages, true);
  view.setUint32(20, header.directorySum, true);
  view.setFloat64(24, header.date, true);
  view.setUint32(32, header.size, true);
  file.set(header.source.subarray(0, SOURCE_BYTES), SOURCE_AT);
  view.setUint32(HEADER_SUM_AT, crc32(file.subarray(0, HEADER_SUM_AT)), true);
}

/** Why it cannot be read, as text, otherwise. */
export function readHeader(bytes: Uint8Array, crc32: Crc32): IndexHeader | string {
  if (bytes.length < HEADER_BYTES) return 'it is shorter than a header';
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const isMagic = MAGIC.every((byte, i) => view.getUint8(i) === byte);
  if (!isMagic) return 'it is no advisory index';
  const version = view.getUint16(8, true);
  if (version !== VERSION) return `it has format ${version}, and this version reads format ${VERSION}`;
  if (crc32(bytes.subarray(0, HEADER_SUM_AT)) !== view.getUint32(HEADER_SUM_AT, true)) return 'its header is damaged';
  const ecosystem = ECOSYSTEMS[view.getUint8(10)];
  if (ecosystem === undefined) return 'its ecosystem is unknown';
  return {
    ecosystem,
    isStarter: (view.getUint8(11) & IS_STARTER) !== 0,
    records: view.getUint32(12, true),
    packages: view.getUint32(16, true),
    directorySum: view.getUint32(20, true),
    date: view.getFloat64(24, true),
    size: view.getUint32(32, true),
    source: bytes.slice(SOURCE_AT, SOURCE_AT + SOURCE_BYTES),
  };
}
