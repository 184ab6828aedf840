import { compare, type ExplainedRelation, type PolicyKind } from '@sallyport/core/iam';
import { findValue, type ParsedArgs } from '../../args/option.ts';
import { toMisuse } from '../../args/parse-args.ts';
import type { Io } from '../../terminal/io.ts';
import type { ExitCode } from '../command.ts';
import { printAnswer, printBatch, type Answer } from './answer.ts';
import { compareTemplates } from './compare-templates.ts';
import { placeStatements } from './placed-statement.ts';
import { readBatch, readPolicy, readText, type BatchEntry } from './read-json.ts';
import { toRelationAnswer, type Words } from './relation-answer.ts';

export const compareWords: Words = { 'no-new-access': 'no-new-access', 'new-access': 'new-access', unknown: 'unknown' };

export async function runCompare(args: ParsedArgs, io: Io): Promise<ExitCode> {
  const kind = findValue(args, 'kind') as PolicyKind | undefined;
  const batch = findValue(args, 'pairs');
  if (batch !== undefined) return printBatch(readBatch(batch, io), (entry) => answerPair(entry, kind), args, io);
  const [before, after] = args.positionals;
  if (before === undefined || after === undefined) {
    throw toMisuse('two files are wanted', 'usage: sallyport policy compare OLD NEW, or `--pairs FILE`');
  }
  const isPolicy = [before, after].every((file) => isPolicyFile(file, io));
  const answer = isPolicy ? comparePolicies(before, after, kind, io) : await compareTemplates(before, after, args, io);
  return printAnswer(answer, args, io);
}

/** A template has `Resources`, or is YAML; all other JSON is taken for a policy, so that what is wrong with it is said. */
function isPolicyFile(file: string, io: Io): boolean {
  const text = readText(file, io);
  try {
    const document: unknown = JSON.parse(text);
    return typeof document !== 'object' || document === null || !Object.hasOwn(document, 'Resources');
  } catch {
    return file.endsWith('.json');
  }
}

function comparePolicies(before: string, after: string, kind: PolicyKind | undefined, io: Io): Answer {
  const relation = ask(readPolicy(before, io), readPolicy(after, io), kind);
  return toRelationAnswer(placeStatements(relation, { old: before, new: after }, io), compareWords);
}

const ask = (before: unknown, after: unknown, kind: PolicyKind | undefined): ExplainedRelation =>
  compare(before, after, kind === undefined ? {} : { kind });

function answerPair(entry: BatchEntry, kind: PolicyKind | undefined): Answer {
  const { oldPolicy = entry['old'], newPolicy = entry['new'], options } = entry;
  const own = (entry['kind'] ?? (options as { kind?: unknown } | undefined)?.kind ?? kind) as PolicyKind | undefined;
  return toRelationAnswer(ask(oldPolicy, newPolicy, own), compareWords);
}
