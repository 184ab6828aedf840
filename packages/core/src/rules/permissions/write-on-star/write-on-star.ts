import type { TriggerKind } from '../../../app/trigger.ts';
import { compareActions } from '../../../iam/match.ts';
import type { FunctionPermissions } from '../../../permissions/function-permissions.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { describeAllowed } from '../describe-allowed.ts';
import { findFix } from '../find-fix.ts';
import { toReachConfidence, toSubject } from '../grant-report.ts';
import { isUnderstood } from '../is-understood.ts';
import { listActions, listFunctions } from '../list-words.ts';
import { findNeededActions } from '../name-needs.ts';
import { findScopable } from '../open-statements.ts';
import { isRisky } from './is-risky.ts';

export const writeOnStar: Rule = defineRule({
  id: 'PERM003',
  slug: 'write-on-star',
  severity: 'high',
  title: 'a function may change or read data on every resource of a kind',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-732'],
  needsCode: false,
  check: (context) => findClaims('PERM003', context).map((claim) => toReport(claim, context)),
});

function toReport(claim: Claim, context: RuleContext): Report {
  const { grant, actions } = claim;
  const risky = actions.filter((action) => findScopable(action).some(isRisky));
  // What the code needs of every resource stays as open as it is.
  const fix = needsAny(claim, actions) ? undefined : findFix(grant.origin.at, context);
  const isMeant = risky.every((action) => needsAny(claim, [action]));
  return {
    ...toSubject(grant, `allows ${listActions(actions, 8)} on every resource`, actions),
    message: `${listFunctions(grant.members, 2)} may use ${listActions(risky)} on every resource`,
    why: `Whoever takes over the code ${describeAllowed(grant, risky)}.${toUnused(claim)}${isMeant ? MEANT : ''}`,
    confidence: toReachConfidence(grant),
    ...(isMeant && grant.members.every(isCalledWithin) ? { severity: 'medium' as const } : {}),
    ...(fix === undefined ? {} : { fix }),
  };
}

const MEANT =
  ' The code learns which only when it runs: narrow it by a prefix, a tag or another condition, or suppress this with that reason.';

/** Callers that take no word from outside. */
const WITHIN: ReadonlySet<TriggerKind> = new Set([
  'codedeploy-hook',
  'custom-resource',
  'eventbridge',
  'schedule',
  'step-functions',
]);

const isCalledWithin = ({ function: { triggers } }: FunctionPermissions): boolean =>
  triggers.every(({ kind }) => WITHIN.has(kind));

/** What of it the code does not use at all needs no resource, it can go. */
function toUnused({ grant, actions }: Claim): string {
  if (!isUnderstood(grant)) return '';
  const unused = actions.filter((action) => findNeededActions(grant.members, action).length === 0);
  if (unused.length === 0) return '';
  return unused.length === actions.length
    ? ' The code uses none of it.'
    : ` The code never uses ${listActions(unused, 5)}.`;
}

const needsAny = ({ grant }: Claim, actions: readonly string[]): boolean =>
  grant.members
    .flatMap((member) => member.needed)
    .filter((need) => actions.some((action) => compareActions(action, need.action) !== 'no'))
    .some((need) => need.resources.some((resource) => resource.scope === 'wildcard'));
