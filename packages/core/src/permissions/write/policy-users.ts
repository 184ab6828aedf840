import type { Application } from '../../app/application.ts';
import type { Role } from '../../app/role.ts';
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
  const resource = application.templates.find((t) => t.file === policy.at.file)?.resources.get(policy.resource);
  const hasPeople = ['Groups', 'Users'].some((name) => resource?.properties.entries.has(name) === true);
  if (hasPeople) return { ...ALONE, obstacle: OTHERS };
  const roles = application.roles.filter((other) => hasPolicy(other, policy.at.file, policy.at.start));
  const others = roles.filter((other) => other !== role);
  const members = others.map((other) => permissions.filter((p) => p.role === other));
  const isKept = others.some((other, i) => {
    const users = members[i] ?? [];
    return users.length === 0 || findReasonToKeep(application, other, users) !== null;
  });
  const pairs = members.flat().flatMap((m) => toNeedPairs(m.needed, createScope(application, m.function.template)));
  return { pairs, obstacle: isKept ? OTHERS : null, isPlannedElsewhere: roles[0] !== role };
}

const hasPolicy = (role: Role, file: string, start: number): boolean =>
  role.policies.some(
    (p) => p.kind === 'inline' && p.resource !== undefined && p.at.file === file && p.at.start === start,
  );
