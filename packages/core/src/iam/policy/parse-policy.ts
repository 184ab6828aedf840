import { locate, parseJson, toPlain, type JsonNode } from './json.ts';
import { findLineStarts, toLineColumn } from '../../app/location.ts';
import { isRecord, isTooDeep, quote, report, type ParseContext } from './parse-context.ts';
import { parseStatement } from './parse-statement.ts';
import type { Policy, PolicyKind, Statement } from './policy.ts';
import type { PolicyFinding } from './policy-finding.ts';

export interface ParsedPolicy {
  /** Absent when a part has no meaning: one of the findings is fatal then. */
  readonly policy?: Policy;
  readonly findings: readonly PolicyFinding[];
}

export interface ParseOptions {
  /** Without it, a document with principals is a resource policy, any other one of an identity. */
  readonly kind?: PolicyKind;
}

const ELEMENTS: ReadonlySet<string> = new Set(['Version', 'Id', 'Statement']);

/**
 * Reads a policy from parsed JSON. Values may be intrinsic functions of CloudFormation, which become symbols.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(document: unknown, options: ParseOptions = {}): ParsedPolicy {
  const findings: PolicyFinding[] = [];
  if (!isRecord(document) || isTooDeep(document)) {
    const message = isRecord(document) ? 'nested too deeply' : 'a policy is an object';
    report({ findings }, 'error', 'Json syntax error', message, [], true);
    return { findings };
  }
  for (const key of Object.keys(document).filter((key) => !ELEMENTS.has(key))) {
    report({ findings }, 'error', 'Invalid policy element', `${quote(key)} is no element of a policy`, [key]);
  }
  const version = parseVersion(document['Version'], findings);
  const statements = toStatements(document['Statement'], findings);
  const context: ParseContext = {
    kind: options.kind ?? inferKind(statements),
    variables: version === '2012-10-17',
    findings,
  };
  const isList = Array.isArray(document['Statement']);
  const parsed = statements.map((statement, i) =>
    parseStatement(statement, i, isList ? ['Statement', i] : ['Statement'], context),
  );
  reportEqualSids(parsed, context);
  if (findings.some(({ isFatal }) => isFatal)) return { findings };
  const id = document['Id'];
  const read = parsed.filter((statement) => statement !== undefined);
  const policy: Policy = { kind: context.kind, version, statements: read };
  return { policy: typeof id === 'string' ? { ...policy, id } : policy, findings };
}

export interface ParsedPolicyText extends ParsedPolicy {
  /** The parsed JSON, when it is JSON. */
  readonly document?: unknown;
}

/** The same from JSON text; findings say line and column. */
export function parsePolicyText(text: string, options: ParseOptions = {}): ParsedPolicyText {
  const json = parseJson(text);
  if ('problem' in json) {
    const { message, offset } = json.problem;
    const at = toLineColumn(findLineStarts(text), offset);
    const finding = { check: 'Json syntax error', severity: 'error', message, path: [], isFatal: true, ...at } as const;
    return { findings: [finding] };
  }
  const document = toPlain(json.node);
  const { policy, findings } = parsePolicy(document, options);
  const placed = placeFindings(text, [...findDoubleKeys(json.node, []), ...findings]);
  return policy === undefined ? { findings: placed, document } : { policy, findings: placed, document };
}

/** Findings about a text with line and column. */
export function placeFindings(text: string, findings: readonly PolicyFinding[]): readonly PolicyFinding[] {
  const json = parseJson(text);
  if (findings.length === 0 || 'problem' in json) return findings;
  const lines = findLineStarts(text);
  return findings.map((finding) => ({ ...finding, ...toLineColumn(lines, locate(json.node, finding.path)) }));
}

/** Where a statement stands in the text of a policy, from 1; `undefined` for what is no such text. */
export function locateStatement(
  text: string,
  index: number,
): { readonly line: number; readonly column: number } | undefined {
  const json = parseJson(text);
  // The only statement may stand without a list.
  return 'problem' in json ? undefined : toLineColumn(findLineStarts(text), locate(json.node, ['Statement', index]));
}

/** AWS refuses objects with the same key twice. */
function findDoubleKeys(node: JsonNode, path: readonly (string | number)[]): PolicyFinding[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'array') return node.items.flatMap((item, i) => findDoubleKeys(item, [...path, i]));
  const seen = new Set<string>();
  return node.entries.flatMap(({ key, value }) => {
    const own: PolicyFinding[] = [];
    if (seen.has(key)) {
      const message = `the key ${quote(key)} stands twice, and the last one counts`;
      own.push({ check: 'Json syntax error', severity: 'error', message, path: [...path, key], isFatal: false });
    }
    seen.add(key);
    return [...own, ...findDoubleKeys(value, [...path, key])];
  });
}

function parseVersion(value: unknown, findings: PolicyFinding[]): Policy['version'] {
  if (value === undefined) {
    report({ findings }, 'warning', 'Missing version', 'without `Version`, policy variables are plain text', []);
    return '2008-10-17';
  }
  if (value === '2012-10-17' || value === '2008-10-17') return value;
  const message = `${quote(value)} is no version of the policy language: \`2012-10-17\` or \`2008-10-17\``;
  report({ findings }, 'error', 'Invalid version', message, ['Version'], true);
  return '2012-10-17';
}

function toStatements(value: unknown, findings: PolicyFinding[]): readonly unknown[] {
  if (value === undefined) {
    report({ findings }, 'error', 'Missing statement', 'the policy has no `Statement`', [], true);
    return [];
  }
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

function inferKind(statements: readonly unknown[]): PolicyKind {
  const hasPrincipal = (s: unknown): boolean =>
    isRecord(s) && (Object.hasOwn(s, 'Principal') || Object.hasOwn(s, 'NotPrincipal'));
  const withPrincipal = statements.filter(hasPrincipal);
  if (withPrincipal.length === 0) return 'identity';
  // A role's trust policy is the only resource policy without resources.
  const isTrust = withPrincipal.every((s) => isRecord(s) && !('Resource' in s) && !('NotResource' in s));
  return isTrust ? 'trust' : 'resource';
}

function reportEqualSids(statements: readonly (Statement | undefined)[], context: ParseContext): void {
  const seen = new Set<string>();
  for (const statement of statements) {
    const sid = statement?.sid;
    if (statement === undefined || sid === undefined || sid === '') continue;
    if (seen.has(sid)) {
      const isStrict = context.kind === 'identity' || context.kind === 'scp' || context.kind === 'rcp';
      const check = isStrict ? 'Unique Sids required' : 'Unique Sids recommended';
      const message = `another statement has the \`Sid\` ${quote(sid)} too`;
      report(context, isStrict ? 'error' : 'warning', check, message, ['Statement', statement.index, 'Sid']);
    }
    seen.add(sid);
  }
}
