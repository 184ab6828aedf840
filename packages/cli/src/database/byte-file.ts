import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { ByteFile, IndexFile } from '@sallyport/core';

/** What is read ahead: archives are read in order, in small pieces. */
const WINDOW_BYTES = 1024 * 1024;

export interface OpenFile extends IndexFile {
  readonly close: () => void;
}

/** Opens a file for reading in parts. Throws what the file system throws, and for what is no file. */
export function openByteFile(path: string, name: string, isInOrder = false): OpenFile {
  const descriptor = openSync(path, 'r');
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    closeSync(descriptor);
    throw new Error('it is no file');
  }
  const { size } = stat;
  const readAt = (offset: number, length: number): Uint8Array => {
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, size - offset)));
    let done = readSync(descriptor, bytes, 0, bytes.length, offset);
    while (done < bytes.length) {
      const count = readSync(descriptor, bytes, done, bytes.length - done, offset + done);
      if (count === 0) return bytes.subarray(0, done);
      done += count;
    }
    return bytes;
  };
  const read = isInOrder ? createWindow(readAt) : readAt;
  return { name, size, read, crc32: (data) => crc32(data), close: () => closeSync(descriptor) };
}

function createWindow(readAt: ByteFile['read']): ByteFile['read'] {
  let start = 0;
  let window: Uint8Array = new Uint8Array();
  return (offset, length) => {
    if (length > WINDOW_BYTES) return readAt(offset, length);
    if (offset < start || offset + length > start + window.length) {
      start = offset;
      window = readAt(offset, WINDOW_BYTES);
    }
    return window.subarray(offset - start, offset - start + length);
  };
}
