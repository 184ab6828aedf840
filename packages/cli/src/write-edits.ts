import { readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Edit } from '@sallyport/core';
import { toMisuse } from './args/parse-args.ts';

const mark = '\uFEFF';

/**
 * Puts edits into the files below `root`; offsets count without a byte order mark, which stays. Nothing is written when
 * one of the files cannot be read or lies outside. Throws `ERR_BAD_OPTION` when a file cannot be written.
 */
export function writeEdits(
  root: string,
  edits: readonly Edit[],
  apply: (text: string, edits: readonly Edit[]) => string,
): readonly string[] {
  const files = [...new Set(edits.map((edit) => edit.file))];
  const planned = files.map((file) => {
    const path = findInside(root, file);
    const raw = readFileSync(path, 'utf8');
    const hasMark = raw.startsWith(mark);
    const text = apply(
      hasMark ? raw.slice(1) : raw,
      edits.filter((edit) => edit.file === file),
    );
    return { file, path, text: hasMark ? mark + text : text };
  });
  for (const { file, path, text } of planned) {
    try {
      writeFileSync(path, text);
    } catch (error) {
      throw toMisuse(`cannot write \`${file}\``, error instanceof Error ? error.message : String(error));
    }
  }
  return files;
}

function findInside(root: string, file: string): string {
  const real = realpathSync(join(root, file));
  if (!real.startsWith(realpathSync(root) + sep))
    throw toMisuse(`\`${file}\` leads out of the scanned folder and is not written`);
  return real;
}
