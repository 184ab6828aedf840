import type { Role } from '../../../app/role.ts';
import { compareActions } from '../../../iam/match.ts';
import type { FunctionPermissions } from '../../../permissions/function-permissions.ts';
import { isBaseOrigin } from '../../../permissions/reconcile/base-permissions.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { listActions, listFunctions } from '../list-words.ts';
import { toCallSteps, toFunctionSteps } from '../to-trace.ts';

export const sharedRole: Rule = defineRule({
  id: 'PERM011',
  slug: 'shared-role',
  severity: 'medium',
  title: 'functions with different needs share one role',
  references: ['OWASP-S5', 'CSA-SAS-4', 'CWE-272'],
  needsCode: false,
  check: (context) => findShared(context).flatMap(toReports),
});

interface Shared {
  readonly role: Role;
  readonly members: readonly FunctionPermissions[];
}

function findShared({ permissions }: RuleContext): readonly Shared[] {
  const roles = new Map<Role, FunctionPermissions[]>();
  for (const member of permissions) {
    if (member.role !== null) roles.set(member.role, [...(roles.get(member.role) ?? []), member]);
  }
  return [...roles].filter(([, members]) => members.length > 1).map(([role, members]) => ({ role, members }));
}

/** Something that the role gives one function for another's sake. */
interface Surplus {
  readonly member: FunctionPermissions;
  readonly actions: readonly string[];
}

function toReports({ role, members }: Shared): readonly Report[] {
  const readable = members.filter((member) => member.code.handler !== null);
  const surpluses = readable
    .map((member) => ({ member, actions: findSurplus(member, readable) }))
    .filter(({ actions }) => actions.length > 0);
  // Of a function whose code is not all understood it is not sure that it does not need the same.
  const certain = surpluses.filter(({ member }) => member.complete);
  const worst = findWorst(certain.length > 0 ? certain : surpluses);
  return worst === undefined ? [] : [toReport(role, members, worst, certain.length > 0)];
}

function findWorst(surpluses: readonly Surplus[]): Surplus | undefined {
  return [...surpluses].sort((a, b) => b.actions.length - a.actions.length)[0];
}

/** What the role allows that others need and this one does not, sorted. */
function findSurplus(member: FunctionPermissions, members: readonly FunctionPermissions[]): readonly string[] {
  const own = findActions(member);
  const others = members.flatMap((other) => [...findActions(other)]);
  return [...new Set(others)].filter((action) => !own.has(action) && allows(member, action)).sort();
}

const findActions = ({ needed }: FunctionPermissions): ReadonlySet<string> =>
  new Set(needed.filter((need) => !isBaseOrigin(need.origin)).map((need) => need.action));

const allows = ({ granted }: FunctionPermissions, action: string): boolean =>
  granted.some(
    ({ effect, notAction, actions }) =>
      effect === 'Allow' && !notAction && actions.some((pattern) => compareActions(pattern, action) === 'covers'),
  );

function toReport(role: Role, members: readonly FunctionPermissions[], worst: Surplus, isCertain: boolean): Report {
  const { member, actions } = worst;
  const id = member.function.id;
  return {
    at: role.at,
    function: members[0]?.function.id ?? id,
    resource: role.id,
    message: `${listFunctions(members, 2)} share ${role.id} and need different things`,
    why: `Each of the ${members.length} may do what any of them needs: ${id} may use ${listActions(actions)}, which only others call. All of them: ${listFunctions(members, 20)}.`,
    confidence: isCertain ? 'certain' : 'possible',
    trace: [...members.flatMap(toFunctionSteps), ...toCallSteps(members, actions)],
    identity: [role.id],
  };
}
