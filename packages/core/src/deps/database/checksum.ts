const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
const WORD = 4;

/**
 * FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over little-endian words of 32 bits, then over the bytes that are left. A change in
 * one word always shows. It is for accidents: against malice there is SHA-256 beside the file.
 */
export function checksum(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const words = bytes.length - (bytes.length % WORD);
  let sum = OFFSET;
  for (let at = 0; at < words; at += WORD) sum = Math.imul(sum ^ view.getUint32(at, true), PRIME);
  for (let at = words; at < bytes.length; at++) sum = Math.imul(sum ^ (bytes[at] ?? 0), PRIME);
  return sum >>> 0;
}

/** Spreads names over 32 bits: FNV-1a over UTF-16 code units, mixed so that the upper bits depend on every unit. */
export function hashName(name: string): number {
  let hash = OFFSET;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
