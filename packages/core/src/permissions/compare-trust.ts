import type { Branch } from '../app/branch.ts';
import { withoutDefaults } from '../app/decide-condition.ts';
import { hasDynamic, openDynamic } from '../app/dynamic-reference.ts';
import { toExpression } from '../app/expression.ts';
import { resolveValue } from '../app/resolve-value.ts';
import { findEntry, findText, toBranches, type Value } from '../app/value.ts';
import { parsePolicy } from '../iam/policy/parse-policy.ts';
import type { Policy, Statement } from '../iam/policy/policy.ts';
import { relate } from '../iam/relate/relate.ts';
import type { Relation } from '../iam/relate/witness.ts';
import type { FunctionAccess } from './compare-access.ts';
import { createNames, readBranches } from './deployed-policy.ts';
import { findRoot } from './find-root.ts';
import { printWords } from './print-words.ts';
import { createScope } from './reconcile/role-view.ts';

/** Whether anybody may take the function's role who might not before. Lambda always might: it runs the function. */
export function compareTrust(before: FunctionAccess | undefined, after: FunctionAccess): Relation {
  const [old, fresh] = [before === undefined ? null : findTrust(before), findTrust(after)];
  if (fresh === null || printWords(old) === printWords(fresh)) return { result: 'no-new-access' };
  const [known, policy] = [before === undefined ? undefined : readTrust(before), readTrust(after)];
  if (policy === undefined) return { result: 'unknown', why: 'the trust policy of its role cannot be read' };
  const statements = [...trustLambda(), ...(known?.statements ?? [])];
  const relation = relate(policy, { ...policy, statements });
  const isOpen = [old, fresh].some((trust) => trust !== null && hasDynamic(trust)) || (old !== null && !known);
  if (relation.result === 'new-access' && isOpen)
    return { result: 'unknown', why: 'it turns on who may take its role' };
  if (relation.witness === undefined) return relation;
  const resource = `\${${after.permissions.role?.id ?? ''}.Arn}`;
  return { ...relation, witness: { ...relation.witness, resource }, why: 'its role trusts more than before' };
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
function readTrust(access: FunctionAccess): Policy | undefined {
  const { permissions, application } = access;
  const { role, function: fn } = permissions;
  const trust = findTrust(access);
  if (role === null || trust === null) return undefined;
  const { template } = createScope(application, role.template);
  const templates = application.templates.map(withoutDefaults);
  const given = resolveValue(trust, withoutDefaults(template), { templates });
  const names = createNames(findRoot(fn.template, application));
  const read = toBranches(given).flatMap(({ value, onlyIf = [] }) =>
    readDocument(value, onlyIf).flatMap((one) =>
      one === undefined
        ? [undefined]
        : one.statements.map((statement): Statement => ({
            ...statement,
            conditions: [...statement.conditions, ...readBranches(one.onlyIf, role.template, names)],
          })),
    ),
  );
  const known = read.filter((statement) => statement !== undefined);
  return known.length < read.length ? undefined : { kind: 'trust', version: '2012-10-17', statements: known };
}

interface BranchStatements {
  readonly statements: readonly Statement[];
  readonly onlyIf: readonly Branch[];
}

function readDocument(document: Value, within: readonly Branch[]): readonly (BranchStatements | undefined)[] {
  if (document.kind !== 'map' || document.entries.has('Fn::Transform')) return [undefined];
  const version = findEntry(document, 'Version');
  if (version !== undefined && findText(version) === undefined) return [undefined];
  return toBranches(findEntry(document, 'Statement'), within).map(({ value, onlyIf = [] }) => {
    const statement = openDynamic(toExpression(value));
    const { policy } = parsePolicy({ Version: findText(version), Statement: [statement] }, { kind: 'trust' });
    const isWhole = value.kind === 'map' && !value.entries.has('Fn::Transform');
    return policy === undefined || !isWhole ? undefined : { statements: policy.statements, onlyIf };
  });
}
