import type { Branch } from '../app/branch.ts';
import { withoutDefaults } from '../app/decide-condition.ts';
import { hasDynamic, openDynamic } from '../app/dynamic-reference.ts';
import { toExpression } from '../app/expression.ts';
import type { Location } from '../app/location.ts';
import { resolveValue } from '../app/resolve-value.ts';
import type { Role } from '../app/role.ts';
import { findEntry, findText, toBranches, type Value } from '../app/value.ts';
import { parsePolicy } from '../iam/policy/parse-policy.ts';
import type { Statement } from '../iam/policy/policy.ts';
import { findDeciding } from '../iam/relate/find-deciding.ts';
import { relate } from '../iam/relate/relate.ts';
import type { FunctionAccess } from './compare-access.ts';
import { createNames, toDeployed, type DeployedPolicy, type StatementOrigin } from './deployed-policy.ts';
import { listChanged, type AccessRelation } from './explain-change.ts';
import { findRoot } from './find-root.ts';
import { listImpossible, relatePossible } from './impossible-deployments.ts';
import { printWords } from './print-words.ts';
import { createScope } from './reconcile/role-view.ts';
import { readBranches, type Names } from './reconcile/view-statements.ts';

/** Whether anybody may take the function's role who might not before. Lambda always might: it runs the function. */
export function compareTrust(before: FunctionAccess | undefined, after: FunctionAccess): AccessRelation {
  const [old, fresh] = [before === undefined ? null : findTrust(before), findTrust(after)];
  if (fresh === null || printWords(old) === printWords(fresh)) return { result: 'no-new-access' };
  const [known, policy] = [before === undefined ? undefined : readTrust(before), readTrust(after)];
  if (policy === undefined) return { result: 'unknown', why: 'the trust policy of its role cannot be read' };
  const base = toDeployed('trust', [...(known?.statements ?? []), ...trustLambda()], known?.sources ?? []);
  const never = listImpossible([
    ...(before === undefined || known === undefined ? [] : [{ access: before, policies: [known] }]),
    { access: after, policies: [policy] },
  ]);
  const relation = relatePossible(policy, never, (one) => relate(one, base));
  const isOpen = [old, fresh].some((trust) => trust !== null && hasDynamic(trust)) || (old !== null && !known);
  if (relation.result === 'new-access' && isOpen)
    return { result: 'unknown', why: 'it turns on who may take its role' };
  if (relation.witness === undefined) return relation;
  const resource = `\${${after.permissions.role?.id ?? ''}.Arn}`;
  const statements = listChanged(findDeciding(relation.witness, policy, base), base, policy);
  return {
    ...relation,
    witness: { ...relation.witness, resource },
    why: 'its role trusts more than before',
    statements,
  };
}

const findTrust = ({ permissions: { role } }: FunctionAccess): Value | null => role?.trust ?? null;

/** Made when it is asked for: most commands compare no trust. */
const trustLambda = (): readonly Statement[] =>
  parsePolicy(
    {
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
    },
    { kind: 'trust' },
  ).policy?.statements ?? [];

/** The trust policy of the role in all deployments; `undefined` where it cannot be read. */
function readTrust(access: FunctionAccess): DeployedPolicy | undefined {
  const { permissions, application } = access;
  const { role, function: fn } = permissions;
  const trust = findTrust(access);
  if (role === null || trust === null) return undefined;
  const { template } = createScope(application, role.template);
  const templates = application.templates.map(withoutDefaults);
  const given = resolveValue(trust, withoutDefaults(template), { templates });
  const names = createNames(findRoot(fn.template, application));
  const documents = toBranches(given).flatMap(({ value, onlyIf = [] }) => readDocument(value, onlyIf));
  if (documents.includes(undefined)) return undefined;
  const read = documents.flatMap((one) => (one === undefined ? [] : toStatements(one, role, names)));
  const [statements, sources] = [read.map(([statement]) => statement), read.map(([, source]) => source)];
  return toDeployed('trust', statements, sources);
}

/** The statements of one branch, under its conditions. */
const toStatements = (
  { statements, onlyIf, at }: BranchStatements,
  role: Role,
  names: Names,
): readonly (readonly [Statement, StatementOrigin])[] =>
  statements.map((statement) => {
    const { sid, conditions } = statement;
    const source = { kind: 'trust', name: role.id, resource: role.id, at: at ?? role.at } as const;
    return [
      { ...statement, conditions: [...conditions, ...readBranches(onlyIf, role.template, names)] },
      sid === undefined ? source : { ...source, sid },
    ];
  });

interface BranchStatements {
  readonly statements: readonly Statement[];
  readonly onlyIf: readonly Branch[];
  /** Of the statement, where that is known. */
  readonly at: Location | undefined;
}

function readDocument(document: Value, within: readonly Branch[]): readonly (BranchStatements | undefined)[] {
  if (document.kind !== 'map' || document.entries.has('Fn::Transform')) return [undefined];
  const version = findEntry(document, 'Version');
  if (version !== undefined && findText(version) === undefined) return [undefined];
  return toBranches(findEntry(document, 'Statement'), within).map(({ value, onlyIf = [] }) => {
    const statement = openDynamic(toExpression(value));
    const { policy } = parsePolicy({ Version: findText(version), Statement: [statement] }, { kind: 'trust' });
    const isWhole = value.kind === 'map' && !value.entries.has('Fn::Transform');
    return policy === undefined || !isWhole ? undefined : { statements: policy.statements, onlyIf, at: value.at };
  });
}
