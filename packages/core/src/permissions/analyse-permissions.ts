import type { Application } from '../app/application.ts';
import type { CodeFacts } from '../app/code-facts.ts';
import type { LambdaFunction } from '../app/function.ts';
import type { Role } from '../app/role.ts';
import type { FunctionPermissions } from './function-permissions.ts';
import { findGranted } from './granted/find-granted.ts';
import { findNeeded, type Needed } from './needed/find-needed.ts';
import { findReasonToKeep } from './reconcile/reason-to-keep.ts';
import { reconcile, type SharedNeeds } from './reconcile/reconcile.ts';

/** What each function needs, has and should have, in the order of `application.functions`. `facts` has the same order. */
export function analysePermissions(
  application: Application,
  facts: readonly CodeFacts[],
): readonly FunctionPermissions[] {
  const members = application.functions.flatMap((fn, index) => {
    const own = facts[index];
    return own === undefined
      ? []
      : [{ fn, facts: own, role: findRole(fn, application), ...findNeeded(fn, own, application) }];
  });
  return withDoubts(
    application,
    members.map((member) => reconcileMember(member, members, application)),
  );
}

function reconcileMember(member: Member, members: readonly Member[], application: Application): FunctionPermissions {
  const { granted, unresolved, limits } = findGranted(member.fn, member.role, application);
  return reconcile({
    function: member.fn,
    role: member.role,
    facts: member.facts,
    needed: member.needed,
    unresolvedNeeds: member.unresolved,
    granted,
    ...(limits === undefined ? {} : { limits }),
    unresolvedGrants: unresolved,
    others: members
      .filter((other) => other !== member && other.role !== null && other.role === member.role)
      .map(toShared),
    application,
  });
}

/** What is not known of one function of a role makes the excess of all of them uncertain. */
function withDoubts(
  application: Application,
  permissions: readonly FunctionPermissions[],
): readonly FunctionPermissions[] {
  const doubts = new Map<Role, string | null>();
  return permissions.map((entry) => {
    const { role } = entry;
    if (role === null) return entry;
    if (!doubts.has(role)) {
      const members = permissions.filter((other) => other.role === role);
      doubts.set(role, findReasonToKeep(application, role, members));
    }
    const doubt = doubts.get(role) ?? null;
    return doubt === null ? entry : { ...entry, doubt };
  });
}

/** The role that a function's link names; `null` when it stands outside the tree. */
function findRole(fn: LambdaFunction, application: Application): Role | null {
  const link = fn.role;
  if (link.kind === 'other') return null;
  return application.roles.find((role) => role.id === link.id && role.template === link.template) ?? null;
}

interface Member extends Needed {
  readonly fn: LambdaFunction;
  readonly facts: CodeFacts;
  readonly role: Role | null;
}

const toShared = (other: Member): SharedNeeds => ({
  template: other.fn.template,
  needed: other.needed,
  facts: other.facts,
});
