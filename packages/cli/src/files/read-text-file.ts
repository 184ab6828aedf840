import { isUtf8 } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { toMisuse } from '../args/parse-args.ts';
import { describeFileError } from './describe-file-error.ts';

/** The text of a file that the caller named; a number is an open file. Throws `ERR_BAD_OPTION` with the reason. */
export function readTextFile(path: string | number, name: string): string {
  return decode(readBytes(path, name), name);
}

function readBytes(path: string | number, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw toMisuse(`cannot read \`${name}\``, describeFileError(error));
  }
}

/** Bytes that are no text are not replaced: what is decided of other words is not decided of the file. */
function decode(bytes: Buffer, name: string): string {
  const encoding = findWideEncoding(bytes) ?? (isUtf8(bytes) ? 'utf-8' : undefined);
  if (encoding === undefined) throw toMisuse(`cannot read \`${name}\``, 'it is no text in UTF-8');
  return new TextDecoder(encoding).decode(bytes);
}

/** UTF-16, as shells of Windows write it, by its byte order mark; no text in UTF-8 begins like it. */
export function findWideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}
