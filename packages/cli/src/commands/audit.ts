import { SallyportError } from '@sallyport/core';
import { describeFileError } from '../files/describe-file-error.ts';
import { findValue, type ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { toHint } from '../args/suggest.ts';
import { listFiles, type LogFile } from '../audit/list-files.ts';
import { printVerification } from '../audit/print-verification.ts';
import { readKeyFile } from '../audit/read-key-file.ts';
import { readLines } from '../audit/read-lines.ts';
import { TrailVerifier } from '../audit/trail-verifier.ts';
import type { Io } from '../terminal/io.ts';
import { toPrintable } from '../terminal/wrap.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption } from './common-options.ts';

const VERBS = ['verify'];
const MAX_FILES = 10_000;

export const auditCommand: Command = {
  usage: 'verify FILE... [options]',
  about: [
    'Reads what the audit log of @sallyport/runtime has written and says whether its chains hold: which line is the first that was changed, put in, moved, taken away or repeated. FILE is a log, a folder of logs, or - for the standard input; as the function wrote it, with times in front, as JSON of CloudWatch, plain or gzip.',
    'Without a key only accidents show. With it, changes by whoever may write to the store show too, and those by code that ran later in the same sandbox. Ends of chains and whole chains that are missing show against a count alone: the sum of the metric Invocations.',
    'Exit codes: 0 the log holds, 1 it does not, 2 there is nothing to read.',
  ],
  maxPositionals: MAX_FILES,
  options: [
    {
      name: 'key-file',
      value: 'FILE',
      help: 'File with the secret of the MACs in hexadecimal; several on a line each.',
    },
    { name: 'count', value: 'N', help: 'How many invocations there were.' },
    helpOption,
  ],
  run: runAudit,
};

async function runAudit(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const [verb, ...names] = args.positionals;
  if (verb === undefined) throw toMisuse('no verb is given', `usage: sallyport audit ${auditCommand.usage}`);
  if (!VERBS.includes(verb)) throw toMisuse(`unknown verb \`${verb}\``, toHint(verb, VERBS, 'verbs'));
  if (names.length === 0) throw toMisuse('no file is given', `usage: sallyport audit ${auditCommand.usage}`);
  const keyFile = findValue(args, 'key-file');
  const secrets = keyFile === undefined ? [] : readKeyFile(keyFile, io.cwd);
  const options = { secrets, count: parseCount(findValue(args, 'count')) };
  const verifier = new TrailVerifier(options);
  const isComplete = await readAll(listFiles(names, io.cwd), verifier, io);
  if (verifier.lines === 0) {
    throw new SallyportError('ERR_NOTHING_TO_READ', 'no line of an audit log in what was read');
  }
  const found = verifier.finish();
  io.stdout.write(toPrintable(printVerification(found, options)));
  if (found.problemCount > 0) return 1;
  return isComplete ? 0 : 2;
}

/** Reads one file after the other; false when one could not be read to its end. */
async function readAll(files: readonly LogFile[], verifier: TrailVerifier, io: Io): Promise<boolean> {
  let isComplete = true;
  for (const { name, path } of files) {
    try {
      await readLines(path, (text, line) => verifier.add(text, { file: name, line }));
    } catch (error) {
      isComplete = false;
      const reason = describeFileError(error);
      io.stderr.write(toPrintable(`sallyport: \`${name}\` cannot be read to its end: ${reason}\n`));
    }
  }
  return isComplete;
}

function parseCount(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw toMisuse(`\`--count ${text}\` is not a whole number`);
}
