import { toExpression, toText } from '../../app/expression.ts';
import { matchActions } from '../../aws/actions.ts';
import { compareActions, compareReadings } from '../../iam/match.ts';
import type { NeededResource } from '../function-permissions.ts';
import { mayBeEmpty } from '../minimise/conditional-resources.ts';
import { isBaseAction, isBaseOrigin } from '../reconcile/base-permissions.ts';
import { isTolerated } from '../reconcile/find-excess.ts';
import { isSpannedTogether } from '../reconcile/find-unscoped.ts';
import { isRelated, isSameScope } from '../reconcile/related-resources.ts';
import type { GrantView, NeedPair } from '../reconcile/role-view.ts';
import type { UnseenUse } from '../reconcile/unseen-use.ts';

/** A resource of the statement that stays (by its index), or one that is put in its place. */
export type ResourceChoice =
  | { readonly kind: 'kept'; readonly index: number; readonly text: string; readonly expression: unknown }
  | { readonly kind: 'needed'; readonly text: string; readonly expression: unknown };

/** Actions of the statement that keep the same resources. An action with `index` stands in the statement already. */
export interface NarrowedGroup {
  readonly actions: readonly { readonly action: string; readonly index: number | null }[];
  readonly resources: readonly ResourceChoice[];
}

/**
 * What is to remain of a statement so that it gives the needs and no more than before: never an action or a resource
 * that it did not give. Empty when nothing of it is needed.
 */
export function narrowStatement(
  grant: GrantView,
  pairs: readonly NeedPair[],
  unseen: UnseenUse,
): readonly NarrowedGroup[] {
  const choices = new Map<string, { action: string; index: number | null; resources: readonly ResourceChoice[] }>();
  grant.statement.actions.forEach((granted, index) => {
    for (const choice of chooseActions(granted, index, grant, pairs, unseen)) {
      const key = choice.action.toLowerCase();
      if (choice.resources.length > 0 && !choices.has(key)) choices.set(key, choice);
    }
  });
  const groups = new Map<string, NarrowedGroup>();
  for (const { action, index, resources } of choices.values()) {
    const key = JSON.stringify(resources.map((r) => r.text));
    const group = groups.get(key) ?? { actions: [], resources };
    groups.set(key, { ...group, actions: [...group.actions, { action, index }] });
  }
  return [...groups.values()];
}

interface Choice {
  readonly action: string;
  readonly index: number | null;
  readonly resources: readonly ResourceChoice[];
}

function chooseActions(
  granted: string,
  index: number,
  grant: GrantView,
  pairs: readonly NeedPair[],
  unseen: UnseenUse,
): readonly Choice[] {
  const used = pairs.filter((pair) => compareActions(granted, pair.need.action) !== 'no');
  if (isBaseAction(granted) || isKept(granted, used.length > 0, unseen)) {
    return [{ action: granted, index, resources: grant.resources.map((_, i) => keep(grant, i)) }];
  }
  if (!isTooWidePattern(granted, used)) return [{ action: granted, index, resources: chooseResources(grant, used) }];
  const needed = [...new Set(used.map((pair) => pair.need.action))].sort();
  return needed.map((action) => ({
    action,
    index: null,
    resources: chooseResources(
      grant,
      used.filter((pair) => pair.need.action === action),
    ),
  }));
}

/** What the code cannot show stays; of `*` only what a service does in the function's name is such a reason. */
function isKept(granted: string, isUsed: boolean, unseen: UnseenUse): boolean {
  if (granted === '*') return unseen.isOnBehalf(granted);
  return unseen.mayUse(granted) || (!isUsed && isTolerated(granted, unseen));
}

function isTooWidePattern(granted: string, used: readonly NeedPair[]): boolean {
  if (!/[*?]/.test(granted)) return false;
  return (
    granted === '*' ||
    matchActions(granted).some((name) => used.every((p) => compareActions(p.need.action, name) === 'no'))
  );
}

const keep = (grant: GrantView, index: number): ResourceChoice => {
  const value = grant.resources[index]?.value;
  if (value === undefined) return { kind: 'needed', text: '*', expression: '*' };
  return { kind: 'kept', index, text: toText(value), expression: toExpression(value) };
};

function chooseResources(grant: GrantView, used: readonly NeedPair[]): readonly ResourceChoice[] {
  const kept: ResourceChoice[] = [];
  const keptGlobs: GrantView['resources'][number]['globs'][] = [];
  const wanted = new Map<string, NeedPair>();
  grant.resources.forEach((resource, index) => {
    const touching = used.filter((pair) => isRelated(resource.globs, pair.globs));
    if (touching.length === 0) return;
    const isWide = (pair: NeedPair): boolean =>
      !isBaseOrigin(pair.need.origin) &&
      compareReadings(resource.globs, pair.globs) === 'covers' &&
      !isSameScope(resource.globs, pair.globs) &&
      !isSpannedTogether(resource.globs, pair, used);
    if (touching.every(isWide)) {
      for (const pair of touching) wanted.set(pair.resource.arn, pair);
      return;
    }
    // A need that is as wide as the grant, or one that it gives in part, leaves the resource as it is.
    kept.push(keep(grant, index));
    keptGlobs.push(resource.globs);
  });
  const added = [...wanted.values()]
    .filter((pair) => !keptGlobs.some((globs) => compareReadings(globs, pair.globs) === 'covers'))
    .sort((a, b) => (a.resource.arn < b.resource.arn ? -1 : 1))
    .map((pair) => toNeeded(pair.resource));
  return [...kept, ...added];
}

const toNeeded = (resource: NeededResource): ResourceChoice => ({
  kind: 'needed',
  text: resource.arn,
  expression: resource.expression,
});

/** True when what a group would name exists only under a condition: the group cannot stand in a statement that always holds. */
export const isConditional = ({ resources }: NarrowedGroup): boolean =>
  resources.some((r) => r.kind === 'needed') && mayBeEmpty(resources.map((r) => r.expression));

/** True when a statement would stay just as it is. */
export function isUnchanged(grant: GrantView, groups: readonly NarrowedGroup[]): boolean {
  const [group] = groups;
  return (
    groups.length === 1 &&
    group !== undefined &&
    group.actions.length === grant.statement.actions.length &&
    group.resources.length === grant.resources.length &&
    group.actions.every((a) => a.index !== null) &&
    group.resources.every((r) => r.kind === 'kept')
  );
}
