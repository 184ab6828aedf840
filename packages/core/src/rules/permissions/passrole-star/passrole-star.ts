import { toTexts } from '../../../app/to-texts.ts';
import { defineRule, type Report, type Rule } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { toReachConfidence, toSubject } from '../grant-report.ts';
import { listFunctions, listWords, nameResource } from '../list-words.ts';
import { passesAnyRole } from './claim-passrole.ts';

export const passroleStar: Rule = defineRule({
  id: 'PERM007',
  slug: 'passrole-star',
  severity: 'high',
  title: 'a function may hand on any role, or a role to any service',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-269'],
  needsCode: false,
  check: (context) => findClaims('PERM007', context).map(toReport),
});

function toReport({ grant, actions }: Claim): Report {
  const who = listFunctions(grant.members, 2);
  const roles = grant.statements.flatMap((s) => s.resources.flatMap(toTexts).map(nameResource));
  const subject = toSubject(grant, `allows ${listWords(actions)} on ${listWords(roles)}`, actions);
  if (passesAnyRole(grant)) {
    return {
      ...subject,
      message: `${who} may hand any role of the account on to a service`,
      why: 'Whoever takes over the code starts something in the role of an administrator, and acts through that.',
      confidence: toReachConfidence(grant),
    };
  }
  return {
    ...subject,
    message: `${who} may hand ${listWords(roles, 1)} on to any service`,
    why: 'Without the condition `iam:PassedToService` the role may go to a service that it was not made for.',
    // What is gained is one role, and what that trusts.
    severity: 'medium',
    confidence: 'likely',
  };
}
