import { crc32, deflateRawSync } from 'node:zlib';

interface Options {
  /** Writes the end record as zip64 has it, whatever the sizes. */
  readonly isLarge?: boolean;
  readonly method?: number;
}

/** A zip archive of some files. */
export function makeZip(
  files: Readonly<Record<string, string | Uint8Array>>,
  { isLarge = false, method = 8 }: Options = {},
): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files)) {
    const data = Buffer.from(content);
    const packed = method === 8 ? deflateRawSync(data) : data;
    const name = Buffer.from(path);
    const fields = Buffer.alloc(22);
    fields.writeUInt16LE(method, 4);
    fields.writeUInt32LE(crc32(data), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(data.length, 18);
    const local = Buffer.concat([toWords(0x04034b50), fields, toShorts(name.length, 0), name, packed]);
    const entry = Buffer.alloc(16);
    entry.writeUInt32LE(offset, 12);
    directory.push(
      Buffer.concat([
        toWords(0x02014b50),
        toShorts(20),
        fields,
        toShorts(name.length),
        entry.subarray(0, 12),
        toWords(offset),
        name,
      ]),
    );
    locals.push(local);
    offset += local.length;
  }
  return Buffer.concat([...locals, ...directory, toEnd(directory, offset, isLarge)]);
}

function toEnd(directory: readonly Buffer[], offset: number, isLarge: boolean): Buffer {
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const count = directory.length;
  const short = isLarge ? 0xffff : count;
  const end = Buffer.concat([
    toWords(0x06054b50),
    toShorts(0, 0, short, short),
    ...(isLarge ? [toWords(0xffffffff, 0xffffffff)] : [toWords(size, offset)]),
    toShorts(0),
  ]);
  if (!isLarge) return end;
  const record = Buffer.concat([
    toWords(0x06064b50),
    toLongs(44),
    toShorts(45, 45),
    toWords(0, 0),
    toLongs(count, count, size, offset),
  ]);
  const locator = Buffer.concat([toWords(0x07064b50, 0), toLongs(offset + size), toWords(1)]);
  return Buffer.concat([record, locator, end]);
}

const toShorts = (...values: number[]): Buffer =>
  write(values, 2, (buffer, value, at) => buffer.writeUInt16LE(value, at));
const toWords = (...values: number[]): Buffer =>
  write(values, 4, (buffer, value, at) => buffer.writeUInt32LE(value, at));
const toLongs = (...values: number[]): Buffer =>
  write(values, 8, (buffer, value, at) => buffer.writeBigUInt64LE(BigInt(value), at));

function write(
  values: readonly number[],
  size: number,
  put: (buffer: Buffer, value: number, at: number) => void,
): Buffer {
  const buffer = Buffer.alloc(values.length * size);
  for (const [i, value] of values.entries()) put(buffer, value, i * size);
  return buffer;
}
