import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { describeAllowed } from '../describe-allowed.ts';
import { findFix } from '../find-fix.ts';
import { toReachConfidence, toSubject } from '../grant-report.ts';
import { listActions, listFunctions, listWords } from '../list-words.ts';
import { findScopable, findScopableOpen } from '../open-statements.ts';
import { isRisky } from '../write-on-star/is-risky.ts';
import { findTargets } from './find-targets.ts';

export const scopableToTemplateResource: Rule = defineRule({
  id: 'PERM015',
  slug: 'scopable-to-template-resource',
  severity: 'medium',
  title: 'a function may use every resource of a kind, and uses only some that are declared here',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-732'],
  needsCode: false,
  check: (context) => findClaims('PERM015', context).map((claim) => toReport(claim, context)),
});

function toReport(claim: Claim, context: RuleContext): Report {
  const { grant } = claim;
  const actions = findScopableOpen(grant, claim.actions);
  const targets = findTargets(grant, actions);
  const fix = findFix(grant.origin.at, context);
  return {
    ...toSubject(grant, `allows ${listActions(actions, 8)} on every resource`, actions),
    message: `${listFunctions(grant.members, 2)} may use ${listActions(actions, 2)} on every resource, and needs ${listWords(targets)}`,
    why: `Whoever takes over the code ${describeAllowed(grant, actions)}, not only ${listWords(targets)}.`,
    confidence: toReachConfidence(grant),
    // The more exact rule speaks; the danger is the same as where nothing tells the resource.
    ...(actions.some((action) => findScopable(action).some(isRisky)) ? { severity: 'high' as const } : {}),
    ...(fix === undefined ? {} : { fix }),
  };
}
