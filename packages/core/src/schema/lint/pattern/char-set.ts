/** Code points as ranges, both ends included. */
export type CharSet = readonly (readonly [number, number])[];

export const LAST = 0x10ffff;
export const anything: CharSet = [[0, LAST]];

export function complement(set: CharSet): CharSet {
  const ranges: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set.toSorted((a, b) => a[0] - b[0])) {
    if (from > next) ranges.push([next, from - 1]);
    next = Math.max(next, to + 1);
  }
  if (next <= LAST) ranges.push([next, LAST]);
  return ranges;
}

const digit: CharSet = [[0x30, 0x39]];
const word: CharSet = [...digit, [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]];
const space: CharSet = [
  ...([
    [0x9, 0xd],
    [0x20, 0x20],
    [0xa0, 0xa0],
    [0x1680, 0x1680],
    [0x2000, 0x200a],
  ] as const),
  ...([
    [0x2028, 0x2029],
    [0x202f, 0x202f],
    [0x205f, 0x205f],
    [0x3000, 0x3000],
    [0xfeff, 0xfeff],
  ] as const),
];

/** The classes that one letter names. */
export const namedSets: Readonly<Record<string, CharSet>> = {
  d: digit,
  D: complement(digit),
  w: word,
  W: complement(word),
  s: space,
  S: complement(space),
};

/** What `.` matches without the flag `s`. */
export const notNewline: CharSet = complement([
  [0xa, 0xa],
  [0xd, 0xd],
  [0x2028, 0x2029],
]);

/** A property of Unicode: exact for ASCII, and everything beyond, which can only make a pattern look worse than it is. */
export function propertySet(escape: string): CharSet {
  const test = new RegExp(escape, 'u');
  const ascii = Array.from({ length: 0x80 }, (_, code) => code).filter((code) => test.test(String.fromCharCode(code)));
  return [...ascii.map((code) => [code, code] as const), [0x80, LAST]];
}
