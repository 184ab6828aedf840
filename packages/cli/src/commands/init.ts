import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { scan, type ScanResult } from '@sallyport/core';
import { describeFileError } from '../files/describe-file-error.ts';
import type { ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { emptyConfig } from '../config/config.ts';
import { findConfig, readConfig } from '../config/read-config.ts';
import { findDatabaseFolder } from '../database/database-folder.ts';
import { scanFormats } from '../formats/scan/index.ts';
import { findOpen } from '../formats/scan/summary.ts';
import { toSeverityCounts } from '../formats/scan/severity-counts.ts';
import { toHooksText, toHookText, toWorkflowText, unknownProgram } from '../init/ci-texts.ts';
import { toConfigText } from '../init/config-text.ts';
import { findInstalled } from '../init/find-installed.ts';
import { createNodeHost } from '../node-host.ts';
import { findTarget, type Target } from '../target.ts';
import type { Io } from '../terminal/io.ts';
import { toPrintable, wrap } from '../terminal/wrap.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption } from './common-options.ts';
import { findPrefix } from './find-prefix.ts';
import { toFormatContext } from './format-context.ts';
import { findNothingToRead } from './nothing-to-read.ts';

export const initCommand: Command = {
  usage: '[folder]',
  about: [
    'Sets a project up: writes a commented config (sallyport.config.yaml), a baseline of what there is to find today (sallyport.baseline.json), and in a git checkout a workflow for GitHub and a hook for pre-commit. It asks nothing, and leaves every file alone that is there already.',
    'Exit code: 0, 2 misuse or nothing to read (then nothing is written), 3 a bug of Sallyport.',
  ],
  maxPositionals: 1,
  options: [helpOption],
  run: runInit,
};

const BASELINE = 'sallyport.baseline.json';

async function runInit(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const target = findTarget(args.positionals[0], io.cwd);
  if (target.path !== undefined) throw toMisuse(`\`${target.given}\` is a file`, 'name the folder of a project');
  const present = findConfig([target.root]);
  const config = present === undefined ? emptyConfig : await readConfig(present, target.root, io.cwd);
  const host = createNodeHost(target.root, findDatabaseFolder(io));
  const { params: parameters, baseline: _, failOn: __, ...options } = config;
  const result = await scan(host, { ...options, parameters, today: io.today });
  const nothing = findNothingToRead(result.coverage, result.diagnostics, target, host);
  if (nothing !== undefined) throw nothing;

  const open = findOpen(result);
  const baseline = present === undefined ? join(target.root, BASELINE) : config.baseline;
  const place = findPlace(target, io.cwd);
  const files: File[] = [];
  if (present === undefined) files.push(toConfigFile(result, target, toSchema(target.root, place), open.length > 0));
  else files.push({ path: present, text: '' });
  if (baseline !== undefined && open.length > 0) {
    const context = toFormatContext(args, target, { format: 'json', file: BASELINE }, io);
    const text = await scanFormats['json']?.({ ...result, findings: open }, context, '');
    files.push({ path: baseline, text: text ?? '', about: `${toSeverityCounts(open)}: known, and not reported again` });
  }
  files.push(...listCiFiles(place));
  for (const file of files) io.stdout.write(writeNew(file, io));
  return 0;
}

interface File {
  readonly path: string;
  readonly text: string;
  /** What is to be said of it when it was written. */
  readonly about?: string;
  /** What its owner may want to add when it was there. */
  readonly entry?: string;
}

function toConfigFile(result: ScanResult, { root }: Target, schema: string | undefined, hasBaseline: boolean): File {
  const { templates, functions } = result.application;
  const parameters = templates.flatMap((template) =>
    [...template.parameters.values()].filter((p) => p.default === undefined && p.bound === undefined),
  );
  const text = toConfigText({
    schema,
    templates: templates.map(({ file }) => file),
    functions: functions.length,
    parameters: parameters.map(({ name, at }) => ({ name, file: at.file, line: at.line })),
    baseline: hasBaseline ? BASELINE : undefined,
  });
  return { path: join(root, 'sallyport.config.yaml'), text };
}

interface Place {
  /** The top of the checkout, or the project's own folder where there is none. */
  readonly checkout: string;
  /** The project's folder in it: `backend`, or `''`. */
  readonly folder: string;
  /** The folder of the program that runs, where it lies in the checkout. */
  readonly program: string | undefined;
}

function findPlace(target: Target, cwd: string): Place {
  const folder = findPrefix(target, cwd).replace(/\/$/, '');
  const levels = folder.split('/').filter((part) => part !== '');
  const checkout = join(target.root, ...levels.map(() => '..'));
  return { checkout, folder, program: findInstalled(target.root, checkout) };
}

const toWay = (from: string, to: string): string => relative(from, to).split(sep).join('/');

function toSchema(root: string, { program }: Place): string | undefined {
  if (program === undefined) return undefined;
  const way = toWay(root, join(program, 'schemas', 'config.schema.json'));
  return way.startsWith('.') ? way : `./${way}`;
}

/** At the top of the checkout, where alone they are looked for. */
function listCiFiles({ checkout, folder, program }: Place): readonly File[] {
  if (!existsSync(join(checkout, '.git'))) return [];
  const way = program === undefined ? undefined : toWay(checkout, program);
  return [
    {
      path: join(checkout, '.github', 'workflows', 'sallyport.yml'),
      text: toWorkflowText(folder),
      about: 'put a repository and a commit in place of OWNER and COMMIT',
    },
    {
      path: join(checkout, '.pre-commit-config.yaml'),
      text: toHooksText(way, folder),
      entry: toHookText(way ?? unknownProgram, folder),
      ...(way === undefined ? { about: 'the hook is off: its comment says how to turn it on' } : {}),
    },
  ];
}

/** Writes a file that is not there yet; says what was done. Throws `ERR_BAD_OPTION` where it cannot be written. */
function writeNew({ path, text, about, entry }: File, { cwd }: Io): string {
  const name = toPrintable(relative(cwd, path) || path)
    .split(sep)
    .join('/');
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw toMisuse(`cannot write \`${name}\``, describeFileError(error));
    return `${wrap(`left ${name}: it is there already`, 80, 2)}${entry === undefined ? '' : `; an entry for it:\n${entry.trimEnd()}`}\n`;
  }
  return `${wrap(`wrote ${name}${about === undefined ? '' : ` (${about})`}`, 80, 2)}\n`;
}
