import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isAtLeast, loadRules, scan, severities, type ScanResult } from '@sallyport/core';
import { findValue, hasFlag, type ParsedArgs } from '../args/option.ts';
import type { FailOn } from '../config/config.ts';
import { scanFormats } from '../formats/scan/index.ts';
import type { SourceRoot } from '../formats/scan/sarif.ts';
import { findOutputs, writeOutput } from '../outputs.ts';
import type { Target } from '../target.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import type { Command, ExitCode } from './command.ts';
import { toExitCode } from './exit-code.ts';
import { displayOptions, outputOptions, readingOptions } from './common-options.ts';
import { findRule } from './find-rule.ts';
import { toFormatContext } from './format-context.ts';
import { findNothingToRead } from './nothing-to-read.ts';
import { readInvocation } from './read-options.ts';

export const scanCommand: Command = {
  usage: '[path] [options]',
  about: [
    'Reads the templates under a folder (by default the working directory), or one template, or one source file, with the code of each function, and reports what is wrong, worst first, with the reason and the fix.',
    'Exit code: 0 nothing at or above --fail-on, 1 findings, 2 misuse or nothing to read, 3 a bug of Sallyport.',
  ],
  maxPositionals: 1,
  options: [
    ...outputOptions(Object.keys(scanFormats)),
    {
      name: 'fail-on',
      value: 'SEVERITY',
      choices: [...severities, 'never'],
      help: 'Exit with 1 on findings of this severity or worse: critical, high (the default), medium, low, info, or never.',
    },
    { name: 'only', value: 'RULE,…', many: true, help: 'Run these rules alone, by id or slug.' },
    { name: 'skip', value: 'RULE,…', many: true, help: 'Leave these rules out.' },
    { name: 'baseline', value: 'FILE', help: 'Do not report again what an earlier `scan --format json` holds.' },
    ...readingOptions,
    ...displayOptions,
  ],
  run: runScan,
};

async function runScan(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const outputs = findOutputs(args);
  const { target, config, host, options } = await readInvocation(args, io);
  const rules = await loadRules();
  for (const name of [...(options.only ?? []), ...(options.skip ?? [])]) findRule(name, rules);
  const progress = createProgress(io, hasFlag(args, 'quiet'));
  const result = await scan(host, { ...options, onProgress: progress.report }).finally(progress.finish);
  const nothing = findNothingToRead(result.coverage, result.diagnostics, target);
  for (const output of outputs) {
    // A person is told on stderr; a program still gets its document, with the zeros in it.
    if (nothing !== undefined && output.format === 'text') continue;
    const print = scanFormats[output.format];
    if (print !== undefined)
      writeOutput(
        output,
        await print(result, toFormatContext(args, target, output, io), findSourceRoot(target, io)),
        io,
      );
  }
  if (nothing !== undefined) throw nothing;
  const failOn = (findValue(args, 'fail-on') as FailOn | undefined) ?? config.failOn ?? 'high';
  return toExitCode(isMet(result, failOn), result.diagnostics, target);
}

function isMet({ findings }: ScanResult, failOn: FailOn): boolean {
  return (
    failOn !== 'never' &&
    findings.some(({ suppressed, severity }) => suppressed === undefined && isAtLeast(severity, failOn))
  );
}

/** Code scanning counts paths from the repository's root: the working directory when a checkout lies there. */
function findSourceRoot(target: Target, io: Io): SourceRoot {
  const isBelow = !target.label.startsWith('/') && !/^[A-Za-z]:/.test(target.label);
  const fromCheckout = isBelow && existsSync(join(io.cwd, '.git'));
  const root = fromCheckout ? io.cwd : target.root;
  const prefix = fromCheckout && target.label !== '.' ? `${target.label}/` : '';
  return { sourceRoot: `${pathToFileURL(root).href.replace(/\/$/, '')}/`, prefix };
}
