import type { Application } from '../app/application.ts';
import type { CodeFacts } from '../app/code-facts.ts';
import type { LambdaFunction } from '../app/function.ts';
import type { Role } from '../app/role.ts';
import type { FunctionPermissions } from './function-permissions.ts';
import { findGranted } from './granted/find-granted.ts';
import { findNeeded, type Needed } from './needed/find-needed.ts';
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
  return members.map((member) => {
    const { granted, unresolved } = findGranted(member.fn, member.role, application);
    return reconcile({
      function: member.fn,
      role: member.role,
      facts: member.facts,
      needed: member.needed,
      unresolvedNeeds: member.unresolved,
      granted,
      unresolvedGrants: unresolved,
      others: members
        .filter((other) => other !== member && other.role !== null && other.role === member.role)
        .map(toShared),
      application,
    });
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
}

const toShared = (other: Member): SharedNeeds => ({
  template: other.fn.template,
  needed: other.needed,
  facts: other.facts,
});
