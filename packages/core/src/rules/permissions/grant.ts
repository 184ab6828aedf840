import type { Role } from '../../app/role.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import type { FunctionPermissions, GrantedStatement, GrantOrigin } from '../../permissions/function-permissions.ts';
import { createScope } from '../../permissions/reconcile/role-view.ts';
import { isEverTaken } from '../is-ever-deployed.ts';
import type { RuleContext } from '../rule.ts';

/**
 * What one place of a template allows: a statement, or an entry that stands for several (a managed policy, a policy
 * template, a connector). A person edits it once, whatever number of roles and functions have it.
 */
export interface Grant {
  readonly origin: GrantOrigin;
  /** Only such as allow; one for a statement of the template. */
  readonly statements: readonly GrantedStatement[];
  /** The functions that may use it, in the order of the application. */
  readonly members: readonly FunctionPermissions[];
  /** The role of the first function. */
  readonly role: Role;
  readonly scope: Scope;
}

const found = new WeakMap<RuleContext, readonly Grant[]>();

/** Every place that allows something to a function's role. What SAM adds by itself is left out: nobody can edit it. */
export function findGrants(context: RuleContext): readonly Grant[] {
  const known = found.get(context);
  if (known !== undefined) return known;
  const grants = readGrants(context);
  found.set(context, grants);
  return grants;
}

function readGrants({ application, permissions }: RuleContext): readonly Grant[] {
  const places = new Map<string, Grant & { statements: GrantedStatement[]; members: FunctionPermissions[] }>();
  for (const member of permissions) {
    const { role } = member;
    if (role === null) continue;
    const scope = createScope(application, role.template);
    for (const statement of member.granted) {
      const { origin } = statement;
      if (statement.effect !== 'Allow' || origin.kind === 'implicit') continue;
      if (!isEverTaken(statement.onlyIf, scope.template, application)) continue;
      const key = toPlaceKey(origin);
      const place = places.get(key) ?? { origin, statements: [], members: [], role, scope };
      places.set(key, place);
      if (!place.members.includes(member)) place.members.push(member);
      if (place.members.length === 1) place.statements.push(statement);
    }
  }
  return [...places.values()];
}

/** Two statements with the same key stand at the same place of a template. */
export const toPlaceKey = ({ name, at }: GrantOrigin): string => JSON.stringify([at.file, at.start, at.end, name]);

/** True for what a person wrote out action by action, in this template or a policy of the tree. */
export const isWrittenOut = ({ origin }: Grant): boolean =>
  origin.kind === 'inline' || origin.kind === 'managed-customer';

/** The actions of a place as they are written, without those of `NotAction`. */
export const findActions = ({ statements }: Grant): readonly string[] => [
  ...new Set(statements.filter((s) => !s.notAction).flatMap((s) => s.actions)),
];

/** A ready-made policy is one thing: whoever speaks for a part of it speaks for all. */
export const toWhole = (grant: Grant, part: readonly string[], all: readonly string[]): readonly string[] =>
  isWrittenOut(grant) ? part : all;
