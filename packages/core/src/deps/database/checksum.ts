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
  const isInPlace = IS_LITTLE && bytes.byteOffset % WORD === 0;
  const sum = isInPlace
    ? addWords(new Uint32Array(bytes.buffer, bytes.byteOffset, count))
    : addView(new DataView(bytes.buffer, bytes.byteOffset, count * WORD));
  return addRest(sum, bytes, count * WORD) >>> 0;
}

// Three short loops, each over one kind of thing: a long one over several is compiled and thrown away again and again.

function addWords(words: Uint32Array): number {
  let sum = OFFSET | 0;
  for (const word of words) sum = Math.imul(sum ^ word, PRIME);
  return sum;
}

function addView(view: DataView): number {
  let sum = OFFSET | 0;
  for (let at = 0; at < view.byteLength; at += WORD) sum = Math.imul(sum ^ view.getInt32(at, true), PRIME);
  return sum;
}

function addRest(start: number, bytes: Uint8Array, from: number): number {
  let sum = start;
  for (let at = from; at < bytes.length; at++) sum = Math.imul(sum ^ (bytes[at] ?? 0), PRIME);
  return sum;
}

/** Spreads names over 32 bits: FNV-1a over UTF-16 code units, mixed so that the upper bits depend on every unit. */
export function hashName(name: string): number {
  let hash = OFFSET;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
