/**
 * 64-bit FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), over UTF-16 code units, as 16 hexadecimal digits. In two halves of 32 bits,
 * which numbers hold exactly: its prime is 2^40 + 0x1b3.
 */
function toHash(text: string): string {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (let i = 0; i < text.length; i++) {
    low = (low ^ text.charCodeAt(i)) >>> 0;
    const product = low * 0x1b3;
    high = (high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 2 ** 8) % 2 ** 32;
    low = product % 2 ** 32;
  }
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

/**
 * Names each finding so that it keeps its name when lines move: the rule, the file and what the rule calls its
 * identity go in, no line does. Equal inputs are numbered in the order in which they come.
 */
export function createFingerprints(): (rule: string, file: string, identity: readonly string[]) => string {
  const seen = new Map<string, number>();
  return (rule, file, identity) => {
    const hash = toHash([rule, file, ...identity].join('\u0000'));
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return count === 1 ? hash : `${hash}-${count}`;
  };
}
