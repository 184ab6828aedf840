import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parsePolicyText, type PolicyDocument } from '@sallyport/core/iam';
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

/** @throws SallyportError `ERR_BAD_OPTION` when the file cannot be read, holds no JSON, or a template */
export function readJson(file: string, io: Io): unknown {
  const text = readText(file, io);
  const document = parse(text, file);
  const isPolicy = typeof document !== 'object' || document === null || Object.hasOwn(document, 'Statement');
  if (!isPolicy && Object.hasOwn(document, 'Resources')) throw toMisuse(`\`${file}\` is a template`, TEMPLATE_HINT);
  return document;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // What the platform says of it names an offset, where a person looks for a line.
    const [finding] = parsePolicyText(text).findings.filter(({ check }) => check === JSON_SYNTAX);
    const problem = error instanceof Error ? error.message : String(error);
    const where = finding === undefined ? problem : `${file}:${finding.line}:${finding.column}: ${finding.message}`;
    const hints = isTemplateLike(file, text) ? [TEMPLATE_HINT] : [];
    throw toMisuse(`\`${file}\` is no JSON`, [where, ...hints].join('\n'));
  }
}

/** The name of the check that fails what is no JSON. */
export const JSON_SYNTAX = 'Json syntax error';

export const TEMPLATE_HINT = 'a policy is JSON; templates are what `sallyport policy compare OLD NEW` takes';

/** Whether something that is no policy is a template, or YAML at least. */
export const isTemplateLike = (file: string, text: string): boolean =>
  /\.(?:ya?ml|template)$/i.test(file) || /^[\s{]*["']?(?:AWSTemplateFormatVersion|Resources)["']?\s*:/m.test(text);

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
