const OFFSET = 0x811c9dc5;
const PRIME = 0x01000193;

/**
 * Spreads names over 32 bits: FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/) over UTF-16 code units, mixed so that the upper
 * bits depend on every unit.
 */
export function hashName(name: string): number {
  let hash = OFFSET;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
