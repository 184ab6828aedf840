import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { findFix } from '../find-fix.ts';
import { toReachConfidence, toSubject } from '../grant-report.ts';
import { listFunctions } from '../list-words.ts';
import { nameNeeds } from '../name-needs.ts';
import { findOtherClaims, type OtherClaim } from '../other-grants.ts';

export const adminPolicy: Rule = defineRule({
  id: 'PERM001',
  slug: 'admin-policy',
  severity: 'critical',
  title: 'a function may do anything in the account',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-250', 'FSBP-IAM.1'],
  needsCode: false,
  check: (context) => [
    ...findClaims('PERM001', context).map((claim) => toReport(claim, context)),
    ...findOtherClaims('PERM001', context).map(toOtherReport),
  ],
});

function toReport({ grant, actions }: Claim, context: RuleContext): Report {
  const fix = findFix(grant.origin.at, context);
  const { members } = grant;
  const needs = nameNeeds(members, ['*']);
  return {
    ...toSubject(grant, 'allows every action on every resource', actions),
    message: `${listFunctions(members)} may do anything with everything in the account`,
    why: `Action \`*\` on Resource \`*\` makes whoever takes over the code the administrator of the account.${needs}`,
    confidence: toReachConfidence(grant),
    ...(fix === undefined ? {} : { fix }),
  };
}

const toOtherReport = ({ grant, actions, who }: OtherClaim): Report => ({
  ...toSubject(grant, 'allows every action on every resource', actions),
  message: `role \`${grant.role.id}\` may do anything with everything in the account`,
  why: `Action \`*\` on Resource \`*\` makes whatever acts in it (${who}) the administrator of the account.`,
  confidence: toReachConfidence(grant),
});
