import { loadRules, scan, type ScanResult } from '@sallyport/core';
import { findValue, hasFlag, type ParsedArgs } from '../args/option.ts';
import type { FailOn } from '../config/config.ts';
import { scanFormats } from '../formats/scan/index.ts';
import { findOutputs, refuseInputs, writeOutput } from '../outputs.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import type { Command, ExitCode } from './command.ts';
import { toExitCode } from './exit-code.ts';
import { displayOptions, outputOptions, readingOptions } from './common-options.ts';
import { failOnOption, findingOptions } from './finding-options.ts';
import { findPrefix } from './find-prefix.ts';
import { findRule } from './find-rule.ts';
import { isGateMet } from './gate.ts';
import { toFormatContext } from './format-context.ts';
import { listInputs } from './list-inputs.ts';
import { findNothingToRead } from './nothing-to-read.ts';
import { readInvocation, updateBaseline, withoutAdvice } from './read-options.ts';
import { writeFixes } from './write-fixes.ts';

export const scanCommand: Command = {
  usage: '[path] [options]',
  about: [
    'Reads the templates under a folder (by default the working directory), or one template, or one source file, with the code of each function, and reports what is wrong, worst first, with the reason and the fix.',
    'Exit code: 0 nothing at or above --fail-on, 1 findings, 2 misuse, nothing to read, or a part that could not be read (a template, the code of a function, the database; with findings it is 1), 3 a bug of Sallyport.',
  ],
  maxPositionals: 1,
  options: [
    ...outputOptions(Object.keys(scanFormats)),
    failOnOption,
    {
      name: 'fix',
      help: 'Mend in the templates what has an obvious fix, and report what is left; comments, order and style stay.',
    },
    ...findingOptions('scan'),
    {
      name: 'import-suppressions',
      help: 'Honour what is silenced for cfn_nag, cdk-nag, cfn-lint, checkov, KICS, Semgrep and Trivy, where a rule here asks for the same.',
    },
    {
      name: 'suggestions',
      help: 'Run the rules too that suggest what could be better; `sallyport explain` marks them. --only runs one without this.',
    },
    { name: 'no-deps', help: 'Leave manifests and lock files unread.' },
    ...readingOptions,
    ...displayOptions,
  ],
  run: runScan,
};

async function runScan(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const outputs = findOutputs(args, io.cwd);
  const { target, config, host, options } = await readInvocation(args, io);
  const rules = await loadRules();
  for (const name of [...(options.only ?? []), ...(options.skip ?? [])]) findRule(name, rules);
  const progress = createProgress(io, hasFlag(args, 'quiet'));
  const rescan = (): Promise<ScanResult> =>
    scan(host, { ...options, onProgress: progress.report }).finally(progress.finish);
  const found = hasFlag(args, 'fix') ? await writeFixes(target.root, rescan, io) : await rescan();
  const result = withoutAdvice(found, args);
  const nothing = hasSubject(result) ? undefined : findNothingToRead(result.coverage, result.diagnostics, target, host);
  const prefix = findPrefix(target, io.cwd);
  refuseInputs(outputs, listInputs(result, target), io.cwd);
  for (const output of outputs) {
    // A person is told on stderr; a program still gets its document, with the zeros in it.
    if (nothing !== undefined && output.format === 'text') continue;
    const print = scanFormats[output.format];
    const context = toFormatContext(args, target, output, io);
    if (print !== undefined) writeOutput(output, await print(result, context, prefix), io);
  }
  if (nothing !== undefined) throw nothing;
  updateBaseline(result, args, config, io);
  const failOn = (findValue(args, 'fail-on') as FailOn | undefined) ?? config.failOn ?? 'high';
  return toExitCode(isGateMet(result.findings, failOn, 'warn'), result.diagnostics);
}

/** A template of buckets and roles alone has no function, and is judged all the same: without a finding it is clean. */
const hasSubject = ({ findings, application }: ScanResult): boolean =>
  findings.length > 0 ||
  application.templates.some(({ resources }) => [...resources.values()].some(({ type }) => SUBJECT.test(type)));

/** Not what only helps CloudFormation to deploy, such as a handle to wait for. */
const SUBJECT = /^AWS::(?!CloudFormation::)/;
