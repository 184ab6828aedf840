import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { PolicyDocument } from '@sallyport/core/iam';
import { describeFileError } from '../../describe-file-error.ts';
import { toMisuse } from '../../args/parse-args.ts';
import type { Io } from '../../terminal/io.ts';

/** @throws SallyportError `ERR_BAD_OPTION` when the file cannot be read */
export function readText(file: string, io: Io): string {
  try {
    return readFileSync(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    throw toMisuse(`cannot read \`${file}\``, describeFileError(error));
  }
}

/** @throws SallyportError `ERR_BAD_OPTION` when the file cannot be read or holds no JSON */
export function readJson(file: string, io: Io): unknown {
  const text = readText(file, io);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw toMisuse(`\`${file}\` is no JSON`, error instanceof Error ? error.message : String(error));
  }
}

/** A document; the prover says what is wrong with it. */
export const readPolicy = (file: string, io: Io): PolicyDocument => readJson(file, io) as PolicyDocument;

/** One entry of a batch: an object with an `id`. */
export type BatchEntry = Readonly<Record<string, unknown>> & { readonly id: unknown };

/** @throws SallyportError `ERR_BAD_OPTION` for what is no list of objects */
export function readBatch(file: string, io: Io): readonly BatchEntry[] {
  const entries = readJson(file, io);
  if (!Array.isArray(entries)) throw toMisuse(`\`${file}\` is no list`, 'a JSON list of `{ "id": …, … }` is expected');
  return entries.map((entry: unknown, i) => {
    if (typeof entry !== 'object' || entry === null) throw toMisuse(`entry ${i} of \`${file}\` is no object`);
    return { id: i, ...entry };
  });
}
