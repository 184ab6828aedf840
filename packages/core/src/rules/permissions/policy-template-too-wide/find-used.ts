import { isBaseOrigin } from '../../../permissions/reconcile/base-permissions.ts';
import { createScope, findCoverage, toGrantViews, toNeedPairs } from '../../../permissions/reconcile/role-view.ts';
import type { Grant } from '../grant.ts';

/** The actions that the functions need of a place, on what it gives them on, sorted. */
export function findUsed({ members, statements, scope }: Grant): readonly string[] {
  const views = toGrantViews(statements, scope);
  const actions = members
    .flatMap((member) => toNeedPairs(member.needed, createScope(scope.application, member.function.template)))
    .filter(({ need }) => !isBaseOrigin(need.origin))
    .filter((pair) => views.some((view) => findCoverage(view, pair) !== 'no'))
    .map((pair) => pair.need.action);
  return [...new Set(actions)].sort();
}
