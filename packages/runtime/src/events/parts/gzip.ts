import { fail, type Failure } from './failure.ts';
import { MAX_INFLATED_BYTES } from './limits.ts';

/** Deflate cannot grow more than this: 258 bytes for two bits (zlib, "Maximum expansion factor"). */
const MAX_RATIO = 1032;

/**
 * Whether gzip stays within its limit. What is too small to exceed it is not inflated; what says itself that it does (its last
 * four bytes are its size, RFC 1952, 2.3.1) neither.
 */
export function checkInflation(bytes: Buffer): Failure | undefined {
  if (bytes.length < 18) return fail('ENCODING');
  if (bytes.length * MAX_RATIO <= MAX_INFLATED_BYTES) return undefined;
  if (bytes.readUInt32LE(bytes.length - 4) > MAX_INFLATED_BYTES) return fail('BOMB');
  const inflated = inflate(bytes);
  return typeof inflated === 'string' ? fail(inflated) : undefined;
}

/** Whether bytes that begin like zlib (RFC 1950, 2.2) would grow beyond the limit; many texts begin like it as well. */
export function checkZlib(bytes: Buffer): Failure | undefined {
  if (bytes.length * MAX_RATIO <= MAX_INFLATED_BYTES || bytes.readUInt16BE(0) % 31 !== 0) return undefined;
  return inflate(bytes) === 'BOMB' ? fail('BOMB') : undefined;
}

/** Inflates gzip, or zlib, up to the limit, in one buffer that never grows beyond it. */
export function inflate(bytes: Buffer): Buffer | 'BOMB' | 'ENCODING' {
  // INVARIANT: nothing is loaded at import; few functions ever see gzip.
  const zlib = process.getBuiltinModule('node:zlib');
  try {
    return zlib.unzipSync(bytes, { maxOutputLength: MAX_INFLATED_BYTES });
  } catch (error) {
    const isTooLarge = error instanceof RangeError || (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE';
    return isTooLarge ? 'BOMB' : 'ENCODING';
  }
}
