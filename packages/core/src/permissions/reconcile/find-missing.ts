import type { NeededPermission } from '../function-permissions.ts';
import { findCoverage, type GrantView, type NeedPair } from './role-view.ts';

/**
 * Needs that no statement can give, that a denial surely takes away, or that are beyond the role's permissions boundary. What may
 * be given is not missing.
 */
export function findMissing(
  grants: readonly GrantView[],
  pairs: readonly NeedPair[],
  limits?: readonly GrantView[],
): readonly NeededPermission[] {
  const missing = new Map<NeededPermission, NeedPair[]>();
  for (const pair of pairs) {
    if (!isMissing(grants, pair) && (limits === undefined || !isMissing(limits, pair))) continue;
    missing.set(pair.need, [...(missing.get(pair.need) ?? []), pair]);
  }
  return [...missing].map(([need, lacking]) => ({ ...need, resources: lacking.map((pair) => pair.resource) }));
}

export function isMissing(grants: readonly GrantView[], pair: NeedPair): boolean {
  if (pair.isRuledOut) return false;
  if (isUngranted(grants, pair)) return true;
  return grants.some((grant) => grant.statement.effect === 'Deny' && findCoverage(grant, pair) === 'covers');
}

/** True when no Allow statement can give the need. */
export const isUngranted = (grants: readonly GrantView[], pair: NeedPair): boolean =>
  grants.every((grant) => grant.statement.effect !== 'Allow' || findCoverage(grant, pair) === 'no');
