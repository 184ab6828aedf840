import { check, type Access, type CheckOptions, type PolicyKind } from '@sallyport/core/iam';
import { findValue, hasFlag, type ParsedArgs } from '../../args/option.ts';
import { toMisuse } from '../../args/parse-args.ts';
import type { Io } from '../../terminal/io.ts';
import type { ExitCode } from '../command.ts';
import { printAnswer, printBatch } from './answer.ts';
import { checkAction, checkResource, warnOfActions } from './check-names.ts';
import { placeStatements } from './placed-statement.ts';
import { readBatch, readPolicy, type BatchEntry } from './read-json.ts';
import { toRelationAnswer, type Words } from './relation-answer.ts';

const words: Words = { 'no-new-access': 'pass', 'new-access': 'fail', unknown: 'unknown' };

export function runCheck(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const options = readOptions(args, io);
  const batch = findValue(args, 'requests');
  if (batch !== undefined) {
    const ask = (entry: BatchEntry): ReturnType<typeof toRelationAnswer> => {
      const { id: _, policy, options: own = entry } = entry;
      return toRelationAnswer(check(policy, { ...options, ...(own as CheckOptions) }), words);
    };
    const entries = readBatch(batch, io);
    warnOfActions(entries.flatMap(listActions), io);
    return Promise.resolve(printBatch(entries, ask, args, io));
  }
  const [file] = args.positionals;
  if (file === undefined)
    throw toMisuse('a file is missing', 'usage: sallyport policy check FILE --not-granted ACTION');
  if (options.notGranted === undefined && options.notPublic !== true) {
    throw toMisuse('there is nothing to check', 'give `--not-granted ACTION[,ARN]` or `--not-public`');
  }
  const relation = placeStatements(check(readPolicy(file, io), options), { policy: file }, io);
  return Promise.resolve(printAnswer(toRelationAnswer(relation, words), args, io));
}

/** What the proofs of an entry are about, whatever its shape. */
function listActions({ options, notGranted = toRecord(options)['notGranted'] }: BatchEntry): readonly unknown[] {
  return [notGranted].flat().flatMap((access) => {
    const { action, actions = action } = toRecord(access);
    return [actions].flat();
  });
}

const toRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

function readOptions(args: ParsedArgs, io: Io): CheckOptions {
  const given = args.given.filter(({ name }) => name === 'not-granted').map(({ value }) => toAccess(value, io));
  const kind = findValue(args, 'kind') as PolicyKind | undefined;
  return {
    ...(given.length === 0 ? {} : { notGranted: given }),
    ...(hasFlag(args, 'not-public') ? { notPublic: true } : {}),
    ...(kind === undefined ? {} : { kind }),
  };
}

/** `s3:GetObject`, or `s3:GetObject,arn:aws:s3:::bucket/*`. */
function toAccess(value: string, io: Io): Access {
  const [actions = '', resources] = value.split(/,(.*)/s).map((part) => part.trim());
  checkAction(actions, io);
  if (resources === undefined) return { actions };
  checkResource(resources);
  return { actions, resources };
}
