import {
  check,
  parsePolicy,
  type Access,
  type CheckOptions,
  type PolicyDocument,
  type PolicyKind,
} from '@sallyport/core/iam';
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
    // An entry is refused by itself for an action that a service does not have.
    warnOfActions(entries.flatMap(listActions), io, false);
    return Promise.resolve(printBatch(entries, ask, args, io));
  }
  const [file] = args.positionals;
  if (file === undefined)
    throw toMisuse('a file is missing', 'usage: sallyport policy check FILE --not-granted ACTION');
  if (options.notGranted === undefined && options.notPublic !== true) {
    throw toMisuse('there is nothing to check', 'give `--not-granted ACTION[,ARN]` or `--not-public`');
  }
  const policy = readPolicy(file, io);
  if (options.notPublic === true && options.kind === undefined) refuseIdentity(policy, file);
  const relation = placeStatements(check(policy, options), { policy: file }, io);
  return Promise.resolve(printAnswer(toRelationAnswer(relation, words), args, io));
}

/** Whoever asks whether a policy of an identity is public has probably taken the wrong file: it never is. Throws `ERR_BAD_OPTION`. */
function refuseIdentity(document: PolicyDocument, file: string): void {
  if (parsePolicy(document).policy?.kind !== 'identity') return;
  throw toMisuse(
    `\`${file}\` names no principal: it is a policy of an identity, which cannot be public`,
    'give the policy of a resource, or `--kind` if you mean it',
  );
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
