import type { Granted, UnreadSource } from './granted.ts';
import { joinBranches, toOnlyIf, type Branch } from '../../app/branch.ts';
import type { Application } from '../../app/application.ts';
import type { LambdaFunction } from '../../app/function.ts';
import type {
  ConnectorPolicy,
  InlinePolicy,
  ManagedPolicy,
  PolicySource,
  PolicyTemplate,
  Role,
} from '../../app/role.ts';
import type { UnresolvedCode } from '../../app/sdk-call.ts';
import { withoutDefaults } from '../../app/decide-condition.ts';
import { hasReference } from '../../app/has-reference.ts';
import { resolveText, resolveValue } from '../../app/resolve-value.ts';
import { literal, type Value } from '../../app/value.ts';
import { toText } from '../../app/expression.ts';
import type { GrantedStatement, GrantOrigin } from '../function-permissions.ts';
import { printWords } from '../print-words.ts';
import { createScope } from '../reconcile/role-view.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import { expandManagedPolicy } from './expand-managed-policy.ts';
import { expandPolicyTemplate } from './expand-policy-template.ts';
import { readStatement } from './read-statement.ts';

/**
 * Finds what a function's role grants: its inline policies, managed policies (AWS's and the tree's own), SAM policy
 * templates, connectors and what SAM adds, all as statements. Each tells where in the template it comes from.
 */
export function findGranted(fn: LambdaFunction, role: Role | null, application: Application): Granted {
  if (role === null) {
    const why =
      fn.role.kind === 'other' ? 'the role is not in a template here' : `the role ${fn.role.id} is not declared`;
    return { granted: [], unresolved: [{ what: `role of ${fn.id}`, why, at: fn.at }], denials: [], unread: [] };
  }
  return findRoleGranted(role, application);
}

/** Rules, reports and comparisons ask for the same role again and again. */
const known = new WeakMap<Application, Map<Role, Granted>>();

/** The same of a role, whoever acts in it. */
export function findRoleGranted(role: Role, application: Application): Granted {
  const ofRoles = known.get(application) ?? new Map<Role, Granted>();
  known.set(application, ofRoles);
  const granted = ofRoles.get(role) ?? readGranted(role, application);
  ofRoles.set(role, granted);
  return granted;
}

function readGranted(role: Role, application: Application): Granted {
  const found = expandPolicies(role.policies, role, createScope(application, role.template));
  if (role.limits === undefined) return found;
  const limits = expandPolicies(role.limits, role, createScope(application, role.template));
  // What a boundary allows by a default, it may not allow, or allow more.
  const isSure = limits.unresolved.length === 0 && limits.granted.every((one) => one.isAssumed !== true);
  return isSure ? { ...found, limits: limits.granted } : found;
}

function expandPolicies(policies: readonly PolicySource[], role: Role, scope: Scope): Granted {
  const granted: GrantedStatement[] = [];
  const unresolved: UnresolvedCode[] = [];
  const denials: GrantedStatement[] = [];
  const unread: UnreadSource[] = [];
  for (const policy of policies) {
    const found = expandPolicy(policy, role, scope);
    granted.push(...found.granted.flatMap((statement) => withBranches(statement, policy)));
    unresolved.push(...found.unresolved);
    denials.push(...found.denials.flatMap((statement) => withBranches(statement, policy)));
    unread.push(...found.unread.flatMap((source) => withBranches(toPlaced(source, policy, role), policy)));
  }
  return { granted, unresolved, denials, unread };
}

function expandPolicy(policy: PolicySource, role: Role, scope: Scope): Granted {
  switch (policy.kind) {
    case 'inline':
      return expandInline(policy, role, scope);
    case 'managed':
      return expandManaged(policy, role, scope);
    case 'policy-template':
      return expandTemplate(policy, role);
    case 'connector':
      return expandConnector(policy, scope);
    case 'unknown':
      return withDenial(toUnresolved('a policy', policy.why, policy), policy, role);
  }
}

/** A statement in the branches of its policy; none where those rule each other out. */
function withBranches<Held extends { readonly onlyIf?: readonly Branch[] }>(
  held: Held,
  policy: PolicySource,
): readonly Held[] {
  const onlyIf = joinBranches(policy.onlyIf, held.onlyIf);
  return onlyIf === undefined ? [] : [{ ...held, ...toOnlyIf(onlyIf) }];
}

/** In another template than the role's, the same words may mean another thing. */
const toPlaced = (source: UnreadSource, { at }: PolicySource, { template }: Role): UnreadSource =>
  at.file === template ? source : { ...source, words: `${at.file}#${source.words}` };

const toUnresolved = (what: string, why: string, policy: PolicySource): Granted => ({
  granted: [],
  unresolved: [{ what, why, at: policy.at }],
  denials: [],
  unread: [{ words: printWords({ ...policy, onlyIf: undefined }), mayDeny: false }],
});

/** A policy of which nothing is known may deny anything. */
const withDenial = (found: Granted, { at }: PolicySource, { id }: Role): Granted => ({
  ...found,
  unread: found.unread.map((source) => ({ ...source, mayDeny: true })),
  denials: [
    {
      effect: 'Deny',
      actions: ['*'],
      notAction: false,
      resources: [literal('*')],
      notResource: false,
      condition: null,
      origin: { kind: 'inline', name: id, resource: id, at },
    },
  ],
});

function expandInline(policy: InlinePolicy, role: Role, scope: Scope): Granted {
  const resource = policy.resource;
  // A policy of the tree may stand in another template than the role.
  const home = policy.at.file === scope.template.file ? scope : createScope(scope.application, policy.at.file);
  const type = resource === undefined ? undefined : home.template.resources.get(resource)?.type;
  const isAdded = policy.name?.provenance === 'expansion';
  const kind: GrantOrigin['kind'] = isAdded
    ? 'implicit'
    : type === 'AWS::IAM::ManagedPolicy'
      ? 'managed-customer'
      : 'inline';
  const name = policy.name === null ? (resource ?? role.id) : toText(policy.name);
  return readAll(policy, { kind, name, resource: resource ?? role.id }, home);
}

function readAll(
  { statements }: InlinePolicy | ConnectorPolicy,
  origin: Omit<GrantOrigin, 'at'>,
  scope: Scope,
): Granted {
  const read = statements.map((statement) => {
    const { sid, at } = statement;
    return readStatement(statement, { ...origin, ...(sid === null ? {} : { sid }), at }, scope);
  });
  return {
    granted: read.flatMap((found) => found.granted),
    unresolved: read.flatMap((found) => found.unresolved),
    denials: read.flatMap((found) => found.denials),
    unread: read.flatMap((found) => found.unread),
  };
}

function expandManaged(policy: ManagedPolicy, role: Role, scope: Scope): Granted {
  const name = resolveText(policy.arn, scope.template, scope.application) ?? toText(policy.arn);
  const kind = policy.arn.provenance === 'expansion' ? 'implicit' : 'managed-aws';
  const own = name.slice(name.lastIndexOf('/') + 1);
  const found = expandManagedPolicy(name, { kind, name: own, resource: role.id, at: policy.at });
  if (found === undefined)
    return withDenial(
      toUnresolved(`managed policy ${name}`, 'it is not one of AWS, nor in a template here', policy),
      policy,
      role,
    );
  const isSure = isGiven(policy.arn, scope);
  return {
    granted: isSure ? found : found.map((one) => ({ ...one, isAssumed: true })),
    unresolved: [],
    denials: [],
    unread: [],
  };
}

/** True for a text that no default of a parameter is part of. */
function isGiven(value: Value, { template, application }: Scope): boolean {
  const templates = application.templates.map(withoutDefaults);
  const given = resolveValue(value, withoutDefaults(template), { templates });
  const isText = given.kind === 'literal' || given.kind === 'join';
  return (
    isText && value.provenance !== 'parameter-default' && !hasReference(given, (id) => template.parameters.has(id))
  );
}

function expandTemplate(policy: PolicyTemplate, role: Role): Granted {
  const origin: GrantOrigin = { kind: 'policy-template', name: policy.name, resource: role.id, at: policy.at };
  const found = expandPolicyTemplate(policy.name, policy.parameters, origin);
  if (found === undefined) return toUnresolved(`policy template ${policy.name}`, 'SAM has none of this name', policy);
  return { granted: found, unresolved: [], denials: [], unread: [] };
}

function expandConnector(policy: ConnectorPolicy, scope: Scope): Granted {
  const destination = policy.statements[0]?.resources[0];
  const name = destination === undefined ? policy.resource : toText(destination);
  return readAll(policy, { kind: 'connector', name, resource: policy.resource }, scope);
}
