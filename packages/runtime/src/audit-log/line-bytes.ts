import type { Line } from './line.ts';

/** More than the longest record: every value is of limited length. */
const CAPACITY = 4096;

/** What `write` of a buffer calls in every version of Node, and without what it costs before its own code is compiled. */
interface Latin1Buffer extends Buffer {
  readonly latin1Write: (text: string, at: number) => number;
}

/** A part of a line. */
export interface LinePart {
  start: number;
  length: number;
  /** The part behind it. */
  next: LinePart | undefined;
}

export interface LineBytes {
  /** Adds a part to the end. ASCII. */
  readonly add: (text: string) => LinePart;
  /** Writes another text into a part. ASCII. */
  readonly set: (part: LinePart, text: string) => void;
  /** The line, whose digest is that of `hashed` and all behind it up to the line feed. */
  readonly read: (mac: LinePart, hashed: LinePart) => Line;
}

/**
 * A line of which most is as it was in the line before, as bytes: a part is written when it changes. To join texts and to make bytes of
 * them would take as long as to hash them, and leave garbage.
 */
export function createLineBytes(): LineBytes {
  const bytes = Buffer.alloc(CAPACITY) as Latin1Buffer;
  /** The line of each length. */
  const lines: (Line | undefined)[] = [];
  let last: LinePart | undefined;
  let end = 0;

  /** Moves what stands behind a part. */
  const resize = (part: LinePart, length: number): void => {
    const [from, by] = [part.start + part.length, length - part.length];
    bytes.copyWithin(from + by, from, end);
    part.length = length;
    end += by;
    for (let behind = part.next; behind !== undefined; behind = behind.next) behind.start += by;
  };
  return {
    add: (text) => {
      const part: LinePart = { start: end, length: text.length, next: undefined };
      if (last !== undefined) last.next = part;
      last = part;
      end += bytes.latin1Write(text, end);
      return part;
    },
    set: (part, text) => {
      if (text.length !== part.length) resize(part, text.length);
      bytes.latin1Write(text, part.start);
    },
    read: (mac, hashed) => {
      const known = lines[end];
      if (known?.macAt === mac.start) return known;
      const line = { bytes: bytes.subarray(0, end), hashed: bytes.subarray(hashed.start, end - 1), macAt: mac.start };
      lines[end] = line;
      return line;
    },
  };
}
