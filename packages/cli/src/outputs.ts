import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { describeFileError } from './files/describe-file-error.ts';
import type { ParsedArgs } from './args/option.ts';
import { toMisuse } from './args/parse-args.ts';
import type { Io } from './terminal/io.ts';

/** One format and where its text goes; `-` is stdout. */
export interface OutputTarget {
  readonly format: string;
  readonly file: string;
}

/**
 * Pairs each `--format` with the `--output` that follows it (or, for the first, that stands before it). A format without
 * one goes to stdout, which takes one only. Throws `ERR_BAD_OPTION` when two texts would land in the same place, or in a
 * folder that does not exist.
 */
export function findOutputs(args: ParsedArgs, cwd: string): readonly OutputTarget[] {
  const outputs: { format: string | undefined; file: string | undefined }[] = [];
  for (const { name, value } of args.given) {
    const last = outputs.at(-1);
    if (name === 'format') {
      if (last !== undefined && last.format === undefined) last.format = value;
      else outputs.push({ format: value, file: undefined });
    } else if (name === 'output') {
      if (last !== undefined && last.file === undefined) last.file = value;
      else outputs.push({ format: undefined, file: value });
    }
  }
  if (outputs.length === 0) return [{ format: 'text', file: '-' }];
  const targets = outputs.map(({ format, file }) => ({ format: format ?? 'text', file: file ?? '-' }));
  const places = targets.map(({ file }) => (file === '-' ? file : resolve(cwd, file)));
  const twice = targets.find((_, i) => places.indexOf(places[i] ?? '') !== i);
  if (twice !== undefined) {
    const place = twice.file === '-' ? 'stdout' : `\`${twice.file}\``;
    throw toMisuse(`two formats would be written to ${place}`, 'give each `--format` its own `--output FILE`');
  }
  // Better known now than when all the work is done.
  for (const { file } of targets) if (file !== '-') checkFolder(file, cwd);
  refuseInputs(targets, args.positionals, cwd);
  return targets;
}

/** Throws `ERR_BAD_OPTION` where a text would be written over a file that was read: nobody means that, and a template would be lost. */
export function refuseInputs(targets: readonly OutputTarget[], inputs: readonly string[], cwd: string): void {
  const written = targets.filter(({ file }) => file !== '-');
  // To ask for the real paths of thousands of files takes as long as to read them.
  if (written.length === 0) return;
  const read = new Set(inputs.flatMap((input) => findRealPath(resolve(cwd, input)) ?? []));
  const over = written.find(({ file }) => read.has(findRealPath(resolve(cwd, file)) ?? ''));
  if (over !== undefined) throw toMisuse(`cannot write \`${over.file}\``, 'it is read here, and would be overwritten');
}

function findRealPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}

function checkFolder(file: string, cwd: string): void {
  if (!existsSync(dirname(resolve(cwd, file))))
    throw toMisuse(`cannot write \`${file}\``, `there is no folder \`${dirname(file)}\``);
}

/** Writes one text to a file or to stdout. Throws `ERR_BAD_OPTION` when the file cannot be written. */
export function writeOutput(target: OutputTarget, text: string, io: Io): void {
  if (target.file === '-') {
    io.stdout.write(text);
    return;
  }
  try {
    writeFileSync(resolve(io.cwd, target.file), text);
  } catch (error) {
    throw toMisuse(`cannot write \`${target.file}\``, describeFileError(error));
  }
}
