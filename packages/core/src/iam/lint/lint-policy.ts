import { parsePolicy, parsePolicyText, placeFindings, type ParseOptions } from '../policy/parse-policy.ts';
import { isRecord, type Path } from '../policy/parse-context.ts';
import type { Policy, PolicyKind, Statement } from '../policy/policy.ts';
import type { PolicyFinding } from '../policy/policy-finding.ts';
import { createLookups, type Lookups } from './expand-action.ts';
import { lintActions } from './lint-actions.ts';
import { lintConditions } from './lint-conditions.ts';
import { lintDangers } from './lint-dangers.ts';
import { lintPrincipals } from './lint-principals.ts';
import { lintRedundancy } from './lint-redundancy.ts';
import { lintResources } from './lint-resources.ts';
import { lintSize } from './lint-size.ts';

/** A statement as it is written and as it is read. */
export interface LintedStatement {
  readonly document: Readonly<Record<string, unknown>>;
  readonly statement: Statement;
  readonly kind: PolicyKind;
  readonly path: Path;
  /** Shared by all statements. */
  readonly lookups: Lookups;
}

/**
 * Everything to say about a policy document: what does not parse, names that do not exist, parts without effect, dangers, sizes. By the order of
 * the document.
 */
export function lintPolicy(document: unknown, options: ParseOptions = {}): readonly PolicyFinding[] {
  const { policy, findings } = parsePolicy(document, options);
  return policy === undefined ? findings : [...findings, ...lintParsed(document, policy)];
}

/** The same from JSON text; findings say line and column. */
export function lintPolicyText(text: string, options: ParseOptions = {}): readonly PolicyFinding[] {
  const { policy, findings, document } = parsePolicyText(text, options);
  if (policy === undefined) return findings;
  return [...findings, ...placeFindings(text, lintParsed(document, policy))];
}

function lintParsed(document: unknown, policy: Policy): readonly PolicyFinding[] {
  const statements = listStatements(document, policy);
  return [
    ...statements.flatMap((statement) => [
      ...lintActions(statement),
      ...lintResources(statement),
      ...lintConditions(statement),
      ...lintPrincipals(statement),
      ...lintDangers(statement),
      ...lintRedundancy(statement),
    ]),
    ...lintSize(document, policy),
  ];
}

function listStatements(document: unknown, policy: Policy): readonly LintedStatement[] {
  const written = isRecord(document) ? document['Statement'] : undefined;
  const lookups = createLookups();
  return policy.statements.flatMap((statement) => {
    const own: unknown = Array.isArray(written) ? written[statement.index] : written;
    const path: Path = Array.isArray(written) ? ['Statement', statement.index] : ['Statement'];
    return isRecord(own) ? [{ document: own, statement, kind: policy.kind, path, lookups }] : [];
  });
}
