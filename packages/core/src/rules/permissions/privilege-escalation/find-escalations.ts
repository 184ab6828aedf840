import type { Role } from '../../../app/role.ts';
import { escalate, type EscalationInput, type EscalationPath } from '../../../iam/escalate/escalate.ts';
import type { FunctionPermissions, GrantedStatement } from '../../../permissions/function-permissions.ts';
import { SallyportError } from '../../../errors.ts';
import type { RuleContext } from '../../rule.ts';
import { claimAdmin } from '../admin-policy/claim-admin.ts';
import { claimBroadManaged } from '../broad-managed-policy/claim-broad-managed.ts';
import { claimServiceWildcards } from '../service-wildcard/claim-service-wildcards.ts';
import { findWide } from '../find-left.ts';
import { findGrants, type Grant } from '../grant.ts';
import type { KnownTexts } from '../fill-in.ts';
import { PSEUDO, toDocument } from './to-documents.ts';

/** The ways up of one role, and the places of the template that allow each. */
export interface Escalations {
  readonly role: Role;
  readonly members: readonly FunctionPermissions[];
  readonly paths: readonly { readonly path: EscalationPath; readonly grants: readonly Grant[] }[];
}

const found = new WeakMap<RuleContext, readonly Escalations[]>();

export function findEscalations(context: RuleContext): readonly Escalations[] {
  const known = found.get(context) ?? readEscalations(context);
  found.set(context, known);
  return known;
}

/** What PERM001, PERM002 and PERM009 report is an escalation as well, and said once: see docs/decisions/0004-one-rule-speaks.md. */
function isWider(grant: Grant): boolean {
  const actions = findWide(grant);
  return [claimAdmin, claimBroadManaged, claimServiceWildcards].some((claim) => claim(grant, actions).length > 0);
}

function readEscalations(context: RuleContext): readonly Escalations[] {
  const grants = findGrants(context).filter((grant) => !isWider(grant));
  const roles = new Map<Role, FunctionPermissions[]>();
  for (const permission of context.permissions) {
    if (permission.role === null) continue;
    roles.set(permission.role, [...(roles.get(permission.role) ?? []), permission]);
  }
  const known = nameAll(context);
  return [...roles].flatMap(([role, members]) => {
    const own = grants.filter((grant) => grant.members.some((member) => members.includes(member)));
    const paths = own.length === 0 ? [] : findPaths(role, members, own, known);
    return paths.length === 0 ? [] : [{ role, members, paths }];
  });
}

function findPaths(
  role: Role,
  members: readonly FunctionPermissions[],
  grants: readonly Grant[],
  known: KnownTexts,
): Escalations['paths'] {
  const denies = (members[0]?.granted ?? []).filter(({ effect }) => effect === 'Deny').filter(isSure);
  const documents = [...grants.map(({ statements }) => statements), denies].map((list) => toDocument(list, known));
  const limits = members[0]?.limits;
  const boundary = limits === undefined ? {} : { boundary: toDocument(limits.filter(isSure), known) };
  const input: EscalationInput = { policies: documents, principal: toArn(role.id), ...boundary };
  try {
    return escalate(input)
      .filter(isOpen)
      .flatMap((path) => {
        const places = findPlaces(path, grants);
        return places.length === 0 ? [] : [{ path, grants: places }];
      });
  } catch (error) {
    // A policy with a part that has no meaning is not decided here.
    if (error instanceof SallyportError) return [];
    throw error;
  }
}

/** False for a denial that not every deployment has. */
const isSure = ({ effect, onlyIf, isAssumed }: GrantedStatement): boolean =>
  effect === 'Allow' || (onlyIf === undefined && isAssumed !== true);

/** True where the resources are others than the policy names: a role to assume or to pass, or a project to build, may be meant so. */
function isOpen({ steps, category }: EscalationPath): boolean {
  if (category === 'self-escalation') return true;
  const isNamed = ({ witness: { resource } }: EscalationPath['steps'][number]): boolean =>
    resource !== '*' && !resource.includes('target');
  if (category === 'new-passrole') return !steps.some((step) => step.action === 'iam:PassRole' && isNamed(step));
  return !steps.some(isNamed);
}

/** The places that allow the steps, that of the first before the others. */
function findPlaces({ steps }: EscalationPath, grants: readonly Grant[]): readonly Grant[] {
  const places = steps.flatMap(({ statements }) =>
    statements.map(({ policy }) => /^policies\[(\d+)\]$/.exec(policy)?.[1]),
  );
  return [...new Set(places)].flatMap((place) => grants[Number(place ?? -1)] ?? []);
}

const toArn = (id: string): string => `arn:aws:iam::111122223333:role/${id}`;

function nameAll({ application }: RuleContext): KnownTexts {
  const functions = application.functions.map(({ id }) => [`${id}.Arn`, toFunctionArn(id)] as const);
  const roles = application.roles.map(({ id }) => [`${id}.Arn`, toArn(id)] as const);
  return new Map([...PSEUDO, ...functions, ...roles]);
}

const toFunctionArn = (id: string): string => `arn:aws:lambda:us-east-1:111122223333:function:${id}`;
