import { SallyportError } from '../../errors.ts';
import type { ByteFile } from '../../host.ts';

/** Where an archive's directory lies. */
export interface CentralDirectory {
  readonly offset: number;
  readonly size: number;
  readonly entries: number;
  /** What all offsets must be moved by: something stands before the archive. */
  readonly shift: number;
}

const END_MAGIC = 0x06054b50;
const END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const LOCATOR_MAGIC = 0x07064b50;
const LOCATOR_BYTES = 20;
const END64_MAGIC = 0x06064b50;
const END64_BYTES = 56;

/** Finds the end record, which stands last, and follows it to zip64's where there is one. Throws `ERR_BAD_ARCHIVE`. */
export function findDirectory(file: ByteFile): CentralDirectory {
  const tailBytes = Math.min(file.size, END_BYTES + LONGEST_COMMENT + LOCATOR_BYTES);
  const start = file.size - tailBytes;
  const tail = file.read(start, tailBytes);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = findEnd(view);
  if (end === undefined) throw toBad(file, 'it is no zip archive, or its end is missing');
  const large = findLarge(file, view, end);
  const entries = large?.entries ?? view.getUint16(end + 10, true);
  const size = large?.size ?? view.getUint32(end + 12, true);
  const offset = large?.offset ?? view.getUint32(end + 16, true);
  const shift = large === undefined ? start + end - size - offset : 0;
  if (shift < 0 || offset + shift + size > file.size) throw toBad(file, 'its directory is cut off');
  return { offset: offset + shift, size, entries, shift };
}

function findEnd(view: DataView): number | undefined {
  for (let at = view.byteLength - END_BYTES; at >= 0; at--) {
    const isEnd = view.getUint32(at, true) === END_MAGIC;
    // The comment ends with the file: bytes that look like the record inside of a comment do not.
    if (isEnd && at + END_BYTES + view.getUint16(at + 20, true) === view.byteLength) return at;
  }
  return undefined;
}

function findLarge(
  file: ByteFile,
  tail: DataView,
  end: number,
): { readonly entries: number; readonly size: number; readonly offset: number } | undefined {
  const locator = end - LOCATOR_BYTES;
  if (locator < 0 || tail.getUint32(locator, true) !== LOCATOR_MAGIC) return undefined;
  const at = Number(tail.getBigUint64(locator + 8, true));
  const record = at + END64_BYTES <= file.size ? file.read(at, END64_BYTES) : new Uint8Array();
  const view = new DataView(record.buffer, record.byteOffset, record.byteLength);
  if (record.length < END64_BYTES || view.getUint32(0, true) !== END64_MAGIC)
    throw toBad(file, 'its zip64 directory is missing');
  const [entries, size, offset] = [32, 40, 48].map((field) => Number(view.getBigUint64(field, true)));
  return { entries: entries ?? 0, size: size ?? 0, offset: offset ?? 0 };
}

const toBad = (file: ByteFile, why: string): SallyportError =>
  new SallyportError('ERR_BAD_ARCHIVE', `the archive \`${file.name}\` cannot be read: ${why}`);
