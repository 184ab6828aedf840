import { locateStatement, type DecidingStatement, type ExplainedRelation } from '@sallyport/core/iam';
import type { Io } from '../../terminal/io.ts';
import { readText } from './read-json.ts';

/** A statement that an answer turns on, and where it stands. */
export interface PlacedStatement {
  /** `new`, `old`, or `policy` where there is but one. */
  readonly policy: string;
  readonly effect: 'Allow' | 'Deny';
  readonly sid?: string;
  /** Its place in a policy document, from 0. */
  readonly index?: number;
  /** In a template: what holds it, how it comes there, and the name of the policy. */
  readonly resource?: string;
  readonly kind?: string;
  readonly name?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** The same with the places of its statements in the files of the policies. */
export function placeStatements(
  { statements, ...relation }: ExplainedRelation,
  files: Readonly<Record<string, string>>,
  io: Io,
): Placed {
  if (statements === undefined) return relation;
  const texts = new Map<string, string>();
  const place = (statement: DecidingStatement): PlacedStatement => {
    const file = files[statement.policy];
    if (file === undefined) return statement;
    const text = texts.get(file) ?? readText(file, io);
    texts.set(file, text);
    return { ...statement, file, ...locateStatement(text, statement.index) };
  };
  return { ...relation, statements: statements.map(place) };
}

export type Placed = Omit<ExplainedRelation, 'statements'> & { readonly statements?: readonly PlacedStatement[] };

/** More are not named to people. */
const MOST_NAMED = 3;

/** For people: `allowed by statement `Read` at new.json:4:5`. */
export function describeStatements(statements: readonly PlacedStatement[]): readonly string[] {
  const rest = statements.length - MOST_NAMED;
  return [
    ...statements.slice(0, MOST_NAMED).map(describeStatement),
    ...(rest > 0 ? [`and ${rest} more ${rest === 1 ? 'statement' : 'statements'}`] : []),
  ];
}

function describeStatement({ policy, effect, file, line, column, ...statement }: PlacedStatement): string {
  const verb = effect === 'Allow' ? 'allowed by' : policy === 'old' ? 'no longer denied by' : 'denied by';
  const place = file === undefined || line === undefined ? '' : ` at ${file}:${line}:${column ?? 1}`;
  return `${verb} ${nameStatement(statement)}${place}`;
}

function nameStatement({
  sid = '',
  index,
  resource,
  kind,
  name = '',
}: Omit<PlacedStatement, 'policy' | 'effect'>): string {
  switch (kind) {
    case 'managed-aws':
      return `managed policy \`${name}\` of \`${resource}\``;
    case 'policy-template':
      return `policy template \`${name}\` of \`${resource}\``;
    case 'connector':
      return `a connector to \`${name}\``;
    case 'implicit':
      return `\`${name}\`, which SAM adds`;
    default: {
      const own = sid === '' ? (index === undefined ? 'a statement' : `statement ${index}`) : `statement \`${sid}\``;
      const of = kind === 'trust' ? `the trust policy of \`${resource}\`` : `\`${resource}\``;
      return resource === undefined ? own : `${own} of ${of}`;
    }
  }
}
