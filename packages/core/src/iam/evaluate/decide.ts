import { accountOf } from './caller.ts';
import { applyPolicies, type DecidingStatement, type Verdict } from './apply-policies.ts';
import type { NamedPolicy, PolicySet } from './policy-set.ts';
import type { ReadRequest } from './request.ts';
import {
  isAlwaysAllowed,
  isImmutable,
  isServiceLinked,
  isWithoutOwnCredentials,
  needsResourcePolicy,
} from './specials.ts';

export interface Decision {
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  /** The statements that decide: those that deny, or those that allow at every level. Empty for an implicit deny. */
  readonly statements: readonly DecidingStatement[];
  /** One sentence: lower case, no full stop. */
  readonly because: string;
  /** True when symbols of a template could turn the decision; what is decided is the worse. */
  readonly turnsOnSymbols?: true;
}

/**
 * Decides a request. Source:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decide(policies: PolicySet, request: ReadRequest): Decision {
  const worst = decideOnce(policies, request, false);
  const best = decideOnce(policies, request, true);
  return worst.decision === best.decision ? worst : { ...worst, turnsOnSymbols: true };
}

function decideOnce(policies: PolicySet, request: ReadRequest, hope: boolean): Decision {
  if (isAlwaysAllowed(request))
    return { decision: 'allowed', statements: [], because: 'no policy governs this action' };
  if (isImmutable(request)) return deny('AWS itself owns this policy or role, and nobody else can change it');
  if (isWithoutOwnCredentials(request)) return deny('`AssumeRole` takes credentials of a user or a role alone');
  const levels = applyAll(policies, request, hope);
  const denies = findDenies(levels);
  if (denies.length > 0) {
    return { decision: 'explicitDeny', statements: denies, because: `${list(denies)} denies it` };
  }
  const closed = levels.scps.findIndex(({ grant }) => grant === 'none');
  if (closed !== -1) return deny(`no service control policy of level ${closed} allows it`);
  return decideGrants(levels, request);
}

interface Levels {
  readonly identity: Verdict;
  readonly resource: Verdict;
  readonly boundary: Verdict | undefined;
  readonly session: Verdict | undefined;
  readonly scps: readonly Verdict[];
  readonly rcps: readonly Verdict[];
}

function applyAll(policies: PolicySet, request: ReadRequest, hope: boolean): Levels {
  const apply = (list: readonly NamedPolicy[]): Verdict => applyPolicies(list, request, hope);
  const applyOwn = (policy: NamedPolicy | undefined): Verdict | undefined =>
    policy === undefined || !hasOwn || request.caller.kind === 'root' ? undefined : apply([policy]);
  // Services, providers and strangers have no policies of their own, and no organisation binds them.
  const hasOwn = accountOf(request.caller) !== undefined;
  const isLinked = isServiceLinked(request);
  const boundary = applyOwn(policies.boundary);
  return {
    identity: apply(hasOwn ? policies.identity : []),
    resource: applyPolicies(
      policies.resource,
      boundary === undefined ? request : { ...request, isBounded: true },
      hope,
    ),
    boundary,
    session: applyOwn(policies.session),
    scps: hasOwn && !isLinked ? policies.scps.map(apply) : [],
    // Every level also holds a policy that allows everything, so that only denials count.
    rcps: isLinked ? [] : policies.rcps.map(apply),
  };
}

function findDenies({ identity, resource, boundary, session, scps, rcps }: Levels): DecidingStatement[] {
  const all = [...scps, ...rcps, resource, identity, boundary, session];
  return all.flatMap((verdict) => verdict?.denies ?? []);
}

function decideGrants(levels: Levels, request: ReadRequest): Decision {
  const { identity, resource } = levels;
  const own = accountOf(request.caller);
  const above = levels.scps.flatMap(({ allows }) => allows);
  if (own === undefined) {
    if (resource.grant === 'none')
      return deny('no policy of the resource allows the caller, who has no policies of its own');
    return allow([...above, ...resource.allows], request);
  }
  const isForeign = request.resourceAccount !== undefined && request.resourceAccount !== own;
  const mustGrant = isForeign || needsResourcePolicy(request);
  const limit = findLimit(levels);
  if (!isForeign && resource.grant === 'direct') return allow([...above, ...resource.allows], request);
  if (!isForeign && resource.grant === 'role') {
    if (limit !== undefined) return deny(limit);
    return allow([...above, ...resource.allows, ...limitsOf(levels)], request);
  }
  if (identity.grant === 'none' && request.caller.kind !== 'root') return deny('no policy of the caller allows it');
  if (limit !== undefined) return deny(limit);
  if (mustGrant && resource.grant === 'none') {
    return deny(
      isForeign
        ? 'no policy of the resource, which is in another account, allows it'
        : 'no policy of the resource allows it',
    );
  }
  return allow([...above, ...identity.allows, ...limitsOf(levels), ...(mustGrant ? resource.allows : [])], request);
}

/** Why what the caller's policies allow does not reach it. */
function findLimit({ boundary, session }: Levels): string | undefined {
  if (boundary?.grant === 'none') return 'the permissions boundary does not allow it';
  return session?.grant === 'none' ? 'the session policy does not allow it' : undefined;
}

const limitsOf = ({ boundary, session }: Levels): DecidingStatement[] => [
  ...(boundary?.allows ?? []),
  ...(session?.allows ?? []),
];

const deny = (because: string): Decision => ({ decision: 'implicitDeny', statements: [], because });

function allow(statements: readonly DecidingStatement[], { caller }: ReadRequest): Decision {
  const because =
    statements.length === 0 ? `a ${caller.kind} of the account may do everything` : `${list(statements)} allows it`;
  return { decision: 'allowed', statements, because };
}

function list(statements: readonly DecidingStatement[]): string {
  const [first, ...others] = statements;
  if (first === undefined) return 'nothing';
  const name = `statement ${first.sid === undefined || first.sid === '' ? first.index : `\`${first.sid}\``} of \`${first.policy}\``;
  return others.length === 0 ? name : `${name} (with ${others.length} more)`;
}
