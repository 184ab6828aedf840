import { crc32, inflateRawSync } from 'node:zlib';
import type { Compression, IndexFile } from '../../../src/host.ts';

export const toFile = (bytes: Uint8Array, name = 'all.zip'): IndexFile => ({
  name,
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
  crc32: (data) => crc32(data),
});

export const compression: Compression = {
  inflateRaw: (data, maxBytes) => inflateRawSync(data, { maxOutputLength: maxBytes }),
  crc32: (data) => crc32(data),
};
