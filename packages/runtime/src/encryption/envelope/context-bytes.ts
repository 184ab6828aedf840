import { EncryptionError } from '../encryption-error.ts';
import type { EncryptionContext } from './data-key-source.ts';

const MAX_PAIRS = 1000;
const MAX_BYTES = 0xff_ff;

/**
 * A context as bytes, the same for the same pairs whatever their order: number of pairs (2, big-endian), then by name in the order of
 * its UTF-8 bytes: length of the name (2) | name | length of the value (2) | value. Throws `ERR_OPTION_INVALID`.
 */
export function toContextBytes(context: EncryptionContext): Buffer {
  if (!isRecord(context)) throw toBadContext();
  const pairs = Object.entries(context).map(([name, value]) => [toText(name), toText(value)] as const);
  if (pairs.length > MAX_PAIRS) throw toBadContext();
  pairs.sort(([a], [b]) => Buffer.compare(a, b));
  return Buffer.concat([toUint16(pairs.length), ...pairs.flat().flatMap((text) => [toUint16(text.length), text])]);
}

/** Of what is none, as a `Map`, or has inherited its pairs, nothing would be bound, and nobody would be told. */
function isRecord(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  // That of all objects, of whichever realm: another without a prototype may hold pairs.
  return prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'));
}

function toText(value: unknown): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : undefined;
  // Half a surrogate pair becomes the same bytes as any other: two contexts would be one.
  if (bytes === undefined || bytes.length > MAX_BYTES || bytes.toString('utf8') !== value) throw toBadContext();
  return bytes;
}

/** Two bytes, big-endian. */
export function toUint16(value: number): Buffer {
  return Buffer.from([value >> 8, value & 0xff]);
}

const toBadContext = (): EncryptionError =>
  new EncryptionError('ERR_OPTION_INVALID', 'the context is not a record of at most 1000 texts of 65,535 bytes each');
