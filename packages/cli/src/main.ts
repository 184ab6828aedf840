import { SallyportError } from '@sallyport/core';
import { printOptions, printTable } from './args/help.ts';
import { hasFlag } from './args/option.ts';
import { parseArgs, toMisuse } from './args/parse-args.ts';
import { toHint } from './args/suggest.ts';
import type { Command, CommandEntry, ExitCode } from './commands/command.ts';
import { commands } from './commands/index.ts';
import type { Io } from './terminal/io.ts';
import { toPrintable, wrap } from './terminal/wrap.ts';
import { readVersion } from './version.ts';

/** Arguments in, exit code out. Never throws: what goes wrong becomes a line on stderr and a code. */
export async function main(args: readonly string[], io: Io): Promise<ExitCode> {
  try {
    return await dispatch(args, io);
  } catch (error) {
    return reportError(error, args, io);
  }
}

async function dispatch(args: readonly string[], io: Io): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return await printHelp(rest, io);
  if (name === '--version' || name === '-V') {
    io.stdout.write(`${readVersion()}\n`);
    return 0;
  }
  const entry = findCommand(name);
  const command = await entry.load();
  const parsed = parseArgs(rest, command.options);
  if (hasFlag(parsed, 'help')) return await printHelp([name, ...parsed.positionals], io);
  const extra = parsed.positionals[command.maxPositionals];
  if (extra !== undefined)
    throw toMisuse(`unexpected argument \`${extra}\``, `usage: sallyport ${name} ${command.usage}`);
  return await command.run(parsed, io);
}

function findCommand(name: string): CommandEntry {
  const entry = commands.find((c) => c.name === name);
  if (entry !== undefined) return entry;
  const names = commands.map((c) => c.name);
  const what = name.startsWith('-') ? 'option' : 'command';
  throw toMisuse(
    `unknown ${what} \`${name}\``,
    `${toHint(name, names, 'commands')}\nusage: sallyport <command> [path] [options]`,
  );
}

async function printHelp([name, word]: readonly string[], io: Io): Promise<ExitCode> {
  io.stdout.write(name === undefined ? toOverview() : toPage(name, await findCommand(name).load(), word));
  return 0;
}

function toOverview(): string {
  const list = printTable(commands.map((c) => [c.name, c.summary]));
  const about =
    'Sallyport reads a serverless application on AWS as one thing, its templates, policies and code, says what each function needs, has and should have, and writes the fix. It runs on your machine, executes nothing that it reads and sends nothing anywhere.';
  return `${wrap(about, 80)}\n\nusage: sallyport <command> [path] [options]\n\n${list}\n  sallyport <command> --help   the options of a command\n  sallyport --version\n`;
}

/** `word` may be a verb of the command. */
function toPage(name: string, { usage, about, options, verbs = {} }: Command, word = ''): string {
  const verb = Object.hasOwn(verbs, word) ? verbs[word] : undefined;
  if (verb !== undefined)
    return `usage: sallyport ${name} ${word} ${verb.usage}\n\n${wrap(verb.about, 80)}\n\n${printOptions(options, word)}`;
  const paragraphs = about.map((text) => `${wrap(text, 80)}\n`).join('\n');
  return `usage: sallyport ${name} ${usage}\n\n${paragraphs}\n${printOptions(options)}`;
}

function reportError(error: unknown, args: readonly string[], io: Io): ExitCode {
  const verbose = args.includes('--verbose');
  if (error instanceof SallyportError) {
    io.stderr.write(`sallyport: ${toPrintable(error.message)}\n`);
    if (error.help !== undefined) io.stderr.write(`${toPrintable(error.help)}\n`);
    return 2;
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  const text = `sallyport: internal error: ${message}. This is a bug of Sallyport ${readVersion()} and not of what it read; nothing was changed. Run the command again with --verbose for the stack trace, and send it along with the command line.`;
  io.stderr.write(`${wrap(text, 80)}\n`);
  if (verbose && stack !== undefined) io.stderr.write(`${stack}\n`);
  return 3;
}
