import { resolve } from 'node:path';
import type { Ecosystem, IndexHeader } from '@sallyport/core/deps';
import { findValue, hasFlag, type ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { findDatabaseFolder } from '../database/database-folder.ts';
import { ECOSYSTEMS, openInstalled, verifySum } from '../database/index-file.ts';
import { findArchives } from '../database/read-source.ts';
import { updateFromArchives, updateFromNetwork, type UpdateReport } from '../database/update.ts';
import type { Io } from '../terminal/io.ts';
import { createProgress } from '../terminal/progress.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption } from './common-options.ts';
import { diffManifests } from './db-diff.ts';

const OSV = 'https://osv-vulnerabilities.storage.googleapis.com';

export const dbCommand: Command = {
  usage: 'update|info|diff [MANIFEST…] [options]',
  about: [
    '`update` brings the advisory database up to date from https://osv.dev, or makes it from archives on disk. `info` says what it holds, how old it is, and whether it is whole. `diff` asks it about functions that are deployed, by the manifests that `sallyport manifest` wrote, without their code: what has become known since, and what is no longer held against them.',
    "The database lies in the user's cache folder, or where SALLYPORT_DB says. `update` is the only command that uses the network; an update that fails leaves the database as it was.",
    'Exit code: 0 done, 1 where `diff` finds something new at or above --fail-on, 2 misuse, a bad archive or a database that cannot be read, 3 a bug of Sallyport.',
  ],
  maxPositionals: Number.POSITIVE_INFINITY,
  verbs: {
    update: {
      usage: '[--from PATH] [options]',
      about:
        'Brings the advisory database up to date from https://osv.dev, or makes it from archives on disk. The only command that uses the network; where it fails the database stays as it was.',
    },
    info: { usage: '[options]', about: 'Says what the database holds, how old it is, and whether it is whole.' },
    diff: {
      usage: 'MANIFEST… [options]',
      about:
        'Asks the database about functions that are deployed, by the manifests that `sallyport manifest` wrote, without their code: what has become known since, and what is no longer held against them. Exit code 1 where something is new at or above --fail-on.',
    },
  },
  options: [
    {
      name: 'from',
      value: 'PATH',
      verbs: ['update'],
      help: 'Read a folder that holds npm/all.zip and PyPI/all.zip, or one archive, without the network.',
    },
    { name: 'mirror', value: 'URL', verbs: ['update'], help: `Download from here instead of ${OSV}.` },
    { name: 'full', verbs: ['update'], help: 'Download the whole archives, and not what changed alone.' },
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['text', 'json'],
      help: 'text, json; text without it.',
    },
    {
      name: 'fail-on',
      value: 'SEVERITY',
      choices: ['critical', 'high', 'medium', 'low', 'never'],
      verbs: ['diff'],
      help: 'Exit with 1 on new advisories of this severity or worse; high without it.',
    },
    { name: 'quiet', short: 'q', help: 'No progress.' },
    helpOption,
  ],
  run: runDb,
};

async function runDb(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const [verb] = args.positionals;
  if (verb === 'diff') return await diffManifests(args, io);
  const [, surplus] = args.positionals;
  if (surplus !== undefined) throw toMisuse(`\`${surplus}\` is one argument too many`);
  if (verb === 'info') return printInfo(args, io);
  if (verb !== 'update') {
    const what = verb === undefined ? '`db` needs a verb' : `unknown verb \`${verb}\``;
    throw toMisuse(what, 'write `sallyport db update`, `sallyport db info` or `sallyport db diff`');
  }
  return await update(args, io);
}

async function update(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const folder = findDatabaseFolder(io);
  const from = findValue(args, 'from');
  const base = readMirror(findValue(args, 'mirror'));
  const progress = createProgress(io, hasFlag(args, 'quiet'));
  const options = { isFull: hasFlag(args, 'full'), now: Date.now() };
  const work = async (): Promise<readonly UpdateReport[]> =>
    from === undefined
      ? await updateFromNetwork(folder, base, options, progress.report)
      : updateFromArchives(folder, findArchives(resolve(io.cwd, from), from), progress.report);
  const reports = await work().finally(progress.finish);
  if (findValue(args, 'format') === 'json')
    io.stdout.write(`${JSON.stringify({ schemaVersion: 1, folder, updated: reports }, null, 2)}\n`);
  else io.stdout.write(`${reports.map(describe).join('\n')}\nin ${folder}\n`);
  return 0;
}

function readMirror(given: string | undefined): string {
  if (given === undefined) return OSV;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isLocal = url !== undefined && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url?.protocol !== 'https:' && !(url?.protocol === 'http:' && isLocal))
    throw toMisuse(
      `\`${given}\` is no mirror`,
      'give an https: address of a folder that holds npm/all.zip and PyPI/all.zip',
    );
  return given.replace(/\/+$/, '');
}

const HOW: Readonly<Record<UpdateReport['how'], string>> = {
  archive: 'made anew',
  changes: 'brought up to date',
  current: 'nothing has changed',
};

const describe = ({ ecosystem, records, how }: UpdateReport): string => `${ecosystem}: ${records} records, ${HOW[how]}`;

interface Info extends Pick<IndexHeader, 'records' | 'packages'> {
  readonly ecosystem: Ecosystem;
  readonly date: string;
  readonly days: number;
  readonly sum: ReturnType<typeof verifySum>;
}

/** Every index is read to its end: what is damaged shows here first. */
function printInfo(args: ParsedArgs, io: Io): ExitCode {
  const folder = findDatabaseFolder(io);
  const indexes = ECOSYSTEMS.flatMap((ecosystem) => readInfo(folder, ecosystem, io.today));
  if (findValue(args, 'format') === 'json')
    io.stdout.write(`${JSON.stringify({ schemaVersion: 1, folder, indexes }, null, 2)}\n`);
  else io.stdout.write(toText(folder, indexes));
  return indexes.some(({ sum }) => sum === 'wrong') ? 2 : 0;
}

function readInfo(folder: string, ecosystem: Ecosystem, today: string): readonly Info[] {
  const index = openInstalled(folder, ecosystem);
  if (index === undefined) return [];
  const { records, packages, date } = index.header;
  const sum = verifySum(folder, ecosystem);
  for (const entry of index.list()) if (entry.name === '') break;
  const day = new Date(date).toISOString().slice(0, 10);
  const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(day)) / 86_400_000));
  return [{ ecosystem, records, packages, date: new Date(date).toISOString(), days, sum }];
}

const SUMS: Readonly<Record<Info['sum'], string>> = {
  right: 'SHA-256 right',
  wrong: 'SHA-256 WRONG: run `sallyport db update --full`',
  missing: 'no SHA-256 beside it',
};

function toText(folder: string, indexes: readonly Info[]): string {
  if (indexes.length === 0) return `no database in ${folder}: run \`sallyport db update\`\n`;
  const lines = indexes.map(
    ({ ecosystem, records, packages, date, days, sum }) =>
      `${ecosystem}: ${records} records of ${packages} packages, ${date.slice(0, 10)} (${days} days old), ${SUMS[sum]}`,
  );
  return `${lines.join('\n')}\nin ${folder}\n`;
}
