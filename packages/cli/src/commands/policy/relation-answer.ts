import type { Relation, Witness } from '@sallyport/core/iam';
import type { ExitCode } from '../command.ts';
import type { Answer } from './answer.ts';
import { describeStatements, type Placed } from './placed-statement.ts';

/** The words that a verb has for the three results. */
export type Words = Readonly<Record<Relation['result'], string>>;

const EXITS: Readonly<Record<Relation['result'], ExitCode>> = { 'no-new-access': 0, 'new-access': 1, unknown: 4 };

export function toRelationAnswer(relation: Placed, words: Words): Answer {
  const { result, witness, why, statements = [] } = relation;
  const lines = [
    `${words[result]}${why === undefined ? '' : `: ${why}`}`,
    ...(witness === undefined ? [] : [`  ${describeWitness(witness)}`]),
    ...describeStatements(statements).map((line) => `  ${line}`),
  ];
  return { json: { ...relation, result: words[result] }, lines, exit: EXITS[result] };
}

export function describeWitness({ action, resource, context, principal }: Witness): string {
  const keys = Object.keys(context);
  const when = keys.map((key) => `${key}=${[context[key] ?? ''].flat().join(',')}`).join(' ');
  return `${principal === undefined ? '' : `${principal}: `}${action} on ${resource}${keys.length === 0 ? '' : ` with ${when}`}`;
}
