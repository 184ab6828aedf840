import { NO_HASH } from './format.ts';
import { asRawBuffer, type RawBuffer } from './raw-buffer.ts';

/** A line as it is written, its line feed included. Its memory is used again for the next one. */
export interface Line {
  readonly bytes: RawBuffer;
  /** What the digest is of: from the member `audit` on, without the line feed. */
  readonly hashed: Buffer;
  /** Where the digits of the MAC belong, when there is one. */
  readonly macAt: number;
}

/** The member of the MAC, before the digits, with room for them, and behind. */
export const MAC_MEMBER = ['"_mac":"', NO_HASH, '",'] as const;

/** A line, given its members from `audit` on. ASCII. */
export function toLine(members: string, hasMac: boolean): Line {
  const head = hasMac ? `{${MAC_MEMBER.join('')}` : '{';
  const bytes = asRawBuffer(Buffer.from(`${head}${members}}\n`, 'latin1'));
  return { bytes, hashed: bytes.subarray(head.length, -1), macAt: 1 + MAC_MEMBER[0].length };
}
