import { simulate, type AccessRequest, type Simulation } from '@sallyport/core/iam';
import { findValue, type ParsedArgs } from '../../args/option.ts';
import { toMisuse } from '../../args/parse-args.ts';
import type { Io } from '../../terminal/io.ts';
import type { ExitCode } from '../command.ts';
import { printAnswer, printBatch, type Answer } from './answer.ts';
import { checkAction, checkResource, warnOfActions } from './check-names.ts';
import { readBatch, readJson, readPolicy, type BatchEntry } from './read-json.ts';

type Documents = Omit<Simulation, 'request'>;

export function runSimulate(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const documents = readDocuments(args, io);
  const batch = findValue(args, 'requests');
  if (batch !== undefined) {
    const entries = readBatch(batch, io);
    warnOfActions(
      entries.map(({ request, action = (request as { action?: unknown } | null | undefined)?.action }) => action),
      io,
    );
    return Promise.resolve(printBatch(entries, (entry) => answer(toSimulation(entry, documents)), args, io));
  }
  return Promise.resolve(printAnswer(answer({ request: readRequest(args, io), ...documents }), args, io));
}

function answer(simulation: Simulation): Answer {
  const decision = simulate(simulation);
  const lines = [
    `${decision.decision}: ${decision.because}${decision.turnsOnSymbols === true ? ' (it turns on what the template does not tell)' : ''}`,
    ...decision.statements.map(
      ({ policy, index, sid, effect }) =>
        `  ${effect} ${policy} statement ${index}${sid === undefined ? '' : ` (${sid})`}`,
    ),
  ];
  const exit = decision.decision === 'allowed' ? 0 : decision.turnsOnSymbols === true ? 4 : 1;
  return { json: decision, lines, exit };
}

/** The fields of an entry win over the files of the command line. */
function toSimulation(entry: BatchEntry, documents: Documents): Simulation {
  const { id: _, request = entry, ...own } = entry;
  return { ...documents, ...own, request: request as AccessRequest };
}

function readDocuments(args: ParsedArgs, io: Io): Documents {
  const files = (name: string): string[] =>
    args.given.filter((option) => option.name === name).map(({ value }) => value);
  const boundary = findValue(args, 'boundary');
  const session = findValue(args, 'session');
  const readLevel = (file: string): Simulation['identity'] => {
    const level = readJson(file, io);
    return (Array.isArray(level) ? level : [level]) as NonNullable<Simulation['identity']>;
  };
  const readLevels = (name: string): NonNullable<Simulation['scps']> =>
    files(name).map((file) => readLevel(file) ?? []);
  return {
    identity: files('policy').map((file) => readPolicy(file, io)),
    resourcePolicies: files('resource-policy').map((file) => readPolicy(file, io)),
    ...(boundary === undefined ? {} : { boundary: readPolicy(boundary, io) }),
    ...(session === undefined ? {} : { session: readPolicy(session, io) }),
    scps: readLevels('scp'),
    rcps: readLevels('rcp'),
  };
}

function readRequest(args: ParsedArgs, io: Io): AccessRequest {
  const [principal = '', action = '', resource = ''] = ['principal', 'action', 'resource'].map((name) => {
    const value = findValue(args, name);
    if (value === undefined) throw toMisuse(`option \`--${name}\` is missing`, 'or give `--requests FILE`');
    return value;
  });
  checkAction(action, io);
  checkResource(resource);
  const account = findValue(args, 'resource-account');
  return {
    principal,
    action,
    resource,
    ...(account === undefined ? {} : { resourceAccount: account }),
    context: readContext(args),
  };
}

function readContext(args: ParsedArgs): Readonly<Record<string, string | readonly string[]>> {
  const context = new Map<string, string[]>();
  for (const { name, value } of args.given) {
    if (name !== 'context') continue;
    const equals = value.indexOf('=');
    if (equals < 1) throw toMisuse(`condition key \`${value}\` has no value`, 'write `--context KEY=VALUE`');
    const key = value.slice(0, equals);
    context.set(key, [...(context.get(key) ?? []), value.slice(equals + 1)]);
  }
  return Object.fromEntries(
    [...context].map(([key, values]) => [key, values.length === 1 ? (values[0] ?? '') : values]),
  );
}
