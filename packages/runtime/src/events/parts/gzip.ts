import { MAX_INFLATED_BYTES } from './limits.ts';

/** Deflate cannot grow more than this: 258 bytes for two bits (zlib, "Maximum expansion factor"). */
const MAX_RATIO = 1032;

/** What is so small does not exceed the limit, and need not be inflated. */
export const isHarmless = (bytes: number): boolean => bytes * MAX_RATIO <= MAX_INFLATED_BYTES;

/** Inflates gzip, or zlib, up to the limit, in one buffer that never grows beyond it. */
export function inflate(bytes: Buffer): Buffer | 'BOMB' | 'ENCODING' {
  // INVARIANT: nothing is loaded at import; few functions ever see gzip.
  const { unzipSync } = process.getBuiltinModule('node:zlib');
  try {
    return unzipSync(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? 'BOMB' : 'ENCODING';
  }
}
