import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { findJsonProblem, findLineStarts, toLineColumn } from '@sallyport/core';
import { toMisuse } from './args/parse-args.ts';
import { describeFileError } from './describe-file-error.ts';

/** What a file of JSON holds, in UTF-8 or marked as UTF-16. Throws `ERR_BAD_OPTION` with the reason and its place, and quotes nothing. */
export function readJsonFile(file: string, cwd: string): unknown {
  return parse(readBytes(resolve(cwd, file), file), file);
}

/** The same of the standard input. */
export const readJsonInput = (): unknown => parse(readBytes(0, '-'), '-');

function readBytes(path: string | number, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw toMisuse(`cannot read \`${name}\``, describeFileError(error));
  }
}

function parse(bytes: Buffer, name: string): unknown {
  const text = decode(bytes);
  if (text.trim() === '') throw toMisuse(`\`${name}\` is empty`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What the engine throws quotes what it was reading.
    const { offset, why } = findJsonProblem(text) ?? { offset: 0, why: 'unknown' };
    const { line, column } = toLineColumn(findLineStarts(text), offset);
    throw toMisuse(`\`${name}\` is not JSON`, `${name}:${line}:${column}: ${why}`);
  }
}

/** As its byte order mark says, which is no part of the text. */
function decode(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder().decode(bytes);
}
