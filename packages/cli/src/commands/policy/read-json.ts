import { resolve } from 'node:path';
import { parsePolicyText, type PolicyDocument } from '@sallyport/core/iam';
import { toMisuse } from '../../args/parse-args.ts';
import { readTextFile } from '../../files/read-text-file.ts';
import type { Io } from '../../terminal/io.ts';
import { toCount } from '../../terminal/wrap.ts';

/** @throws SallyportError `ERR_BAD_OPTION` when the file cannot be read */
export const readText = (file: string, io: Io): string => readTextFile(resolve(io.cwd, file), file);

/** @throws SallyportError `ERR_BAD_OPTION` when the file cannot be read, holds no JSON, or a template */
export function readJson(file: string, io: Io): unknown {
  const text = readText(file, io);
  const document = parse(text, file);
  const isTemplate =
    isObject(document) && Object.hasOwn(document, 'Resources') && !Object.hasOwn(document, 'Statement');
  if (isTemplate) throw toMisuse(`\`${file}\` is a template`, TEMPLATE_HINT);
  return document;
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
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
export function readPolicy(file: string, io: Io): PolicyDocument {
  const document = readJson(file, io);
  refuseHolder(document, file);
  return document as PolicyDocument;
}

/** What is no policy but holds some, as an answer of `aws iam` and what `permissions --format iam` prints, is told with their places. */
export function refuseHolder(document: unknown, file: string): void {
  const places = isObject(document) && !Object.hasOwn(document, 'Statement') ? findPolicies(document) : [];
  if (places.length === 0) return;
  const more = places.length > 3 ? ` and ${places.length - 3} more` : '';
  const which = `write one of them to a file: ${places.slice(0, 3).join(', ')}${more}`;
  throw toMisuse(`\`${file}\` is no policy, but holds ${toCount(places.length, 'policy', 'policies')}`, which);
}

const findPolicies = (value: object, depth = 3): readonly string[] =>
  Object.entries(value).flatMap(([name, inner]: [string, unknown]) => {
    if (!isObject(inner)) return [];
    if (Object.hasOwn(inner, 'Statement')) return [name];
    return depth === 1 ? [] : findPolicies(inner, depth - 1).map((place) => `${name}.${place}`);
  });

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** One entry of a batch: an object with an `id`. */
export type BatchEntry = Readonly<Record<string, unknown>> & { readonly id: unknown };

/** @throws SallyportError `ERR_BAD_OPTION` for what is no list of objects */
export function readBatch(file: string, io: Io): readonly BatchEntry[] {
  const entries = readJson(file, io);
  if (!Array.isArray(entries)) throw toMisuse(`\`${file}\` is no list`, 'a JSON list of `{ "id": …, … }` is expected');
  return entries.map((entry: unknown, i) => {
    if (!isObject(entry)) throw toMisuse(`entry ${i} of \`${file}\` is no object`);
    return { id: i, ...entry };
  });
}
