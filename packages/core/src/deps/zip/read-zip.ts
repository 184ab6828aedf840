import { SallyportError } from '../../errors.ts';
import type { ByteFile, Compression } from '../../host.ts';
import { findDirectory, type CentralDirectory } from './find-directory.ts';
import { toText } from '../database/text-codec.ts';

/** One file of an archive, as the central directory names it. */
export interface ZipEntry {
  /** As written: it may lead out of the folder that it is unpacked to, so it is never used as a path. */
  readonly name: string;
  /** 0 stored, 8 deflated; others cannot be read. */
  readonly method: number;
  readonly crc32: number;
  readonly packedSize: number;
  readonly size: number;
  /** Of its local header. */
  readonly offset: number;
  readonly isEncrypted: boolean;
}

const ENTRY_MAGIC = 0x02014b50;
const LOCAL_MAGIC = 0x04034b50;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const ENCRYPTED = 1;
const ZIP64_FIELD = 1;
const IN_ZIP64 = 0xffff_ffff;
const MOST_ENTRIES = 4_000_000;

/**
 * The entries of a zip archive (https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), zip64 included, in the order of the
 * directory. Throws `ERR_BAD_ARCHIVE`, which names the file, for what is no archive or a damaged one.
 */
export function readZipEntries(file: ByteFile): readonly ZipEntry[] {
  const directory = findDirectory(file);
  if (directory.entries > MOST_ENTRIES) throw toBad(file, `it names ${directory.entries} entries`);
  const bytes = readExactly(file, directory.offset, directory.size);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < directory.entries; i++) {
    if (at + ENTRY_BYTES > bytes.length || view.getUint32(at, true) !== ENTRY_MAGIC)
      throw toBad(file, `entry ${i + 1} of its directory is damaged`);
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = at + ENTRY_BYTES;
    const extra = name + (nameBytes ?? 0);
    const end = extra + (extraBytes ?? 0);
    if (end > bytes.length) throw toBad(file, `entry ${i + 1} of its directory is cut off`);
    entries.push({ name: toName(bytes.subarray(name, extra)), ...readFields(view, at, extra, end, directory) });
    at = end + (commentBytes ?? 0);
  }
  return entries;
}

function readFields(
  view: DataView,
  at: number,
  extra: number,
  end: number,
  directory: CentralDirectory,
): Omit<ZipEntry, 'name'> {
  const large = readZip64Fields(view, extra, end);
  const read = (field: number): number => {
    const value = view.getUint32(at + field, true);
    return value === IN_ZIP64 ? (large.shift() ?? value) : value;
  };
  // INVARIANT: in this order the zip64 field holds what does not fit: size, packed size, offset.
  const size = read(24);
  const packedSize = read(20);
  const offset = read(42) + directory.shift;
  const isEncrypted = (view.getUint16(at + 8, true) & ENCRYPTED) !== 0;
  return {
    method: view.getUint16(at + 10, true),
    crc32: view.getUint32(at + 16, true),
    size,
    packedSize,
    offset,
    isEncrypted,
  };
}

function readZip64Fields(view: DataView, start: number, end: number): number[] {
  for (let at = start; at + 4 <= end;) {
    const length = view.getUint16(at + 2, true);
    const isWhole = at + 4 + length <= end;
    if (view.getUint16(at, true) === ZIP64_FIELD && isWhole) {
      const count = Math.min(3, Math.floor(length / 8));
      return Array.from({ length: count }, (_, i) => Number(view.getBigUint64(at + 4 + i * 8, true)));
    }
    at += 4 + length;
  }
  return [];
}

/**
 * The content of an entry, checked against its size and CRC-32. Throws `ERR_BAD_ARCHIVE` when it is damaged, packed in a way
 * that cannot be read, or larger than `maxBytes`.
 */
export function readZipEntry(file: ByteFile, entry: ZipEntry, compression: Compression, maxBytes: number): Uint8Array {
  const bad = (why: string): SallyportError => toBad(file, `\`${entry.name}\` in it ${why}`);
  if (entry.isEncrypted) throw bad('is encrypted');
  if (entry.size > maxBytes || entry.packedSize > maxBytes) throw bad(`is larger than ${maxBytes} bytes`);
  const head = readExactly(file, entry.offset, LOCAL_BYTES);
  const view = new DataView(head.buffer, head.byteOffset, LOCAL_BYTES);
  if (view.getUint32(0, true) !== LOCAL_MAGIC) throw bad('is not where the directory says');
  const start = entry.offset + LOCAL_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const packed = readExactly(file, start, entry.packedSize);
  const content = unpack(packed, entry, compression, bad);
  if (content.length !== entry.size) throw bad(`has ${content.length} bytes and should have ${entry.size}`);
  if (compression.crc32(content) !== entry.crc32) throw bad('fails its checksum');
  return content;
}

function unpack(
  packed: Uint8Array,
  { method, size }: ZipEntry,
  compression: Compression,
  bad: (why: string) => SallyportError,
): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) throw bad(`is packed by method ${method}, which is not read`);
  try {
    // One more than is promised, so that a bomb is found by its size and never unpacked.
    return compression.inflateRaw(packed, size + 1);
  } catch {
    throw bad('cannot be unpacked');
  }
}

function readExactly(file: ByteFile, offset: number, length: number): Uint8Array {
  const bytes = offset >= 0 && offset + length <= file.size ? file.read(offset, length) : undefined;
  if (bytes?.length !== length) throw toBad(file, 'it is cut off');
  return bytes;
}

/** Old archives name files in code page 437: what is ASCII in it reads alike. */
function toName(bytes: Uint8Array): string {
  try {
    return toText(bytes);
  } catch {
    return String.fromCharCode(...bytes.subarray(0, 1024));
  }
}

function toBad(file: ByteFile, why: string): SallyportError {
  return new SallyportError('ERR_BAD_ARCHIVE', `the archive \`${file.name}\` cannot be read: ${why}`);
}
