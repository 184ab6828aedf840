/** 64-bit FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), over UTF-16 code units, as 16 hexadecimal digits. */
function toHash(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash.toString(16).padStart(16, '0');
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
