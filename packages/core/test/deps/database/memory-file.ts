import { crc32, inflateRawSync } from 'node:zlib';
import type { ByteFile, Compression } from '../../../src/host.ts';

export const toFile = (bytes: Uint8Array, name = 'all.zip'): ByteFile => ({
  name,
  size: bytes.length,
  read: (offset, length) => bytes.subarray(offset, offset + length),
});

export const compression: Compression = {
  inflateRaw: (data, maxBytes) => inflateRawSync(data, { maxOutputLength: maxBytes }),
  crc32: (data) => crc32(data),
};
