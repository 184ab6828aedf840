import type { AuditLine } from './audit-line.ts';
import type { Place } from './problem.ts';

/** A line with what is needed of it later. */
export interface Seen {
  readonly seq: number;
  readonly digest: string;
  readonly place: Place;
  /** Whether a problem was told of it. */
  readonly isBad: boolean;
}

/** Lines of a chain whose numbers follow each other, whatever files they came from. */
export class Segment {
  readonly first: Seen;
  readonly prev: string;
  last: Seen;
  /** Of each line the beginning of its digest: enough to tell a second copy from another line. */
  readonly #digests: number[];

  constructor(line: AuditLine, seen: Seen) {
    this.first = seen;
    this.prev = copyText(line.prev);
    this.last = seen;
    this.#digests = [toShort(seen.digest)];
  }

  get next(): number {
    return this.last.seq + 1;
  }

  append(seen: Seen): void {
    this.last = seen;
    this.#digests.push(toShort(seen.digest));
  }

  has(seq: number): boolean {
    return seq >= this.first.seq && seq < this.next;
  }

  hasDigest(seq: number, digest: string): boolean {
    return this.#digests[seq - this.first.seq] === toShort(digest);
  }
}

/** A part of a text keeps all of the text in memory, a megabyte of log: what stays is copied. ASCII. */
export const copyText = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');

const toShort = (digest: string): number => Number.parseInt(digest.slice(0, 7), 16);
