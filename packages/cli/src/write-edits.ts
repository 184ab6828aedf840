import { accessSync, constants, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { Edit } from '@sallyport/core';
import { describeFileError } from './files/describe-file-error.ts';
import { toMisuse } from './args/parse-args.ts';

const mark = '\uFEFF';

/**
 * Puts edits into the files below `root`; offsets count without a byte order mark, which stays. `texts` is what each file
 * held when the edits were planned. Throws `ERR_BAD_OPTION`, and writes nothing, when one of the files holds something else
 * by now, lies outside, or may not be written.
 */
export function writeEdits(
  root: string,
  edits: readonly Edit[],
  texts: ReadonlyMap<string, string>,
  apply: (text: string, edits: readonly Edit[]) => string,
): readonly string[] {
  const files = [...new Set(edits.map((edit) => edit.file))];
  const planned = files.map((file) => {
    const path = findInside(root, file);
    const raw = readFileSync(path, 'utf8');
    attempt(file, () => accessSync(path, constants.W_OK));
    const hasMark = raw.startsWith(mark);
    const before = hasMark ? raw.slice(1) : raw;
    if (before !== texts.get(file)) throw toMisuse(`\`${file}\` was changed meanwhile`, 'run the command again');
    const text = apply(
      before,
      edits.filter((edit) => edit.file === file),
    );
    return { file, path, text: hasMark ? mark + text : text };
  });
  for (const { file, path, text } of planned) attempt(file, () => writeFileSync(path, text));
  return files;
}

function attempt(file: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw toMisuse(`cannot write \`${file}\``, describeFileError(error));
  }
}

function findInside(root: string, file: string): string {
  const real = realpathSync(join(root, file));
  if (!real.startsWith(realpathSync(root) + sep))
    throw toMisuse(`\`${file}\` leads out of the scanned folder and is not written`);
  return real;
}
