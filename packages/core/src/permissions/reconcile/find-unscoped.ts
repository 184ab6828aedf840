import { toTexts } from '../../app/to-texts.ts';
import { compareActions, compareReadings } from '../../iam/match.ts';
import type { UnscopedPermission } from '../function-permissions.ts';
import { isBaseAction, isBaseOrigin } from './base-permissions.ts';
import { isJudged, isLeftOut, toProof } from './find-excess.ts';
import { judgeNothing, type Judge } from './judge-excess.ts';
import { isSameScope } from './related-resources.ts';
import type { GrantView, NeedPair } from './role-view.ts';

/** Needed actions that are granted on more than what they are needed on. */
export function findUnscoped(
  grants: readonly GrantView[],
  pairs: readonly NeedPair[],
  judge: Judge = judgeNothing,
): readonly UnscopedPermission[] {
  const found = new Map<string, UnscopedPermission>();
  const spans = createSpans(pairs);
  for (const grant of grants) {
    if (!isJudged(grant, pairs) || grant.statement.notAction) continue;
    for (const pair of pairs) {
      if (isBaseOrigin(pair.need.origin) && isBaseAction(pair.need.action)) continue;
      const wide = findWiderResource(grant, pair, spans);
      if (wide === undefined) continue;
      const judgement = judge.judge({ actions: [pair.need.action], globs: wide.globs }, grant);
      if (judgement?.kind === 'none') continue;
      const entry = {
        action: pair.need.action,
        granted: wide.text,
        needed: pair.resource.arn,
        origin: grant.statement.origin,
        ...toProof(judgement),
      };
      found.set(JSON.stringify([entry.action, entry.granted, entry.needed, entry.origin.at.start]), entry);
    }
  }
  return [...found.values()];
}

interface WiderResource {
  readonly text: string;
  readonly globs: Globs;
}

/** The resource of the statement that holds the need and more, or `undefined`. */
function findWiderResource(grant: GrantView, pair: NeedPair, spans: Spans): WiderResource | undefined {
  const { statement } = grant;
  if (!statement.actions.some((action) => compareActions(action, pair.need.action) === 'covers')) return undefined;
  if (statement.notResource && isLeftOut(grant, pair)) return undefined;
  if (statement.notResource) {
    const globs = grant.resources.flatMap((resource) => resource.globs);
    return { text: `all but ${statement.resources.flatMap(toTexts).join(', ')}`, globs };
  }
  const wide = grant.resources.find(
    (resource) =>
      compareReadings(resource.globs, pair.globs) === 'covers' &&
      !isAllThatMayBeSaid(resource.globs, pair) &&
      !spans(resource.globs, pair.need.action),
  );
  return wide === undefined ? undefined : { text: toTexts(wide.value).join(', '), globs: wide.globs };
}

/** Whether a need of the action, or all of them together, really span a granted resource. */
type Spans = (granted: Globs, action: string) => boolean;

/** Asked once for a resource and an action: a role of hundreds of functions has hundreds of needs of one action. */
function createSpans(pairs: readonly NeedPair[]): Spans {
  const known = new Map<Globs, Map<string, boolean>>();
  return (granted, action) => {
    const answers = known.get(granted) ?? new Map<string, boolean>();
    known.set(granted, answers);
    const before = answers.get(action);
    if (before !== undefined) return before;
    const needs = pairs.filter(({ need }) => need.action === action);
    const answer = areSpannedTogether(granted, needs) || needs.some(({ globs }) => isSameScope(granted, globs));
    answers.set(action, answer);
    return answer;
  };
}

type Globs = Parameters<typeof isSameScope>[0];

/** True where a reference to the needed resource would be a circle, and what is granted is no more than a policy must say instead. */
export const isAllThatMayBeSaid = (granted: Globs, { instead }: NeedPair): boolean =>
  instead !== undefined && compareReadings(instead, granted) === 'covers';

/** True for `Fn::If` of two resources, of which one need is on the one and one on the other. */
export const isSpannedTogether = (granted: Globs, pair: NeedPair, pairs: readonly NeedPair[]): boolean =>
  areSpannedTogether(
    granted,
    pairs.filter((other) => other.need.action === pair.need.action),
  );

const areSpannedTogether = (granted: Globs, needs: readonly NeedPair[]): boolean =>
  granted.length > 1 &&
  isSameScope(
    granted,
    needs.flatMap(({ globs }) => globs),
  );
