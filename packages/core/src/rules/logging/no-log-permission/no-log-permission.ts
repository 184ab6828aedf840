import type { Role } from '../../../app/role.ts';
import type { FunctionPermissions } from '../../../permissions/function-permissions.ts';
import { isOneOf } from '../../may-act-on.ts';
import { listFunctions } from '../../permissions/list-words.ts';
import { defineRule, type Report, type Rule, type RuleContext } from '../../rule.ts';
import { toStep } from '../../to-step.ts';

export const noLogPermission: Rule = defineRule({
  id: 'LOG010',
  slug: 'no-log-permission',
  severity: 'low',
  title: 'a role does not let its functions write logs',
  references: ['OWASP-S10', 'CSA-SAS-5', 'CWE-778'],
  needsCode: false,
  check: (context) => findSilentRoles(context).map(toReport),
});

/** The group may be made by somebody else; the streams in it are made by the function. */
const WRITES = ['logs:CreateLogStream', 'logs:PutLogEvents'];

interface SilentRole {
  readonly role: Role;
  readonly members: readonly FunctionPermissions[];
}

function findSilentRoles({ permissions }: RuleContext): readonly SilentRole[] {
  const found = new Map<Role, FunctionPermissions[]>();
  for (const known of permissions) {
    const { role, missing } = known;
    const isSilent = missing.some(({ origin, action }) => origin === 'logging' && WRITES.includes(action));
    if (role === null || !isSilent || isMeant(known)) continue;
    found.set(role, [...(found.get(role) ?? []), known]);
  }
  return [...found].map(([role, members]) => ({ role, members }));
}

/** Who denies logs knows. */
const isMeant = ({ granted }: FunctionPermissions): boolean =>
  granted.some(({ effect, actions }) => effect === 'Deny' && actions.some((action) => isOneOf(action, WRITES)));

function toReport({ role, members }: SilentRole): Report {
  const [first] = members;
  return {
    at: role.at,
    ...(first === undefined ? {} : { function: first.function.id }),
    resource: role.id,
    message: `${listFunctions(members, 2)} cannot write logs: role \`${role.id}\` does not allow it`,
    why: 'Lambda writes the log with the role of the function, and says nothing when it may not: errors and attacks leave no trace. Attach `AWSLambdaBasicExecutionRole`, or allow `logs:CreateLogStream` and `logs:PutLogEvents` on the log group.',
    trace: [
      ...members.map((member) => toStep(member.function.at, `${member.function.id} runs with ${role.id}`)),
      toStep(role.at, `${role.id} allows no logs`),
    ],
    identity: [role.id],
  };
}
