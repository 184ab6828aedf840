import type { Application } from '../../app/application.ts';
import type { Role } from '../../app/role.ts';
import type { Principal } from '../../iam/policy/policy.ts';
import type { GrantedStatement } from '../../permissions/function-permissions.ts';
import { findRoleGranted } from '../../permissions/granted/find-granted.ts';
import { createScope, isAlwaysBound } from '../../permissions/reconcile/role-view.ts';
import { resolveValue } from '../../app/resolve-value.ts';
import type { Scope } from '../../iam/resource-globs.ts';
import { findLeft, findWide, type Holding } from './find-left.ts';
import { nameService } from './name-service.ts';
import { isEverTaken } from '../is-ever-deployed.ts';
import type { RuleContext } from '../rule.ts';
import { claimAdmin } from './admin-policy/claim-admin.ts';
import { claimBroadManaged } from './broad-managed-policy/claim-broad-managed.ts';
import { toPlaceKey, type Grant } from './grant.ts';
import { readPolicyStatements } from './policy-statements.ts';
import { findGrantReach } from './reach.ts';
import { claimServiceWildcards } from './service-wildcard/claim-service-wildcards.ts';

/** What one rule says of a place that allows something to a role that no function has. */
export interface OtherClaim {
  readonly rule: 'PERM001' | 'PERM002' | 'PERM009';
  readonly grant: Grant;
  readonly actions: readonly string[];
  /** Who acts in the role: `states.amazonaws.com`, `users of an identity pool`. */
  readonly who: string;
}

const known = new WeakMap<RuleContext, readonly OtherClaim[]>();

/** What may be said of the roles of workflows, schedules, identity pools and other services: without code, only what is open by its words. */
export function findOtherClaims(rule: OtherClaim['rule'], context: RuleContext): readonly OtherClaim[] {
  const claims = known.get(context) ?? readClaims(context);
  known.set(context, claims);
  return claims.filter((claim) => claim.rule === rule);
}

function readClaims({ application, permissions }: RuleContext): readonly OtherClaim[] {
  const taken = new Set(permissions.map(({ role }) => role));
  const places = new Map<string, OtherClaim>();
  for (const role of application.roles.filter((one) => !taken.has(one))) {
    const who = findWho(role, application);
    if (who === undefined) continue;
    const scope = createScope(application, role.template);
    const holding = findHolding(role, application, scope);
    for (const grant of listGrants(role, holding, scope)) {
      const claim = claimOpen(grant, holding);
      if (claim !== undefined) places.set(toPlaceKey(grant.origin), { ...claim, grant, who });
    }
  }
  return [...places.values()];
}

function claimOpen(grant: Grant, holding: Holding): Pick<OtherClaim, 'rule' | 'actions'> | undefined {
  const wide = findWide(grant, [holding]);
  const admin = claimAdmin(grant, wide);
  if (admin.length > 0) return { rule: 'PERM001', actions: admin };
  const broad = claimBroadManaged(grant, findLeft(grant, [holding]));
  if (broad.length > 0) return { rule: 'PERM009', actions: broad };
  const wild = findGrantReach(grant) === 'named' ? [] : claimServiceWildcards(grant, wide);
  return wild.length > 0 ? { rule: 'PERM002', actions: wild } : undefined;
}

/** What deploys must be able to make whatever a template holds. */
const DEPLOYERS = /^(?:amplify|cloudformation|codebuild|codedeploy|codepipeline|proton|servicecatalog|ssm|config)\./;

/** Who takes on a role by itself: services that act for the application, and those who sign in. */
function findWho({ trust, at, template }: Role, application: Application): string | undefined {
  const scope = createScope(application, template);
  const document = trust === null ? undefined : resolveValue(trust, scope.template, application);
  const principals = readPolicyStatements(document, 'trust', at).flatMap(({ statement }) =>
    statement.effect === 'Allow' ? (statement.principals?.principals ?? []) : [],
  );
  return principals.map(nameWho).find((who) => who !== undefined);
}

function nameWho(principal: Principal): string | undefined {
  const service = nameService(principal);
  if (service !== undefined) return DEPLOYERS.test(service) ? undefined : service;
  const isPool = principal.kind === 'federated' && principal.provider === 'cognito-identity.amazonaws.com';
  return isPool ? 'users of an identity pool' : undefined;
}

/** Of a role under a boundary that cannot be read nobody knows what it may do. */
function findHolding(role: Role, application: Application, scope: Scope): Holding {
  const { granted, limits } = findRoleGranted(role, application);
  if (role.boundary !== null && limits === undefined) return { granted: [] };
  return { granted, ...(limits !== undefined && isAlwaysBound(role, scope) ? { limits } : {}) };
}

/** Place by place. */
function listGrants(role: Role, { granted }: Holding, scope: Scope): readonly Grant[] {
  const places = new Map<string, Grant & { statements: GrantedStatement[] }>();
  for (const statement of granted) {
    const { effect, origin } = statement;
    if (effect !== 'Allow' || origin.kind === 'implicit') continue;
    if (!isEverTaken(statement.onlyIf, scope.template, scope.application)) continue;
    const place = places.get(toPlaceKey(origin)) ?? { origin, statements: [], members: [], role, scope };
    places.set(toPlaceKey(origin), place);
    place.statements.push(statement);
  }
  return [...places.values()];
}
