import { loadPermissionTools, loadRules, scanDependencies, SallyportError, type ScanResult } from '@sallyport/core';
import { findValue, hasFlag, type ParsedArgs } from '../args/option.ts';
import type { FailOn } from '../config/config.ts';
import { depsFormats } from '../formats/deps/index.ts';
import { findOutputs, writeOutput } from '../outputs.ts';
import type { Target } from '../target.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import { toCount } from '../terminal/wrap.ts';
import { writeEdits } from '../write-edits.ts';
import type { Command, ExitCode } from './command.ts';
import { displayOptions, outputOptions, readingOptions } from './common-options.ts';
import { toExitCode } from './exit-code.ts';
import { failOnOption, findingOptions } from './finding-options.ts';
import { findPrefix } from './find-prefix.ts';
import { findRule } from './find-rule.ts';
import { toFormatContext } from './format-context.ts';
import { isGateMet, type UnknownSeverity } from './gate.ts';
import { readInvocation, updateBaseline, withoutAdvice } from './read-options.ts';

export const depsCommand: Command = {
  usage: '[path] [options]',
  about: [
    'Reads the manifests and lock files under a folder, says which packages each function ships, what is known against exactly those versions, and what clears it. A range without a lock file is held against all versions that it allows, or against what is installed beside it.',
    'A path may also be one lock file, a zipped function or layer, the folder that `sam build` made, or a bill of materials (CycloneDX, SPDX).',
    'Nothing is sent anywhere: advisories come from the database that `sallyport db update` keeps, or from the starter that is shipped, whose age is said with every result.',
    'Exit code: 0 nothing at or above --fail-on, 1 findings, 2 misuse, nothing to read or a database that cannot be read, 3 a bug of Sallyport.',
  ],
  maxPositionals: 1,
  options: [
    ...outputOptions(Object.keys(depsFormats)),
    failOnOption,
    {
      name: 'unknown-severity',
      value: 'POLICY',
      choices: ['fail', 'warn', 'ignore'],
      help: 'Advisories that nobody has rated: fail meets any bar, warn (the default) shows them, ignore counts them alone.',
    },
    {
      name: 'fix',
      help: 'Write the versions that clear what is known into the manifests, print the command for each lock file, and report what is left.',
    },
    ...findingOptions('deps'),
    ...readingOptions.filter(({ name }) => name !== 'no-code'),
    ...displayOptions,
  ],
  run: runDeps,
};

async function runDeps(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const outputs = findOutputs(args, io.cwd);
  const { target, config, host, options } = await readInvocation(args, io);
  const named = [...(options.only ?? []), ...(options.skip ?? [])];
  const rules = named.length > 0 ? await loadRules() : [];
  for (const name of named) findRule(name, rules);
  const progress = createProgress(io, hasFlag(args, 'quiet'));
  const rescan = (): Promise<ScanResult> =>
    scanDependencies(host, { ...options, onProgress: progress.report }).finally(progress.finish);
  const found = hasFlag(args, 'fix') ? await writeFixes(target, rescan, io) : await rescan();
  const result = withoutAdvice(found, args);
  const nothing = findNothing(result, target);
  const unknownSeverity = (findValue(args, 'unknown-severity') ?? 'warn') as UnknownSeverity;
  const prefix = findPrefix(target, io.cwd);
  for (const output of outputs) {
    // A person is told on stderr; a program still gets its document, with nothing in it.
    if (nothing !== undefined && output.format === 'text') continue;
    const print = depsFormats[output.format];
    const context = {
      ...toFormatContext(args, target, output, io),
      prefix,
      today: io.today,
      unknownSeverity,
      vex: options.vex ?? [],
    };
    if (print !== undefined) writeOutput(output, await print(result, context), io);
  }
  if (nothing !== undefined) throw nothing;
  updateBaseline(result, args, config, io);
  const failOn = (findValue(args, 'fail-on') as FailOn | undefined) ?? config.failOn ?? 'high';
  return toExitCode(isGateMet(result.findings, failOn, unknownSeverity), result.diagnostics);
}

/** Silence is no success: a tree without packages is misuse, unless a manifest is there that asks for none. */
function findNothing({ dependencies, diagnostics }: ScanResult, target: Target): SallyportError | undefined {
  if ((dependencies?.packages.length ?? 0) > 0) return undefined;
  const files = dependencies?.sources.length ?? 0;
  const told = diagnostics.filter(({ file }) => file !== undefined);
  const broken = told.find(({ severity }) => severity === 'error') ?? told[0];
  return new SallyportError('ERR_NOTHING_TO_READ', `no packages in \`${target.given}\``, {
    help:
      broken !== undefined
        ? `${broken.file ?? ''}: ${broken.message}`
        : files > 0
          ? `${toCount(files, 'manifest or lock file')} found, which ${files === 1 ? 'names' : 'name'} none`
          : 'looked for package.json, requirements.txt, pyproject.toml, the lock files of npm, yarn, pnpm, Bun, uv, Poetry, PDM and pipenv, and installed packages',
  });
}

/** Edits the manifests, each place once, however many advisories a version clears; gives what is left then. */
async function writeFixes(target: Target, rescan: () => Promise<ScanResult>, io: Io): Promise<ScanResult> {
  const result = await rescan();
  if (findNothing(result, target) !== undefined) return result;
  const { applyEdits } = await loadPermissionTools();
  const open = result.findings.filter(({ suppressed }) => suppressed === undefined);
  const fixes = open.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  const edits = [
    ...new Map(fixes.flatMap((fix) => fix.edits).map((edit) => [`${edit.file}:${edit.start}`, edit])).values(),
  ];
  const texts = new Map((result.dependencies?.sources ?? []).map(({ file, text }) => [file, text]));
  for (const file of writeEdits(target.root, edits, texts, applyEdits)) {
    io.stderr.write(`wrote ${file} (${toCount(edits.filter((edit) => edit.file === file).length, 'edit')})\n`);
  }
  const commands = new Set(open.flatMap((finding) => finding.package?.command ?? []));
  for (const command of commands) io.stderr.write(`now run: ${command}\n`);
  if (fixes.length === 0 && commands.size === 0) io.stderr.write('nothing to write\n');
  return edits.length === 0 ? result : await rescan();
}
