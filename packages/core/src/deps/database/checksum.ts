const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;
const WORD = 4;
/** Machines on which numbers in memory are as they are in the file: all that Node runs on but one. */
const IS_LITTLE = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/**
 * FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over little-endian words of 32 bits, then over the bytes that are left. A change in
 * one word always shows. It is for accidents: against malice there is SHA-256 beside the file.
 */
export function checksum(bytes: Uint8Array): number {
  const count = Math.floor(bytes.length / WORD);
  let sum = OFFSET;
  if (IS_LITTLE && bytes.byteOffset % WORD === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, count);
    for (let i = 0; i < count; i++) sum = Math.imul(sum ^ (words[i] ?? 0), PRIME);
  } else {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let i = 0; i < count; i++) sum = Math.imul(sum ^ view.getUint32(i * WORD, true), PRIME);
  }
  for (let at = count * WORD; at < bytes.length; at++) sum = Math.imul(sum ^ (bytes[at] ?? 0), PRIME);
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
