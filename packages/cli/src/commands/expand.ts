import { expand, SallyportError, type Diagnostic } from '@sallyport/core';
import { findValue, type ParsedArgs } from '../args/option.ts';
import { createNodeHost } from '../node-host.ts';
import { writeOutput } from '../outputs.ts';
import { findTarget } from '../target.ts';
import type { Io } from '../terminal/io.ts';
import { wrap } from '../terminal/wrap.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption } from './common-options.ts';
import { readParameters } from './read-options.ts';

export const expandCommand: Command = {
  usage: '<template> [options]',
  about: [
    'Prints what AWS makes of a template of the Serverless Application Model: plain CloudFormation, with the roles, permissions, APIs, event source mappings and rules that SAM adds. Paths to code stay paths.',
    'Exit code: 0, or 2 where the SAM specification refuses the template (each problem is told on stderr, with its place), 3 a bug of Sallyport.',
  ],
  maxPositionals: 1,
  options: [
    {
      name: 'format',
      value: 'FORMAT',
      choices: ['json', 'yaml'],
      help: 'json or yaml; without it yaml on a terminal, json elsewhere.',
    },
    { name: 'output', value: 'FILE', help: 'Write to FILE; - is stdout, which is also the default.' },
    {
      name: 'param',
      value: 'KEY=VALUE',
      many: true,
      help: 'Value of a template parameter. May be given several times.',
    },
    { name: 'region', value: 'REGION', help: 'The region that the stack is deployed to.' },
    helpOption,
  ],
  run: runExpand,
};

async function runExpand(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const target = findTarget(args.positionals[0] ?? 'template.yaml', io.cwd);
  if (target.path === undefined)
    throw new SallyportError('ERR_NOTHING_TO_READ', `\`${target.given}\` is a folder`, { help: 'name one template' });
  const region = findValue(args, 'region');
  const result = await expand(createNodeHost(target.root), {
    path: target.path,
    parameters: new Map(readParameters(args)),
    ...(region === undefined ? {} : { region }),
  });
  for (const diagnostic of result.diagnostics) io.stderr.write(`${wrap(toLine(diagnostic), 100, 2)}\n`);
  const format = findValue(args, 'format') ?? (io.stdout.isTTY ? 'yaml' : 'json');
  const text = format === 'yaml' ? result.yaml : result.json;
  if (text === null) return 2;
  writeOutput({ format, file: findValue(args, 'output') ?? '-' }, text, io);
  return 0;
}

const toLine = ({ severity, message, file, line, column }: Diagnostic): string => {
  const place = [file, line, column].filter((part) => part !== undefined).join(':');
  return `${severity} ${place}: ${message}`;
};
