import { compareActions } from '../../../iam/match.ts';
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
  const fix = needsAny(claim) ? undefined : findFix(grant.origin.at, context);
  return {
    ...toSubject(grant, `allows ${listActions(actions, 8)} on every resource`, actions),
    message: `${listFunctions(grant.members, 2)} may use ${listActions(risky)} on every resource`,
    why: `Whoever takes over the code ${describeAllowed(grant, risky)}.${toUnused(claim)}`,
    confidence: toReachConfidence(grant),
    ...(fix === undefined ? {} : { fix }),
  };
}

/** What of it the code does not use at all needs no resource, it can go. */
function toUnused({ grant, actions }: Claim): string {
  if (!isUnderstood(grant)) return '';
  const unused = actions.filter((action) => findNeededActions(grant.members, action).length === 0);
  if (unused.length === 0) return '';
  return unused.length === actions.length
    ? ' The code uses none of it.'
    : ` The code never uses ${listActions(unused, 5)}.`;
}

const needsAny = ({ grant, actions }: Claim): boolean =>
  grant.members
    .flatMap((member) => member.needed)
    .filter((need) => actions.some((action) => compareActions(action, need.action) !== 'no'))
    .some((need) => need.resources.some((resource) => resource.scope === 'wildcard'));
