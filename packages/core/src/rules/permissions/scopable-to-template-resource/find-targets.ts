import { compareActions, compareReadings } from '../../../iam/match.ts';
import { toResourceGlobs } from '../../../iam/resource-globs.ts';
import { createScope, toNeedPairs, type NeedPair } from '../../../permissions/reconcile/role-view.ts';
import type { Grant } from '../grant.ts';
import { isUnderstood } from '../is-understood.ts';
import { findOpenStatements, findScopable } from '../open-statements.ts';
import { findReach } from '../reach.ts';

/**
 * The resources of the application that are all that the functions use of some open actions, by logical id. Empty
 * where something else is used too, or where that cannot be told: what is not resolved may use another.
 */
export function findTargets(grant: Grant, actions: readonly string[]): readonly string[] {
  const { members, scope } = grant;
  if (!isUnderstood(grant)) return [];
  const open = findOpenStatements(grant).flatMap((statement) =>
    statement.resources.filter((value) => findReach(value, scope) !== 'named'),
  );
  const openGlobs = open.flatMap((value) => toResourceGlobs(value, scope));
  const pairs = members
    .flatMap((member) => toNeedPairs(member.needed, createScope(scope.application, member.function.template)))
    .filter((pair) => isScopableUse(pair, actions) && compareReadings(openGlobs, pair.globs) !== 'no');
  const ids = pairs.map((pair) => findDeclared(pair, grant));
  return ids.every((id) => id !== undefined) ? [...new Set(ids)].sort() : [];
}

const isScopableUse = ({ need }: NeedPair, actions: readonly string[]): boolean =>
  actions.some((action) => compareActions(action, need.action) !== 'no') && findScopable(need.action).length > 0;

function findDeclared({ resource: { logicalId, scope } }: NeedPair, grant: Grant): string | undefined {
  if (logicalId === undefined || scope === 'wildcard') return undefined;
  return grant.scope.application.templates.some((template) => template.resources.has(logicalId))
    ? logicalId
    : undefined;
}
