import { direct, EventError, identify, sourceNames, sources, type EventSource } from '@sallyport/runtime/events';
import { findValue, type ParsedArgs } from '../args/option.ts';
import { toMisuse } from '../args/parse-args.ts';
import { toHint } from '../args/suggest.ts';
import { readJsonFile, readJsonInput } from '../files/read-json-file.ts';
import type { Io } from '../terminal/io.ts';
import type { Command, ExitCode } from './command.ts';
import { helpOption } from './common-options.ts';

export const eventCommand: Command = {
  usage: 'FILE [options]',
  about: [
    'Holds an event against the checks of its source, as the guard in the function does, and prints the verdict as JSON: the source, accepted or rejected, and where rejected the code and the field. Nothing of what the event holds is printed.',
    'FILE holds one event, as JSON; `-` is the standard input. What the body must satisfy is said in the function, and is not checked here.',
    'Exit codes: 0 accepted, 1 rejected, 2 misuse, or there is nothing to read.',
  ],
  maxPositionals: 1,
  options: [
    {
      name: 'source',
      value: 'NAME',
      help: 'Hold it against this source, such as s3, api-gateway-v2 or direct, whatever it looks like.',
    },
    {
      name: 'policy',
      value: 'FILE',
      help: 'The policy of the source, as JSON; patterns (path, keyPattern, query) are strings.',
    },
    helpOption,
  ],
  run: runEvent,
};

async function runEvent(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const [file] = args.positionals;
  if (file === undefined) throw toMisuse('no file is given', `usage: sallyport event ${eventCommand.usage}`);
  const event = file === '-' ? readJsonInput() : readJsonFile(file, io.cwd);
  const policyFile = findValue(args, 'policy');
  const policy = policyFile === undefined ? undefined : toPolicy(readJsonFile(policyFile, io.cwd), policyFile);
  const source = findSource(findValue(args, 'source') ?? identify(event));
  const verdict = judge(source, event, policy);
  io.stdout.write(`${JSON.stringify({ source: source?.name ?? null, ...verdict }, null, 2)}\n`);
  return await Promise.resolve(verdict.verdict === 'accepted' ? 0 : 1);
}

function findSource(name: string | undefined): EventSource<unknown, never> | undefined {
  if (name === undefined) return undefined;
  const source = [...sources, direct].find((one) => one.name === name);
  if (source === undefined)
    throw toMisuse(`unknown source \`${name}\``, toHint(name, [...sourceNames, 'direct'], 'sources'));
  return source;
}

interface Verdict {
  readonly verdict: 'accepted' | 'rejected';
  readonly code?: string;
  readonly path?: string;
  readonly message?: string;
}

function judge(source: EventSource<unknown, never> | undefined, event: unknown, policy: object | undefined): Verdict {
  try {
    if (source === undefined) throw new EventError('ERR_EVENT_UNKNOWN_SOURCE', '');
    source.parse(event, policy as never);
    return { verdict: 'accepted' };
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    const { code, path, message } = error;
    if (code === 'ERR_EVENT_POLICY') throw toMisuse(message);
    return { verdict: 'rejected', code, path, message };
  }
}

/** Patterns are regular expressions in a policy, which JSON has not. */
const PATTERNS = ['path', 'keyPattern'];

function toPolicy(value: unknown, file: string): object {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw toMisuse(`\`${file}\` holds no policy`);
  const fields = Object.entries(value) as readonly (readonly [string, unknown])[];
  return Object.fromEntries(fields.map(([name, field]) => [name, toField(name, field, file)]));
}

function toField(name: string, value: unknown, file: string): unknown {
  if (PATTERNS.includes(name)) return toPattern(value, file);
  if (name !== 'query' || typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, pattern]) => [key, toPattern(pattern, file)]));
}

function toPattern(value: unknown, file: string): unknown {
  if (typeof value !== 'string') return value;
  try {
    return new RegExp(value, 'u');
  } catch {
    throw toMisuse(`\`${file}\` holds a pattern that is none`);
  }
}
