import { toTexts } from '../../../app/to-texts.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { describeAllowed } from '../describe-allowed.ts';
import { findFix } from '../find-fix.ts';
import { findUnused } from './claim-unused.ts';
import { isWrittenOut } from '../grant.ts';
import { toCodeConfidence, toSubject } from '../grant-report.ts';
import { isUnderstood, nameDoubt } from '../is-understood.ts';
import { listActions, listFunctions, listWords, nameResource } from '../list-words.ts';

export const unusedPermission: Rule = defineRule({
  id: 'PERM004',
  slug: 'unused-permission',
  severity: 'medium',
  title: 'a function may do what none of its code does',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-272'],
  needsCode: true,
  check: (context) => findClaims('PERM004', context).map((claim) => toReport(claim, context)),
});

function toReport(claim: Claim, context: RuleContext): Report {
  const { grant, actions } = claim;
  const fix = findFix(grant.origin.at, context);
  return {
    ...toSubject(grant, `allows ${listActions(actions, 8)}`, actions),
    message: toMessage(claim),
    why: `Whoever takes over the code ${describeAllowed(grant, actions)}${isUnderstood(grant) ? ', and nothing breaks without it' : ''}.${nameDoubt(grant)}`,
    confidence: toCodeConfidence(grant),
    ...(fix === undefined ? {} : { fix }),
  };
}

function toMessage({ grant, actions }: Claim): string {
  const { members, origin } = grant;
  const functions = listFunctions(members, 2);
  const who = isUnderstood(grant)
    ? `${functions} never ${members.length === 1 ? 'uses' : 'use'}`
    : `no known call of ${functions} uses`;
  if (origin.kind === 'connector') return `${who} the connector to ${nameResource(origin.name)}`;
  if (!isWrittenOut(grant)) return `${who} anything of \`${origin.name}\``;
  const idle = findIdleResource(grant, actions);
  return `${who} ${listActions(actions)}${idle === undefined ? '' : ` on ${idle}`}`;
}

/** Where the actions are used, only not on this resource, it is the resource that is too much. */
function findIdleResource(grant: Claim['grant'], actions: readonly string[]): string | undefined {
  const everywhere = grant.statements.flatMap((statement) => statement.resources.flatMap(toTexts)).join(', ');
  const unused = findUnused(grant);
  const idle = new Set(actions.flatMap((action) => unused.get(action) ?? []));
  return idle.has(everywhere) ? undefined : listWords([...idle].map(nameResource), 2);
}
