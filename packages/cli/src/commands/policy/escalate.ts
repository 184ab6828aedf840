import { escalate, findBlastRadius, type EscalationInput, type EscalationPath, type Reach } from '@sallyport/core/iam';
import { findValue, type ParsedArgs } from '../../args/option.ts';
import { toMisuse } from '../../args/parse-args.ts';
import type { Io } from '../../terminal/io.ts';
import type { ExitCode } from '../command.ts';
import { printAnswer, printBatch, type Answer } from './answer.ts';
import { readBatch, readJson, refuseHolder } from './read-json.ts';

export function runEscalate(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const batch = findValue(args, 'requests');
  if (batch !== undefined) {
    return Promise.resolve(printBatch(readBatch(batch, io), (entry) => answer(toInput(entry, args)), args, io));
  }
  const [file] = args.positionals;
  if (file === undefined) throw toMisuse('a file is missing', 'usage: sallyport policy escalate FILE');
  const document = readJson(file, io);
  if (!isWorld(document)) refuseHolder(document, file);
  return Promise.resolve(printAnswer(answer(toInput(document, args)), args, io));
}

/** A policy document alone stands for the policies of the principal. */
function toInput(document: unknown, args: ParsedArgs): EscalationInput {
  const principal = findValue(args, 'principal');
  const own = principal === undefined ? {} : { principal };
  return isWorld(document) ? { ...own, ...document } : { ...own, policies: [document] as EscalationInput['policies'] };
}

const isWorld = (document: unknown): document is EscalationInput =>
  typeof document === 'object' && document !== null && Array.isArray((document as { policies?: unknown }).policies);

function answer(input: EscalationInput): Answer {
  const paths = escalate(input);
  const reach = findBlastRadius(input);
  const lines = [...paths.flatMap(describePath), ...reach.flatMap(describeReach)];
  const summary =
    paths.length === 0
      ? 'no path to more permissions'
      : `${paths.length} ${paths.length === 1 ? 'path' : 'paths'} to more permissions`;
  // The first line stands for all in a batch.
  return { json: { paths, reach }, lines: [summary, ...lines], exit: paths.length === 0 ? 0 : 1 };
}

function describePath({ id, category, targets, steps }: EscalationPath): string[] {
  const gains = targets.length === 0 ? '' : ` -> ${targets.join(', ')}`;
  return [
    `${id} (${category})${gains}`,
    ...steps.map(({ action, witness, statements: [first] }) => {
      const by = first === undefined ? '' : `, allowed by ${first.policy} statement ${first.index}`;
      return `  ${action} on ${witness.resource}${by}`;
    }),
  ];
}

/** A line for each link: who takes what, and by which requests. */
function describeReach({ role, isAdministrator, chain }: Reach): string[] {
  const links = chain.map(
    ({ from = 'the principal', path, actions, to }, place) =>
      `  ${place + 1}. ${from} takes ${to} by ${actions.join(' and ')} (${path})`,
  );
  return [`reaches ${role}${isAdministrator ? ', an administrator' : ''}`, ...links];
}
