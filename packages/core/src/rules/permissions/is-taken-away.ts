import type { FunctionPermissions } from '../../permissions/function-permissions.ts';
import { createJudge, type Judge } from '../../permissions/reconcile/judge-excess.ts';
import { toGrantViews } from '../../permissions/reconcile/role-view.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { Grant } from './grant.ts';

const judges = new WeakMap<FunctionPermissions, Judge | null>();

/** True for an action of a place of which denials, or the boundary, of every role that has it leave nothing. */
export const isTakenAway = (grant: Grant, action: string): boolean =>
  grant.members.every((member) => {
    const judge = findJudge(member, grant.scope);
    return judge?.mayTake(action) === true && leavesNothing(grant, action, judge);
  });

function findJudge(member: FunctionPermissions, scope: Scope): Judge | null {
  const known = judges.get(member);
  if (known !== undefined) return known;
  const { granted, limits } = member;
  const isPlain = limits === undefined && granted.every(({ effect }) => effect === 'Allow');
  const made = isPlain ? null : createJudge(toGrantViews(granted, scope), [], limits && toGrantViews(limits, scope));
  judges.set(member, made);
  return made;
}

function leavesNothing({ statements, scope }: Grant, action: string, judge: Judge): boolean {
  const views = toGrantViews(
    statements.filter(({ actions, notAction }) => !notAction && actions.includes(action)),
    scope,
  );
  return views.every((view) => {
    const globs = view.resources.flatMap((resource) => resource.globs);
    // A resource of which nothing is known may be any.
    return globs.length > 0 && judge.judge({ actions: [action], globs }, view)?.kind === 'none';
  });
}
