import { findAction, isKnownService, matchActions } from '../../aws/actions.ts';
import { findApplicable } from '../../iam/find-applicable.ts';
import { compareActions, compareReadings } from '../../iam/match.ts';
import type { ExcessPermission } from '../function-permissions.ts';
import { isBaseAction, isBaseGrant, isPollerPolicy } from './base-permissions.ts';
import { findEffective, toResourceText, toTokens } from './find-effective.ts';
import { isRelated } from './related-resources.ts';
import { judgeNothing, type Claim, type Judge, type Judgement } from './judge-excess.ts';
import { findCoverage, type GrantView, type NeedPair } from './role-view.ts';
import type { UnseenUse } from './unseen-use.ts';

/**
 * What is granted beyond the needs: one entry for an action (or pattern) of a statement of which nothing is needed, one
 * for a pattern that holds more than is needed, one for a needed action on a resource that it is not needed on. An action is not
 * listed on a resource that it cannot work on.
 */
export function findExcess(
  grants: readonly GrantView[],
  pairs: readonly NeedPair[],
  unseen: UnseenUse,
  judge: Judge = judgeNothing,
): readonly ExcessPermission[] {
  return grants
    .filter((grant) => isJudged(grant, pairs))
    .flatMap((grant) =>
      findInStatement(grant, pairs, unseen)
        .flatMap((draft) => toEffective(draft, grant))
        .flatMap((draft) => confirm(draft, grant, judge)),
    );
}

/** True where a statement says more than what is needed, be it without effect. */
export const saysMore = (grants: readonly GrantView[], pairs: readonly NeedPair[], unseen: UnseenUse): boolean =>
  grants.some((grant) => isJudged(grant, pairs) && findInStatement(grant, pairs, unseen).length > 0);

/** Denials take away, and what runs the function itself is never too much. */
export const isJudged = (grant: GrantView, pairs: readonly NeedPair[]): boolean =>
  grant.statement.effect === 'Allow' && !isBaseGrant(grant.statement) && !isPollerGrant(grant, pairs);

/** A ready-made policy for a poller fits when the function has such a trigger. */
const isPollerGrant = (grant: GrantView, pairs: readonly NeedPair[]): boolean =>
  isPollerPolicy(grant.statement.origin) &&
  pairs.some((pair) => pair.need.origin === 'trigger' && findCoverage(grant, pair) !== 'no');

/** What matching finds, before anybody has asked whether it is allowed at all. */
interface Draft {
  readonly action: string;
  readonly resources: GrantView['resources'];
  readonly needed?: readonly string[];
  readonly unneeded?: readonly string[];
}

/** Drops the resources, and of a pattern the actions, that do not go together with the rest. */
function toEffective(draft: Draft, { statement }: GrantView): readonly Draft[] {
  if (statement.notAction || statement.notResource) return [draft];
  const resources = findEffective(draft.unneeded ?? [draft.action], draft.resources);
  if (resources.length === 0) return [];
  if (draft.unneeded === undefined) return [{ ...draft, resources }];
  const globs = resources.flatMap((resource) => toTokens(resource.globs));
  const unneeded = findApplicable(draft.unneeded, globs);
  return unneeded.length === 0 ? [] : [{ ...draft, resources, unneeded }];
}

/** Drops what denials, the boundary and conditions leave nothing of. */
function confirm(draft: Draft, grant: GrantView, judge: Judge): readonly ExcessPermission[] {
  const { action, resources, ...parts } = draft;
  const { statement } = grant;
  const actions = statement.notAction ? statement.actions : (draft.unneeded ?? [action]);
  const claim: Claim = { actions, globs: resources.flatMap((resource) => resource.globs) };
  const judgement = judge.judge(claim, grant);
  if (judgement?.kind === 'none') return [];
  const isLeft = (name: string): boolean =>
    !judge.mayTake(name) || judge.judge({ ...claim, actions: [name] }, grant)?.kind !== 'none';
  const unneeded = judgement === undefined ? draft.unneeded : draft.unneeded?.filter(isLeft);
  const resource = statement.notResource ? '*' : toResourceText(resources);
  const entry = { action, resource, origin: statement.origin, ...parts };
  return [{ ...entry, ...(unneeded === undefined ? {} : { unneeded }), ...toProof(judgement) }];
}

export function toProof(judgement: Judgement): Pick<ExcessPermission, 'example' | 'undecided'> {
  if (judgement?.kind === 'unknown') return { undecided: judgement.why };
  return judgement?.kind === 'real' && judgement.example !== undefined ? { example: judgement.example } : {};
}

function findInStatement(grant: GrantView, pairs: readonly NeedPair[], unseen: UnseenUse): readonly Draft[] {
  const { statement, resources } = grant;
  const here = pairs.filter((pair) => (statement.notResource ? !isLeftOut(grant, pair) : isNeededHere(grant, pair)));
  if (statement.notAction) return [{ action: '*', resources }];
  return statement.actions
    .filter((action) => !isBaseAction(action) && !isTolerated(action, unseen))
    .flatMap((action): readonly Draft[] => {
      const used = here.filter((pair) => compareActions(action, pair.need.action) !== 'no');
      if (used.length === 0) return [{ action, resources }];
      if (/[*?]/.test(action)) return findBeyondPattern(action, resources, used);
      return findIdleResources(grant, used).map((resource) => ({ action, resources: [resource] }));
    });
}

/**
 * True for an action that must not be called excess: the code cannot show its use, a call works better with it, or the
 * service knows no such action, so that nothing is granted. A pattern is tolerated when all that it holds is.
 */
export function isTolerated(action: string, unseen: UnseenUse): boolean {
  if (action === '*') return false;
  if (!/[*?]/.test(action)) {
    const isUnknown = findAction(action) === undefined && isKnownService(action.slice(0, action.indexOf(':')));
    return isUnknown || unseen.mayUse(action) || unseen.isOptional(action);
  }
  const actions = matchActions(action);
  return actions.length > 0 && actions.every((name) => isBaseAction(name) || unseen.mayUse(name));
}

/** True for what `NotResource` surely leaves out. */
export const isLeftOut = (grant: GrantView, pair: NeedPair): boolean =>
  grant.resources.some((resource) => compareReadings(resource.globs, pair.globs) === 'covers');

const isNeededHere = (grant: GrantView, pair: NeedPair): boolean =>
  grant.resources.some((resource) => isRelated(resource.globs, pair.globs));

function findBeyondPattern(
  action: string,
  resources: GrantView['resources'],
  used: readonly NeedPair[],
): readonly Draft[] {
  const needed = [...new Set(used.map((pair) => pair.need.action))].sort();
  if (action === '*') return [{ action, resources, needed }];
  const unneeded = matchActions(action).filter(
    (name) => !isBaseAction(name) && needed.every((n) => compareActions(n, name) === 'no'),
  );
  return unneeded.length === 0 ? [] : [{ action, resources, needed, unneeded }];
}

/** The resources of a statement that no use of the action touches. */
function findIdleResources(grant: GrantView, used: readonly NeedPair[]): GrantView['resources'] {
  if (grant.statement.notResource) return [];
  return grant.resources.filter((resource) => !used.some((pair) => isRelated(resource.globs, pair.globs)));
}
