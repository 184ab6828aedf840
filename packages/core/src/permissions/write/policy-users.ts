import type { Application, Template } from '../../app/application.ts';
import { findResource } from '../../app/follow-value.ts';
import { hasReference } from '../../app/has-reference.ts';
import type { Resource } from '../../app/resource.ts';
import type { Role } from '../../app/role.ts';
import { findEntry, toItems } from '../../app/value.ts';
import type { FunctionPermissions } from '../function-permissions.ts';
import { createScope, toNeedPairs, type NeedPair } from '../reconcile/role-view.ts';
import type { PolicyUnit } from './policy-unit.ts';
import { findReasonToKeep } from '../reconcile/reason-to-keep.ts';

/** Who else has the policy that a unit stands in. */
export interface PolicyUsers {
  /** What the functions of other roles that have it need. */
  readonly pairs: readonly NeedPair[];
  /** Why it must stay as it is, or `null`. */
  readonly obstacle: string | null;
  /** True when the policy is planned with another of its roles. */
  readonly isPlannedElsewhere: boolean;
}

const ALONE: PolicyUsers = { pairs: [], obstacle: null, isPlannedElsewhere: false };
const OTHERS = 'a policy that is too wide is also used by others';

/** Finds the other users of a policy that is a resource of its own; every other policy belongs to one role. */
export function findPolicyUsers(
  application: Application,
  permissions: readonly FunctionPermissions[],
  role: Role,
  { policy }: PolicyUnit,
): PolicyUsers {
  if (policy.kind !== 'inline' || policy.resource === undefined) return ALONE;
  const template = application.templates.find((t) => t.file === policy.at.file);
  const resource = template?.resources.get(policy.resource);
  const roles = application.roles.filter((other) => hasPolicy(other, policy.at.file, policy.at.start));
  if (template !== undefined && resource !== undefined && hasUnknownUser(template, resource, application))
    return { ...ALONE, obstacle: OTHERS };
  const others = roles.filter((other) => other !== role);
  const members = others.map((other) => permissions.filter((p) => p.role === other));
  const isKept = others.some((other, i) => {
    const users = members[i] ?? [];
    return users.length === 0 || findReasonToKeep(application, other, users) !== null;
  });
  const pairs = members.flat().flatMap((m) => toNeedPairs(m.needed, createScope(application, m.function.template)));
  return { pairs, obstacle: isKept ? OTHERS : null, isPlannedElsewhere: roles[0] !== role };
}

/** True when anything but a role of the tree has the policy, or may: people, other stacks, a role that only its name tells. */
function hasUnknownUser(template: Template, { id, properties }: Resource, application: Application): boolean {
  if (['Groups', 'Users'].some((name) => properties.entries.has(name))) return true;
  const named = [...toItems(findEntry(properties, 'Roles')), ...toItems(findEntry(properties, 'RoleName'))];
  return (
    named.some((value) => !ROLES.has(findResource(value, template, application)?.resource.type ?? '')) ||
    listReferred(template).has(id)
  );
}

const referred = new WeakMap<Template, ReadonlySet<string>>();

/** What is exported, or referred to by anything but what attaches policies to roles. */
function listReferred(template: Template): ReadonlySet<string> {
  const found = referred.get(template);
  if (found !== undefined) return found;
  const ids = new Set<string>();
  const note = (id: string): boolean => {
    ids.add(id);
    return false;
  };
  for (const { exported, value } of template.exports) if (exported) hasReference(value, note);
  for (const { type, properties } of template.resources.values()) {
    for (const [name, value] of properties.entries) {
      if (!(ROLES.has(type) && ATTACHING.has(name))) hasReference(value, note);
    }
  }
  referred.set(template, ids);
  return ids;
}

/** What has a role of its own, and the properties that attach policies to it. */
const ROLES = new Set(['AWS::IAM::Role', 'AWS::Serverless::Function']);
const ATTACHING = new Set(['ManagedPolicyArns', 'Policies']);

const hasPolicy = (role: Role, file: string, start: number): boolean =>
  role.policies.some(
    (p) => p.kind === 'inline' && p.resource !== undefined && p.at.file === file && p.at.start === start,
  );
