import type { Value } from '../../app/value.ts';
import { findAction, matchActions } from '../../aws/actions.ts';
import { compareActions } from '../../iam/match.ts';
import { toResourceGlobs } from '../../iam/resource-globs.ts';
import type { GrantedStatement } from '../../permissions/function-permissions.ts';
import { isBaseAction } from '../../permissions/reconcile/base-permissions.ts';
import { isAllThatMayBeSaid } from '../../permissions/reconcile/find-unscoped.ts';
import { createScope, toNeedPairs } from '../../permissions/reconcile/role-view.ts';
import { isWrittenOut, type Grant } from './grant.ts';
import { findReach } from './reach.ts';

/**
 * The statements of a place whose resource is left open: `*`, or all of a kind. Of a policy template only where its
 * parameter is the wildcard, as its own are not for its user to choose. One that a condition narrows is not open.
 */
export function findOpenStatements(grant: Grant): readonly GrantedStatement[] {
  const { origin, statements, scope, role } = grant;
  const template = role.policies.find((p) => p.kind === 'policy-template' && p.at.start === origin.at.start);
  const isChosen =
    isWrittenOut(grant) ||
    (template?.kind === 'policy-template' && [...template.parameters.entries.values()].some(isWildcard));
  if (!isChosen) return [];
  return statements.filter(
    (statement) =>
      !statement.notAction &&
      !statement.notResource &&
      statement.resources.some((value) => findReach(value, scope) !== 'named') &&
      !narrowsResources(statement.condition),
  );
}

const isWildcard = (value: Value): boolean => value.kind === 'literal' && /^[*?]+$/.test(String(value.value));

/** Keys that say who asks, from where and when, and nothing about the resource. */
const OF_THE_REQUEST =
  /^aws:(?:Secure|Source(?:Ip|Vpc|Vpce)|Requested|Current|Epoch|Principal|User|Via|Called|MultiFactor|Token|Referer|FederatedProvider)/i;

/** True for a condition that may narrow what `*` stands for, such as a tag, a prefix or a key of the table. */
function narrowsResources(condition: Value | null): boolean {
  if (condition === null) return false;
  if (condition.kind !== 'map') return true;
  return [...condition.entries.values()].some(
    (test) => test.kind !== 'map' || [...test.entries.keys()].some((key) => !OF_THE_REQUEST.test(key)),
  );
}

/** Actions whose resource the catalogue knows, and hardly any call. */
const WITHOUT_RESOURCE = new Set(['cloudwatch:PutMetricData']);

/** The actions under a pattern that a statement may name resources for; those that run the function itself apart. */
export const findScopable = (pattern: string): readonly string[] =>
  matchActions(pattern).filter(
    (action) =>
      !isBaseAction(action) && !WITHOUT_RESOURCE.has(action) && (findAction(action)?.resourceTypes.length ?? 0) > 0,
  );

/** The actions of a place that stand on an open resource and could name one. */
export function findScopableOpen(grant: Grant, left: readonly string[]): readonly string[] {
  const open = new Set(findOpenStatements(grant).flatMap((statement) => statement.actions));
  return left.filter(
    (action) =>
      open.has(action) &&
      findScopable(action).length > 0 &&
      !isUsedWithoutResource(grant, action) &&
      !isForced(grant, action),
  );
}

/** True when the resources may not be named, because they refer to the function: no narrower statement can be deployed. */
function isForced(grant: Grant, action: string): boolean {
  const { members, scope } = grant;
  const open = findOpenStatements(grant).filter((statement) => statement.actions.includes(action));
  const pairs = members
    .flatMap((member) => toNeedPairs(member.needed, createScope(scope.application, member.function.template)))
    .filter((pair) => pair.instead !== undefined && compareActions(action, pair.need.action) === 'covers');
  return open
    .flatMap((statement) => statement.resources)
    .every((value) => pairs.some((pair) => isAllThatMayBeSaid(toResourceGlobs(value, scope), pair)));
}

/** True when all that the code does with an action is about no resource, as a text message to a phone number is. */
function isUsedWithoutResource({ members }: Grant, action: string): boolean {
  if (members.some((member) => !member.complete)) return false;
  const resources = members
    .flatMap((member) => member.needed)
    .filter((need) => compareActions(action, need.action) !== 'no')
    .flatMap((need) => need.resources);
  return resources.length > 0 && resources.every((resource) => resource.arn === '*');
}
