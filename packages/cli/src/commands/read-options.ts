import { createNodeHost } from '../node-host.ts';
import { relative, resolve, sep } from 'node:path';
import { parseBaseline, pruneBaseline, readVex, type Host, type ScanOptions, type ScanResult } from '@sallyport/core';
import { findList, findValue, hasFlag, type ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import type { Config } from '../config/config.ts';
import { readConfig, readRequired } from '../config/read-config.ts';
import { findDatabaseFolder } from '../database/database-folder.ts';
import { writeOutput } from '../outputs.ts';
import { findTarget, type Target } from '../target.ts';
import type { Io } from '../terminal/io.ts';
import { toCount, toPrintable } from '../terminal/wrap.ts';

/** A command line turned into what the core takes. */
export interface Invocation {
  readonly target: Target;
  readonly config: Config;
  readonly host: Host;
  readonly options: ScanOptions;
}

/** Reads target, config and options of a command that looks at an application. Throws `ERR_BAD_OPTION` or `ERR_NOTHING_TO_READ`. */
export async function readInvocation(args: ParsedArgs, io: Io): Promise<Invocation> {
  const target = findTarget(args.positionals[0], io.cwd);
  const config = await readConfig(findValue(args, 'config'), target.root, io.cwd);
  const only = findList(args, 'only');
  const skip = findList(args, 'skip');
  const options: ScanOptions = {
    ...(target.path === undefined ? {} : { path: target.path }),
    parameters: new Map([...config.params, ...readParameters(args)]),
    code: !hasFlag(args, 'no-code'),
    deps: !hasFlag(args, 'no-deps'),
    only: only.length > 0 ? only : config.only,
    skip: [...skip, ...config.skip],
    suggestions: hasFlag(args, 'suggestions') || config.suggestions,
    ignore: config.ignore,
    importSuppressions: hasFlag(args, 'import-suppressions') || config.importSuppressions,
    trustedAccounts: config.trustedAccounts,
    ...readBaseline(args, config, io),
    ...(await readStatements(args, io)),
    today: io.today,
  };
  return { target, config, host: createNodeHost(target.root, findDatabaseFolder(io)), options };
}

/** The values of `--param`. Throws `ERR_BAD_OPTION` for one without a value. */
export function readParameters(args: ParsedArgs): [string, string][] {
  const given = args.given.filter((option) => option.name === 'param');
  return given.map(({ value }) => {
    const equals = value.indexOf('=');
    if (equals < 1) throw toMisuse(`parameter \`${value}\` has no value`, 'write `--param KEY=VALUE`');
    return [value.slice(0, equals), value.slice(equals + 1)];
  });
}

/** Throws `ERR_BAD_OPTION` for a document that cannot be read: an advisory must not be set aside by half of one. */
async function readStatements(args: ParsedArgs, io: Io): Promise<Pick<ScanOptions, 'vex'>> {
  const files = args.given.filter(({ name }) => name === 'vex').map(({ value }) => value);
  const readings = await Promise.all(
    files.map((file) => readVex(readRequired(resolve(io.cwd, file), file, 'VEX'), file)),
  );
  const problem = readings.flatMap(({ diagnostics }) => diagnostics).find(({ severity }) => severity === 'error');
  if (problem !== undefined) throw toMisuse(`\`${problem.file}\`:${problem.line}: ${problem.message}`);
  return files.length === 0 ? {} : { vex: readings.flatMap(({ statements }) => statements) };
}

function readBaseline(args: ParsedArgs, config: Config, io: Io): Pick<ScanOptions, 'baseline'> {
  const file = findBaseline(args, config, io);
  if (file !== undefined)
    return { baseline: parseBaseline(file.label, readRequired(file.path, file.label, 'baseline')) };
  if (hasFlag(args, 'update-baseline'))
    throw toMisuse('there is no baseline to update', 'name one with `--baseline FILE` or in the config');
  return {};
}

/** A result without the advice to do what this run does. */
export function withoutAdvice(result: ScanResult, args: ParsedArgs): ScanResult {
  if (!hasFlag(args, 'update-baseline')) return result;
  return { ...result, diagnostics: result.diagnostics.filter(({ code }) => code !== 'baseline-outdated') };
}

/** Takes what is fixed out of the baseline, where that is asked for; says on stderr what was done. */
export function updateBaseline({ fixed = [] }: ScanResult, args: ParsedArgs, config: Config, io: Io): void {
  const file = hasFlag(args, 'update-baseline') ? findBaseline(args, config, io) : undefined;
  if (file === undefined) return;
  if (fixed.length > 0) {
    const text = pruneBaseline(readRequired(file.path, file.label, 'baseline'), fixed);
    writeOutput({ format: 'json', file: file.path }, text, io);
  }
  const what = fixed.length === 0 ? 'left as it is' : `${toCount(fixed.length, 'fixed finding')} taken out`;
  io.stderr.write(`baseline ${toPrintable(file.label)}: ${what}\n`);
}

function findBaseline(args: ParsedArgs, config: Config, io: Io): { path: string; label: string } | undefined {
  const given = findValue(args, 'baseline');
  const path = given === undefined ? config.baseline : resolve(io.cwd, given);
  return path === undefined ? undefined : { path, label: given ?? relative(io.cwd, path).split(sep).join('/') };
}
