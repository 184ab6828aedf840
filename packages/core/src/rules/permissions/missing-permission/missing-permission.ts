import type { Role } from '../../../app/role.ts';
import type { FunctionPermissions, NeededPermission } from '../../../permissions/function-permissions.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { findClaims } from '../claims.ts';
import { findExplained } from '../unknown-action/find-explained.ts';
import { findSuggestions } from '../unknown-action/find-suggestion.ts';
import { listActions, listFunctions, listWords, nameResource } from '../list-words.ts';
import { toCalls, toFunctionSteps } from '../to-trace.ts';
import { mayBeGrantedElsewhere } from './may-be-granted-elsewhere.ts';

export const missingPermission: Rule = defineRule({
  id: 'PERM005',
  slug: 'missing-permission',
  severity: 'medium',
  title: 'the code calls what the role does not allow',
  references: ['OWASP-S6', 'CSA-SAS-10', 'CWE-280'],
  needsCode: true,
  check: (context) => [...findLacks(context).values()].map(toReport),
});

/** What the functions of one role lack of one service: they are given it in one statement. */
interface Lack {
  readonly role: Role;
  readonly members: readonly FunctionPermissions[];
  readonly needs: readonly NeededPermission[];
}

function findLacks(context: RuleContext): ReadonlyMap<string, Lack> {
  const lacks = new Map<string, Lack & { members: FunctionPermissions[]; needs: NeededPermission[] }>();
  for (const member of context.permissions) {
    const { role } = member;
    if (role === null) continue;
    for (const need of findMissing(member, context)) {
      const service = need.action.slice(0, need.action.indexOf(':'));
      const key: string = JSON.stringify([role.template, role.id, service]);
      const lack = lacks.get(key) ?? { role, members: [], needs: [] };
      lacks.set(key, lack);
      if (!lack.members.includes(member)) lack.members.push(member);
      lack.needs.push(need);
    }
  }
  return lacks;
}

/** Only what a call needs for sure, and nothing else may allow. */
function findMissing(member: FunctionPermissions, context: RuleContext): readonly NeededPermission[] {
  if (member.missing.length === 0) return [];
  const misspelt = new Set(findMisspelt(member, context));
  return member.missing.filter(
    (need) =>
      need.calls.length > 0 &&
      (need.origin === 'code' || need.origin === 'library') &&
      need.confidence !== 'possible' &&
      !misspelt.has(need) &&
      !mayBeGrantedElsewhere(context.application, need),
  );
}

/** What a statement was meant to allow is mended there: PERM017 tells of the call. */
function findMisspelt(member: FunctionPermissions, context: RuleContext): readonly NeededPermission[] {
  const meant = findClaims('PERM017', context)
    .filter(({ grant }) => grant.members.includes(member))
    .flatMap(({ actions }) => [...actions, ...actions.flatMap(findSuggestions)]);
  return findExplained([member], meant);
}

function toReport({ role, members, needs }: Lack): Report {
  const first = members[0]?.function;
  const actions = [...new Set(needs.map((need) => need.action))].sort();
  const on = [...new Set(needs.flatMap((need) => need.resources.map((resource) => nameResource(resource.arn))))];
  const where = on.includes('*') ? '' : ` on ${listWords(on, 1)}`;
  const calls = members.length === 1 ? 'calls' : 'call';
  return {
    at: role.implicit ? (first?.at ?? role.at) : role.at,
    ...(first === undefined ? {} : { function: first.id }),
    ...(role.implicit ? {} : { resource: role.id }),
    message: `${listFunctions(members, 2)} ${calls} ${listActions(actions, 2)}${where}, which the role does not allow`,
    why: `The call is denied when it is made, and only then.${role.implicit ? ' SAM gives a function logs, and nothing else by itself.' : ''}`,
    confidence: 'likely',
    trace: [...members.flatMap(toFunctionSteps), ...toCalls(needs.flatMap((need) => need.calls))],
    identity: [role.id, ...actions],
  };
}
