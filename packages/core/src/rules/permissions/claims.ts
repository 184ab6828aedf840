import type { RuleContext } from '../rule.ts';
import { claimAdmin } from './admin-policy/claim-admin.ts';
import { claimBroadManaged } from './broad-managed-policy/claim-broad-managed.ts';
import { claimDecrypt } from './decrypt-all-keys/claim-decrypt.ts';
import { findLeft, findWide } from './find-left.ts';
import { findGrants, type Grant } from './grant.ts';
import { claimPassRole } from './passrole-star/claim-passrole.ts';
import { claimTooWide } from './policy-template-too-wide/claim-too-wide.ts';
import { claimEscalation } from './privilege-escalation/claim-escalation.ts';
import { claimScopable } from './scopable-to-template-resource/claim-scopable.ts';
import { claimServiceWildcards } from './service-wildcard/claim-service-wildcards.ts';
import { claimUnknown } from './unknown-action/claim-unknown.ts';
import { claimUnused } from './unused-permission/claim-unused.ts';
import { claimOpenWrites } from './write-on-star/claim-open-writes.ts';

/** What one rule says of one place: the actions, as they are written there, that it speaks for. */
export interface Claim {
  readonly rule: string;
  readonly grant: Grant;
  readonly actions: readonly string[];
}

/** Which of the actions that are left a rule speaks for; none where it has nothing to say. */
export type ClaimStep = (grant: Grant, left: readonly string[], context: RuleContext) => readonly string[];

/**
 * In this order rules may speak for the actions of a place, and what one has claimed no later one speaks for. One cause
 * is one finding: see docs/decisions/0004-one-rule-speaks.md.
 */
const STEPS: readonly (readonly [rule: string, step: ClaimStep])[] = [
  ['PERM001', claimAdmin],
  ['PERM009', claimBroadManaged],
  ['PERM017', claimUnknown],
  ['PERM002', claimServiceWildcards],
  ['PERM008', claimEscalation],
  ['PERM007', claimPassRole],
  ['PERM016', claimDecrypt],
  ['PERM015', claimScopable],
  ['PERM003', claimOpenWrites],
  ['PERM006', claimTooWide],
  ['PERM004', claimUnused],
];

/** Rules that take an action for what it says, and patterns for all that they hold. */
const BY_THE_WORD: ReadonlySet<string> = new Set(['PERM001', 'PERM002', 'PERM003', 'PERM007', 'PERM015', 'PERM016']);

const known = new WeakMap<RuleContext, readonly Claim[]>();

/** What a rule may report, place by place. */
export function findClaims(rule: string, context: RuleContext): readonly Claim[] {
  let claims = known.get(context);
  if (claims === undefined) {
    claims = findGrants(context).flatMap((grant) => readClaims(grant, context));
    known.set(context, claims);
  }
  return claims.filter((claim) => claim.rule === rule);
}

function readClaims(grant: Grant, context: RuleContext): readonly Claim[] {
  const claims: Claim[] = [];
  let left = findLeft(grant);
  const wide = new Set(findWide(grant));
  for (const [rule, step] of STEPS) {
    const open = BY_THE_WORD.has(rule) ? left.filter((action) => wide.has(action)) : left;
    const actions = open.length === 0 ? [] : step(grant, open, context);
    if (actions.length === 0) continue;
    claims.push({ rule, grant, actions });
    const taken = new Set(actions);
    left = left.filter((action) => !taken.has(action));
  }
  return claims;
}
