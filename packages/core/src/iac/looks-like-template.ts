import type { Host } from '../host.ts';

/** A template says what it is where it begins or, with its resources first, where it ends. */
const SHOWN_BYTES = 64 * 1024;

const SIGNS = /AWSTemplateFormatVersion|["']Resources["']\s*:|(?:^|[\r\n{,])\s*Resources\s*:/;

/** Whether a file that is not read seems to be a template all the same, in whatever encoding: one of UTF-16, or a large one. */
export function looksLikeTemplate(host: Host, file: string): boolean {
  const opened = host.openArchive?.(file);
  if (opened === undefined) return false;
  try {
    const { size } = opened.file;
    const ends = [0, ...(size > SHOWN_BYTES ? [Math.max(SHOWN_BYTES, size - SHOWN_BYTES)] : [])];
    return ends.some((offset) => SIGNS.test(toAscii(opened.file.read(offset, SHOWN_BYTES))));
  } catch {
    return false;
  } finally {
    opened.close();
  }
}

/** The letters of ASCII, which UTF-16 fills up with zeros. */
function toAscii(bytes: Uint8Array): string {
  const letters: string[] = [];
  for (const byte of bytes) if (byte !== 0) letters.push(byte < 128 ? String.fromCharCode(byte) : '\n');
  return letters.join('');
}
