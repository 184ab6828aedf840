import { analyse, loadPermissionTools, type Analysis, type PermissionTools } from '@sallyport/core';
import { findList, hasFlag, type ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { permissionFormats } from '../formats/permissions/index.ts';
import { describeGaps } from '../formats/permissions/policies.ts';
import type { PermissionsView } from '../formats/permissions/view.ts';
import { findOutputs, refuseInputs, writeOutput } from '../outputs.ts';
import type { Target } from '../target.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import { toCount, wrap } from '../terminal/wrap.ts';
import { writeEdits } from '../write-edits.ts';
import type { Command, ExitCode } from './command.ts';
import { displayOptions, outputOptions, readingOptions } from './common-options.ts';
import { toExitCode } from './exit-code.ts';
import { toFormatContext } from './format-context.ts';
import { listInputs } from './list-inputs.ts';
import { findNothingToRead } from './nothing-to-read.ts';
import { readInvocation } from './read-options.ts';

/** What `--fail-on` may name. */
const bars = ['excess', 'missing', 'unscoped', 'unresolved'] as const;

export const permissionsCommand: Command = {
  usage: '[path] [options]',
  about: [
    'Shows what each function needs (from its code and its triggers), what it is granted, what is too much, missing or wider than needed, what could not be resolved, and the smallest policy in the words of the template. The path is a folder (by default the working directory), one template, or one source file.',
    'Exit code: 0, or 1 where --fail-on is met, 2 misuse, nothing to read, or a part that could not be read (with what --fail-on asks for it is 1), 3 a bug of Sallyport.',
  ],
  maxPositionals: 1,
  options: [
    ...outputOptions(Object.keys(permissionFormats)),
    { name: 'write', help: 'Put the smallest policies into the templates; comments, order and style stay.' },
    {
      name: 'fail-on',
      value: 'WHAT,…',
      list: true,
      choices: [...bars, 'never'],
      help: `Exit with 1 when a function has any of these: ${bars.join(', ')}. Without it the command only reports (never).`,
    },
    ...readingOptions,
    ...displayOptions,
  ],
  run: runPermissions,
};

async function runPermissions(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const outputs = findOutputs(args, io.cwd);
  const { target, host, options } = await readInvocation(args, io);
  const progress = createProgress(io, hasFlag(args, 'quiet'));
  const analysis = await analyse(host, { ...options, onProgress: progress.report }).finally(progress.finish);
  const tools = await loadPermissionTools();
  const nothing = findNothingToRead(analysis.coverage, analysis.diagnostics, target, host);
  const isWriting = hasFlag(args, 'write');
  if (isWriting && nothing === undefined && analysis.coverage.templates === 0)
    throw toMisuse('`--write` needs a template', 'print the policy with `--format iam` instead');
  const view: PermissionsView = { ...analysis, functions: analysis.permissions };
  refuseInputs(outputs, listInputs(analysis, target), io.cwd);
  for (const output of outputs) {
    // A person is told on stderr; a program still gets its document, without functions.
    if (nothing !== undefined && output.format !== 'json') continue;
    const print = permissionFormats[output.format];
    const context = { ...toFormatContext(args, target, output, io), tools, isWriting };
    if (print !== undefined) writeOutput(output, await print(view, context), io);
  }
  if (nothing !== undefined) throw nothing;
  // A document of policies is read by programs: what it lacks is said beside it.
  const isPolicies = !hasFlag(args, 'quiet') && outputs.some(({ format }) => format !== 'text' && format !== 'json');
  const gaps = isPolicies ? describeGaps(view.functions) : undefined;
  if (gaps !== undefined) io.stderr.write(`${wrap(gaps, 80, 2)}\n`);
  if (isWriting) writePolicies(analysis, target, tools, io);
  return toExitCode(isMet(analysis, findList(args, 'fail-on')), analysis.diagnostics);
}

function isMet({ permissions }: Analysis, wanted: readonly string[]): boolean {
  return bars.some((bar) => wanted.includes(bar) && permissions.some((p) => p[bar].length > 0));
}

/** Edits the templates; what was written, and what was left and why, is told on stderr. */
function writePolicies(analysis: Analysis, target: Target, tools: PermissionTools, io: Io): void {
  const { templates } = analysis.application;
  const { edits, skipped } = tools.planWrite(analysis.application, analysis.permissions);
  const texts = new Map(templates.map((template) => [template.file, template.text]));
  const files = writeEdits(target.root, edits, texts, tools.applyEdits);
  for (const file of files)
    io.stderr.write(`wrote ${file} (${toCount(edits.filter((e) => e.file === file).length, 'edit')})\n`);
  for (const { function: id, why } of skipped) io.stderr.write(`${wrap(`left ${id}: ${why}`, 80, 2)}\n`);
  if (files.length === 0) io.stderr.write('nothing to write\n');
}
