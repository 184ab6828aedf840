import type { TextScope } from '../policy/match-text.ts';
import { matchesText } from '../policy/match-text.ts';
import type { Principal, Statement } from '../policy/policy.ts';
import type { Caller } from './caller.ts';

/**
 * How closely a statement names a caller. `direct`: the user, the session, the service or everyone; what it allows needs no other policy.
 * `role`: the role behind a session, whose boundary and session policy count. `account`: the caller's account, whose own policies
 * must allow too.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export type PrincipalMatch = 'none' | 'account' | 'role' | 'direct';

const RANK: Readonly<Record<PrincipalMatch, number>> = { none: 0, account: 1, role: 2, direct: 3 };

export const closer = (a: PrincipalMatch, b: PrincipalMatch): PrincipalMatch => (RANK[a] >= RANK[b] ? a : b);

/** A statement without principals is in a policy of the caller itself. */
export function matchPrincipals({ principals, effect }: Statement, caller: Caller, scope: TextScope): PrincipalMatch {
  if (principals === undefined) return 'direct';
  const inner = principals.not ? { ...scope, assume: !scope.assume } : scope;
  const best = principals.principals.reduce<PrincipalMatch>(
    (found, principal) => closer(found, matchPrincipal(principal, caller, inner)),
    'none',
  );
  if (!principals.not) return best;
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html: an account beside one of its users
  // spares that user, not its neighbours.
  if (effect === 'Deny' && best === 'account') return 'direct';
  return best === 'none' ? 'direct' : 'none';
}

function matchPrincipal(principal: Principal, caller: Caller, scope: TextScope): PrincipalMatch {
  switch (principal.kind) {
    case 'everyone':
      return 'direct';
    case 'account':
      if (!('account' in caller) || caller.account !== principal.account) return 'none';
      return caller.kind === 'root' ? 'direct' : 'account';
    case 'arn':
      return matchArn(principal.arn, caller);
    case 'service':
      return caller.kind === 'service' && isService(principal.service, caller.service) ? 'direct' : 'none';
    case 'federated':
      return isProvider(principal.provider, caller) ? 'direct' : 'none';
    case 'canonical-user':
      return caller.kind === 'canonical-user' && caller.id === principal.id ? 'direct' : 'none';
    case 'symbolic':
      return matchSymbolic(principal, caller, scope);
    case 'unique-id':
      return 'none';
  }
}

function matchArn(arn: string, caller: Caller): PrincipalMatch {
  if (!('arn' in caller)) return 'none';
  if (caller.arn === arn) return caller.kind === 'role' ? 'role' : 'direct';
  if (caller.kind !== 'session') return 'none';
  const role = /^(arn:[\w-]+):iam::(\d{12}):role\/(?:.*\/)?([^/]+)$/.exec(arn);
  const isOwn = role?.[2] === caller.account && role[3] === caller.name && caller.arn.startsWith(`${role[1]}:`);
  return isOwn ? 'role' : 'none';
}

const isService = (wanted: string, service: string): boolean => wanted === '*' || wanted === service;

function isProvider(provider: string, caller: Caller): boolean {
  if (caller.kind === 'federated') return provider === caller.provider;
  return caller.kind === 'service' && provider.toLowerCase() === caller.service;
}

function matchSymbolic(
  { sort, text }: Extract<Principal, { kind: 'symbolic' }>,
  caller: Caller,
  scope: TextScope,
): PrincipalMatch {
  if (sort === 'Service')
    return caller.kind === 'service' && matchesText(text, caller.service, scope) ? 'direct' : 'none';
  if (sort === 'Federated') {
    const provider =
      caller.kind === 'federated' ? caller.provider : caller.kind === 'service' ? caller.service : undefined;
    return provider !== undefined && matchesText(text, provider, scope) ? 'direct' : 'none';
  }
  if (sort === 'CanonicalUser')
    return caller.kind === 'canonical-user' && matchesText(text, caller.id, scope) ? 'direct' : 'none';
  if (!('arn' in caller)) return 'none';
  if (caller.kind === 'origin-access') return matchesText(text, caller.arn, scope) ? 'direct' : 'none';
  if (matchesText(text, caller.arn, scope)) return caller.kind === 'role' ? 'role' : 'direct';
  const ownRole = caller.arn.replace(/:sts:(.*):assumed-role\/([^/]+)\/.*$/, ':iam:$1:role/$2');
  if (caller.kind === 'session' && matchesText(text, ownRole, scope)) return 'role';
  const root = `${caller.arn.split(':', 2).join(':')}:iam::${caller.account}:root`;
  return matchesText(text, root, scope) || matchesText(text, caller.account, scope) ? 'account' : 'none';
}
