import { openDynamic } from '../../app/dynamic-reference.ts';
import { toExpression } from '../../app/expression.ts';
import type { GlobToken } from '../../iam/glob.ts';
import { parseConditions } from '../../iam/policy/parse-conditions.ts';
import type { PolicyFinding } from '../../iam/policy/policy-finding.ts';
import type { Condition, Statement } from '../../iam/policy/policy.ts';
import { parseText } from '../../iam/policy/parse-text.ts';
import { joinParts, type Text, type TextPart } from '../../iam/policy/text.ts';
import type { ResourceGlob } from '../../iam/reading.ts';
import type { GrantedStatement } from '../function-permissions.ts';

/** The parts of a statement, its resources in the one spelling that grants and needs share. */
export interface StatementParts extends Pick<GrantedStatement, 'effect' | 'actions' | 'notAction' | 'notResource'> {
  readonly globs: readonly ResourceGlob[];
  readonly condition?: GrantedStatement['condition'];
  readonly isOld?: true;
}

/** A statement as the prover reads it; `undefined` when its condition cannot be read. */
export function toStatement(parts: StatementParts): Statement | undefined {
  const conditions = readConditions(parts.condition ?? null, parts.isOld !== true);
  if (conditions === undefined) return undefined;
  return {
    index: 0,
    effect: parts.effect,
    actions: { not: parts.notAction, patterns: parts.actions.map(toActionText) },
    resources: { not: parts.notResource, patterns: parts.globs.map(({ tokens }) => toText(tokens)) },
    conditions,
  };
}

const toActionText = (action: string): Text =>
  parseText(action.toLowerCase(), { wildcards: true, variables: false }).text;

function readConditions(
  condition: GrantedStatement['condition'],
  variables: boolean,
): readonly Condition[] | undefined {
  if (condition === null) return [];
  const findings: PolicyFinding[] = [];
  const conditions = parseConditions(openDynamic(toExpression(condition)), [], {
    kind: 'identity',
    variables,
    findings,
  });
  return findings.some(({ isFatal }) => isFatal) ? undefined : conditions;
}

const toText = (tokens: readonly GlobToken[]): Text => joinParts(tokens.map(toPart));

function toPart(token: GlobToken): TextPart {
  if (token.kind === 'char') return { kind: 'literal', text: token.char };
  if (token.kind !== 'symbol') return token;
  const variable = /^\$\{([^},]+)\}$/.exec(token.id)?.[1];
  if (variable !== undefined) return { kind: 'variable', key: variable.toLowerCase() };
  // A name that CloudFormation makes holds neither separators nor wildcards.
  return { kind: 'symbol', id: token.id, sort: token.sort === 'free' ? 'free' : 'segment' };
}
