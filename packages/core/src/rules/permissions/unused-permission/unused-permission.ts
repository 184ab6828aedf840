import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims, type Claim } from '../claims.ts';
import { describeAllowed } from '../describe-allowed.ts';
import { findFix } from '../find-fix.ts';
import { findUnused } from './claim-unused.ts';
import { isWrittenOut } from '../grant.ts';
import { toCodeConfidence, toSubject } from '../grant-report.ts';
import { isUnderstood, nameDoubt } from '../is-understood.ts';
import { listActions, listFunctions, listWords, nameResource } from '../list-words.ts';
import { findNeededActions } from '../name-needs.ts';

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
  const unused = findUnused(grant);
  const isUnused = (action: string, resource: string): boolean =>
    unused.get(action)?.some((text) => `, ${text}, `.includes(`, ${resource}, `)) !== false;
  return {
    ...toSubject(grant, `allows ${listActions(actions, 8)}`, actions),
    message: toMessage(claim),
    why: `Whoever takes over the code ${describeAllowed(grant, actions, isUnused)}${isUnderstood(grant) ? ', and nothing breaks without it' : ''}.${nameDoubt(grant)}`,
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
  return `${who} ${listUnused(grant, actions).join(', nor ')}`;
}

/** An action that the code needs elsewhere is unused on these resources alone. */
function listUnused(grant: Claim['grant'], actions: readonly string[]): readonly string[] {
  const unused = findUnused(grant);
  const groups = new Map<string, string[]>([['', []]]);
  for (const action of actions) {
    const isNeeded = findNeededActions(grant.members, action).length > 0;
    const resources = (unused.get(action) ?? []).flatMap((text) => text.split(', ')).map(nameResource);
    const place = isNeeded ? ` on ${listWords(resources, 2)}` : '';
    groups.set(place, [...(groups.get(place) ?? []), action]);
  }
  return [...groups].filter(([, group]) => group.length > 0).map(([place, group]) => `${listActions(group)}${place}`);
}
