import type { Line } from './line.ts';
import { asRawBuffer, createRawBuffer } from './raw-buffer.ts';

/** More than the longest record: every value is of limited length. */
const CAPACITY = 4096;
const NINE = 0x39;

/** A value in a line, with the text before it. */
export interface LinePart {
  textLength: number;
  start: number;
  length: number;
  next: LinePart | undefined;
}

export interface LineBytes {
  /** Adds a text and a value to the end. ASCII. */
  readonly add: (text: string, value: string) => LinePart;
  /** Writes another value. ASCII. */
  readonly set: (part: LinePart, value: string) => void;
  /** Writes a number in the place of the one before it, which stands there. */
  readonly count: (part: LinePart, value: number) => void;
  /** Writes another text before a value. ASCII. */
  readonly setText: (part: LinePart, text: string) => void;
  /** The line, whose digest is that of the text before `id` and of all behind it, up to the line feed. */
  readonly read: (mac: LinePart, id: LinePart) => Line;
}

/**
 * A line of which most is as it was in the line before, as bytes: a part is written when it changes. To join texts and to make bytes of
 * them would take as long as to hash them, and leave garbage.
 */
export function createLineBytes(): LineBytes {
  const bytes = createRawBuffer(CAPACITY);
  /** The line of each length. */
  const lines: (Line | undefined)[] = [];
  let last: LinePart | undefined;
  let end = 0;

  /** Moves what stands from a place on, with the parts from the first one there. */
  const move = (from: number, by: number, first: LinePart | undefined): void => {
    bytes.copyWithin(from + by, from, end);
    end += by;
    for (let part = first; part !== undefined; part = part.next) part.start += by;
  };
  const set: LineBytes['set'] = (part, value) => {
    const by = value.length - part.length;
    if (by !== 0) {
      move(part.start + part.length, by, part.next);
      part.length += by;
    }
    bytes.latin1Write(value, part.start);
  };
  return {
    set,
    add: (text, value) => {
      const part: LinePart = {
        textLength: text.length,
        start: end + text.length,
        length: value.length,
        next: undefined,
      };
      if (last !== undefined) last.next = part;
      last = part;
      end += bytes.latin1Write(text + value, end);
      return part;
    },
    count: (part, value) => {
      const lastDigit = part.start + part.length - 1;
      const before = bytes[lastDigit] ?? NINE;
      if (before < NINE) bytes[lastDigit] = before + 1;
      else set(part, `${value}`);
    },
    setText: (part, text) => {
      const by = text.length - part.textLength;
      if (by !== 0) {
        move(part.start, by, part);
        part.textLength += by;
      }
      bytes.latin1Write(text, part.start - text.length);
    },
    read: (mac, id) => {
      const known = lines[end];
      if (known?.macAt === mac.start) return known;
      const line = {
        bytes: asRawBuffer(bytes.subarray(0, end)),
        hashed: bytes.subarray(id.start - id.textLength, end - 1),
        macAt: mac.start,
      };
      lines[end] = line;
      return line;
    },
  };
}
