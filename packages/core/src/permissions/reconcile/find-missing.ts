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
  const isLacking = (pair: NeedPair): boolean =>
    isMissing(grants, pair) || (limits !== undefined && isMissing(limits, pair));
  const missing = new Map<NeededPermission, NeedPair[]>();
  for (const pair of pairs) {
    if (!isLacking(pair) || isSentByOther(pair, pairs, isLacking)) continue;
    missing.set(pair.need, [...(missing.get(pair.need) ?? []), pair]);
  }
  return [...missing].map(([need, lacking]) => ({ ...need, resources: lacking.map((pair) => pair.resource) }));
}

/**
 * Of an address and its domain one is verified, and the role needs that one alone ("Identity and access management in Amazon SES"): the
 * other is not missing.
 */
function isSentByOther(pair: NeedPair, pairs: readonly NeedPair[], isLacking: (pair: NeedPair) => boolean): boolean {
  const name = findIdentity(pair);
  if (name === undefined) return false;
  const domain = name.slice(name.indexOf('@') + 1);
  return pairs.some((other) => {
    const same = other.need === pair.need && other !== pair ? findIdentity(other) : undefined;
    const isOther = same !== undefined && (same === domain || same.endsWith(`@${domain}`));
    return isOther && same.includes('@') !== name.includes('@') && !isLacking(other);
  });
}

const findIdentity = ({ need, resource }: NeedPair): string | undefined =>
  need.action.startsWith('ses:') ? /:identity\/(.+)$/.exec(resource.arn)?.[1] : undefined;

export function isMissing(grants: readonly GrantView[], pair: NeedPair): boolean {
  if (pair.isRuledOut) return false;
  if (isUngranted(grants, pair)) return true;
  return grants.some((grant) => grant.statement.effect === 'Deny' && findCoverage(grant, pair) === 'covers');
}

/** True when no Allow statement can give the need. */
export const isUngranted = (grants: readonly GrantView[], pair: NeedPair): boolean =>
  grants.every((grant) => grant.statement.effect !== 'Allow' || findCoverage(grant, pair) === 'no');
