import { resolveText } from '../../../app/resolve-value.ts';
import type { ManagedPolicy } from '../../../app/role.ts';
import type { Location } from '../../../app/location.ts';
import { findManagedPolicy, type PolicyStatementJson } from '../../../aws/managed-policies.ts';
import { toText } from '../../../app/expression.ts';
import type { FunctionPermissions } from '../../../permissions/function-permissions.ts';
import { summariseExcess } from '../../../permissions/describe-excess.ts';
import { createScope } from '../../../permissions/reconcile/role-view.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { isEveryAction } from '../admin-policy/claim-admin.ts';
import { findFix } from '../find-fix.ts';
import { listFunctions, listWords } from '../list-words.ts';
import { toReachConfidence, toSubject } from '../grant-report.ts';
import { findOtherClaims, type OtherClaim } from '../other-grants.ts';
import { toFunctionSteps } from '../to-trace.ts';
import { isBroadName } from './claim-broad-managed.ts';

export const broadManagedPolicy: Rule = defineRule({
  id: 'PERM009',
  slug: 'broad-managed-policy',
  severity: 'high',
  title: 'a function has a managed policy that gives a whole service or more',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-269', 'FSBP-IAM.1'],
  needsCode: false,
  check: (context) => [
    ...findEntries(context).map((entry) => toReport(entry, context)),
    ...findOtherClaims('PERM009', context).map(toOtherReport),
  ],
});

/** A broad policy at one place of a template, with the functions that have it. */
interface Entry {
  readonly name: string;
  readonly policy: ManagedPolicy;
  readonly members: readonly FunctionPermissions[];
}

/** Read from the roles rather than from the grants: a policy that AWS has withdrawn grants nothing that is known. */
function findEntries({ application, permissions }: RuleContext): readonly Entry[] {
  const entries = new Map<string, Entry & { members: FunctionPermissions[] }>();
  for (const member of permissions) {
    if (member.role === null) continue;
    const { template } = createScope(application, member.role.template);
    for (const policy of member.role.policies) {
      if (policy.kind !== 'managed' || policy.arn.provenance === 'expansion') continue;
      const arn = resolveText(policy.arn, template, application) ?? toText(policy.arn);
      if (!isOfAws(arn) || !isBroadName(arn)) continue;
      const key = JSON.stringify([policy.at.file, policy.at.start, arn]);
      const entry = entries.get(key) ?? { name: arn.slice(arn.lastIndexOf('/') + 1), policy, members: [] };
      entries.set(key, entry);
      entry.members.push(member);
    }
  }
  return [...entries.values()];
}

/** SAM takes a bare name as one of AWS's; a policy of the account has the account's number in its ARN. */
const isOfAws = (arn: string): boolean => !arn.includes(':') || /^arn:[^:]*(?:::[^:]*)?:iam::aws:policy\//.test(arn);

function toReport({ name, policy, members }: Entry, context: RuleContext): Report {
  const fix = findFix(policy.at, context);
  const [first] = members;
  const { role } = first ?? {};
  const { at } = policy;
  const step = { file: at.file, line: at.line, column: at.column, message: `has the managed policy ${name}` };
  return {
    at,
    ...(first === undefined ? {} : { function: first.function.id }),
    ...(role?.implicit === false ? { resource: role.id } : {}),
    message: `${listFunctions(members, 2)} ${members.length === 1 ? 'has' : 'have'} \`${name}\`, far more than a function needs`,
    why: toWhy(name, at),
    ...(isAdmin(name) ? { severity: 'critical' as const } : {}),
    trace: [...members.flatMap(toFunctionSteps), step],
    confidence: policy.onlyIf === undefined ? 'certain' : 'likely',
    identity: [role?.id ?? '', name],
    ...(fix === undefined ? {} : { fix }),
  };
}

function toOtherReport({ grant, actions, who }: OtherClaim): Report {
  const { name, at } = grant.origin;
  return {
    ...toSubject(grant, `has the managed policy ${name}`, actions),
    message: `role \`${grant.role.id}\` has \`${name}\`, which gives a whole service or more`,
    why: toWhy(name, at, `whatever acts in it (${who})`),
    ...(isAdmin(name) ? { severity: 'critical' as const } : {}),
    confidence: toReachConfidence(grant),
  };
}

/** What a policy of AWS allows whatever the conditions. */
const findAllowed = (name: string): readonly PolicyStatementJson[] =>
  (findManagedPolicy(name)?.statements ?? []).filter((s) => s.Effect === 'Allow' && s.Condition === undefined);

/** True for a policy that is as good as `*` on `*`, which PERM001 is about. */
const isAdmin = (name: string): boolean =>
  findAllowed(name).some((s) => s.Action?.some(isEveryAction) === true && s.Resource?.includes('*') === true);

function toWhy(name: string, at: Location, who = 'whoever takes over the code'): string {
  const origin = { kind: 'managed-aws', name, at } as const;
  const statements = findAllowed(name);
  const apart = statements.flatMap(({ NotAction }) => NotAction ?? []).map((action) => action.replace(/:\*$/, ''));
  if (apart.length > 0) return `${capitalise(who)} may use every service but ${listWords(apart)}.`;
  const allowed = statements.flatMap(({ Action, Resource }) => {
    const resource = Resource?.includes('*') === false ? Resource.join(', ') : '*';
    return (Action ?? []).map((action) => ({ action, resource, origin }));
  });
  const services = allowed.flatMap(({ action }) => /^([\w-]+):\*$/.exec(action)?.[1] ?? []);
  const phrase = summariseExcess(allowed) ?? 'may do all that a service offers';
  const all = services.length === 0 ? '' : `It allows all of ${listWords(services)}: `;
  return `${all}${all === '' ? capitalise(who) : who} ${phrase}.`;
}

const capitalise = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
