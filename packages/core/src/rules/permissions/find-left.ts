import type { FunctionPermissions } from '../../permissions/function-permissions.ts';
import { createJudge, type Judge } from '../../permissions/reconcile/judge-excess.ts';
import { toGrantViews } from '../../permissions/reconcile/role-view.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import { findActions, isWrittenOut, type Grant } from './grant.ts';
import { listProbes } from './list-probes.ts';

/** What one role is allowed and denied, and what bounds it; the permissions of a function tell it of the function's role. */
export type Holding = Pick<FunctionPermissions, 'granted' | 'limits'>;

/** Every question costs, and a grant has the same holdings whoever asks. */
const known = new WeakMap<Grant, readonly string[]>();
const judges = new WeakMap<Holding, Judge | null>();

/** The actions of a place of which denials and boundaries leave something to one of the roles that have it. */
export function findLeft(grant: Grant, holdings: readonly Holding[] = grant.members): readonly string[] {
  const found =
    known.get(grant) ??
    findActions(grant).filter((action) => !holdings.every((one) => isTakenAway(grant, action, one)));
  known.set(grant, found);
  return found;
}

/**
 * The same without the patterns for all there is, or all of a service, of whose actions that change something the half or more is taken
 * away: what they say is not what is allowed.
 */
export const findWide = (grant: Grant, holdings: readonly Holding[] = grant.members): readonly string[] =>
  findLeft(grant, holdings).filter((action) => !holdings.every((one) => isHollow(grant, action, one)));

function isTakenAway(grant: Grant, action: string, holding: Holding): boolean {
  const judge = findJudge(holding, grant.scope);
  return judge?.mayTake(action) === true && leavesNothing(grant, action, action, judge);
}

function isHollow(grant: Grant, pattern: string, holding: Holding): boolean {
  const judge = findJudge(holding, grant.scope);
  if (judge?.mayTake(pattern) !== true || !isWrittenOut(grant)) return false;
  const probes = listProbes(pattern);
  const taken = probes.filter((probe) => judge.mayTake(probe) && leavesNothing(grant, pattern, probe, judge));
  return taken.length > 0 && taken.length * 2 >= probes.length;
}

function findJudge(holding: Holding, scope: Scope): Judge | null {
  const found = judges.get(holding);
  if (found !== undefined) return found;
  const { granted, limits } = holding;
  const isPlain = limits === undefined && granted.every(({ effect }) => effect === 'Allow');
  const made = isPlain ? null : createJudge(toGrantViews(granted, scope), [], limits && toGrantViews(limits, scope));
  judges.set(holding, made);
  return made;
}

/** Whether nothing of `asked` is left of what the statements with the action `written` allow. */
function leavesNothing({ statements, scope }: Grant, written: string, asked: string, judge: Judge): boolean {
  const views = toGrantViews(
    statements.filter(({ actions, notAction }) => !notAction && actions.includes(written)),
    scope,
  );
  return views.every((view) => {
    const globs = view.resources.flatMap((resource) => resource.globs);
    // A resource of which nothing is known may be any.
    return globs.length > 0 && judge.judge({ actions: [asked], globs }, view)?.kind === 'none';
  });
}
