import { crc32, inflateRawSync } from 'node:zlib';
import type { Compression } from '@sallyport/core';

export const nodeCompression: Compression = {
  inflateRaw: (data, maxBytes) => inflateRawSync(data, { maxOutputLength: Math.max(1, maxBytes) }),
  crc32: (data) => crc32(data),
};
