import { toText } from '../../../app/expression.ts';
import { defineRule, type Report, type Rule } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { describeAllowed } from '../describe-allowed.ts';
import { toSubject, toTemplateConfidence } from '../grant-report.ts';
import { findFix } from '../find-fix.ts';
import { listActions, listFunctions, listWords, nameResource } from '../list-words.ts';
import { findNeededActions } from '../name-needs.ts';
import type { RuleContext } from '../../rule.ts';

export const serviceWildcard: Rule = defineRule({
  id: 'PERM002',
  slug: 'service-wildcard',
  severity: 'high',
  title: 'a function may use every action of a service',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-269', 'FSBP-IAM.21'],
  needsCode: false,
  check: (context) => findClaims('PERM002', context).map((claim) => toReport(claim, context)),
});

function toReport(claim: Claim, context: RuleContext): Report {
  const { grant, actions } = claim;
  const fix = findFix(grant, context);
  return {
    ...toSubject(grant, `allows ${listWords(actions)}`, actions),
    message: toMessage(claim),
    why: `Whoever takes over the code ${describeAllowed(grant, actions)}.${toNeeds(claim)}`,
    confidence: toTemplateConfidence(grant),
    ...(fix === undefined ? {} : { fix }),
  };
}

function toMessage({ grant, actions }: Claim): string {
  const who = listFunctions(grant.members, 2);
  const what = listWords(actions.map((action) => `\`${action}\``));
  if (actions.includes('*')) {
    const on = grant.statements.flatMap((s) => s.resources.map((value) => nameResource(toText(value))));
    return `${who} may use every action there is on ${listWords(on, 1)}`;
  }
  return `${what} gives ${who} every action of ${actions.length === 1 ? 'the service' : 'these services'}`;
}

/** What the code really calls is the answer to a wildcard. */
function toNeeds({ grant, actions }: Claim): string {
  const { members } = grant;
  if (members.some((member) => member.code.handler === null)) return '';
  const needed = actions.flatMap((action) => findNeededActions(members, action));
  const seen = members.every((member) => member.complete) ? '' : ', as far as it can be read,';
  return needed.length === 0
    ? ` The code${seen} needs none of it.`
    : ` The code${seen} needs only ${listActions(needed, 8)}.`;
}
