import { resolve } from 'node:path';
import { findJsonProblem, findLineStarts, toLineColumn } from '@sallyport/core';
import { toMisuse } from '../args/parse-args.ts';
import { readTextFile } from './read-text-file.ts';

/** What a file of JSON holds, in UTF-8 or marked as UTF-16. Throws `ERR_BAD_OPTION` with the reason and its place, and quotes nothing. */
export function readJsonFile(file: string, cwd: string): unknown {
  return parse(readTextFile(resolve(cwd, file), file), file);
}

/** The same of the standard input. */
export const readJsonInput = (): unknown => parse(readTextFile(0, '-'), '-');

function parse(text: string, name: string): unknown {
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
