import { toTexts } from '../../../app/to-texts.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { describeAllowed } from '../describe-allowed.ts';
import { toSubject, toTemplateConfidence } from '../grant-report.ts';
import { findFix } from '../find-fix.ts';
import { listActions, listFunctions, listWords, nameResource } from '../list-words.ts';
import { findNeededActions, nameNeeds } from '../name-needs.ts';
import { findOtherClaims, type OtherClaim } from '../other-grants.ts';

export const serviceWildcard: Rule = defineRule({
  id: 'PERM002',
  slug: 'service-wildcard',
  severity: 'high',
  title: 'a function may use every action of a service',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-269', 'FSBP-IAM.21'],
  needsCode: false,
  check: (context) => [
    ...findClaims('PERM002', context).map((claim) => toReport(claim, context)),
    ...findOtherClaims('PERM002', context).map(toOtherReport),
  ],
});

function toReport(claim: Claim, context: RuleContext): Report {
  const { grant, actions } = claim;
  const fix = findFix(grant.origin.at, context);
  const message = toMessage(claim);
  const said = `Whoever takes over the code ${describeAllowed(grant, actions)}.`;
  return {
    ...toSubject(grant, `allows ${listWords(actions)}`, actions),
    message: message.text,
    why: message.isWhole ? said : `${said}${nameNeeds(grant.members, actions)}`,
    confidence: toTemplateConfidence(grant),
    ...(fix === undefined ? {} : { fix }),
  };
}

function toOtherReport({ grant, actions, who }: OtherClaim): Report {
  const what = listWords(actions.map((action) => `\`${action}\``));
  return {
    ...toSubject(grant, `allows ${listWords(actions)}`, actions),
    message: `${what} ${actions.length === 1 ? 'gives' : 'give'} role \`${grant.role.id}\` every action`,
    why: `Whatever acts in it (${who}) ${describeAllowed(grant, actions)}. Name the actions that it needs, and their resources.`,
    confidence: toTemplateConfidence(grant),
  };
}

const MAX_LENGTH = 120;

/** What the code really needs is the answer to a wildcard: as much of it as the message has room for. */
function toMessage({ grant, actions }: Claim): { readonly text: string; readonly isWhole: boolean } {
  const { members } = grant;
  const needed = actions.flatMap((action) => findNeededActions(members, action));
  const plain = toAllowed(grant, actions, 2);
  if (!members.every((member) => member.complete)) return { text: plain, isWhole: false };
  if (needed.length === 0) return { text: `${plain}, and the code needs none`, isWhole: true };
  for (const shown of [4, 3, 2, 1]) {
    for (const functions of [2, 1]) {
      const text = `${toAllowed(grant, actions, functions)}, and the code needs only ${listActions(needed, shown)}`;
      if (text.length <= MAX_LENGTH) return { text, isWhole: shown >= needed.length };
    }
  }
  return { text: plain, isWhole: false };
}

function toAllowed({ members, statements }: Claim['grant'], actions: readonly string[], shown: number): string {
  const who = listFunctions(members, shown);
  if (actions.includes('*')) {
    const on = statements.flatMap((s) => s.resources.flatMap(toTexts).map(nameResource));
    return `${who} may use every action there is on ${listWords(on, 1)}`;
  }
  const give = actions.length === 1 ? 'gives' : 'give';
  return `${listWords(actions.map((action) => `\`${action}\``))} ${give} ${who} every action`;
}
