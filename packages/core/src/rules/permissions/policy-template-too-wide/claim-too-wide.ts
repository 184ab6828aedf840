import { isBaseAction, isBaseGrant } from '../../../permissions/reconcile/base-permissions.ts';
import { findExcessAt } from '../excess-at.ts';
import { toPlaceKey, type Grant } from '../grant.ts';
import { servesOthers } from '../is-understood.ts';
import { findNarrower } from './find-narrower.ts';
import { findUsed } from './find-used.ts';

/**
 * All of a ready-made policy of which something is used, and for which there is less: a narrower policy template, or for
 * a managed policy of AWS a statement. That a template holds an action more than is used is its nature.
 */
export function claimTooWide(grant: Grant, left: readonly string[]): readonly string[] {
  const { origin, statements, members } = grant;
  if (statements.some(isBaseGrant) || servesOthers(grant) || members.some((member) => member.code.handler === null))
    return [];
  if (left.every(isBaseAction) || findUsed(grant).length === 0) return [];
  if (origin.kind === 'policy-template') return findNarrower(grant).length === 0 ? [] : left;
  return origin.kind === 'managed-aws' && isWider(grant) ? left : [];
}

/** More actions than are needed, or on more resources. */
function isWider(grant: Grant): boolean {
  const key = toPlaceKey(grant.origin);
  const isHere = ({ origin }: { readonly origin: Grant['origin'] }): boolean => toPlaceKey(origin) === key;
  return findExcessAt(grant).length > 0 || grant.members.some((member) => member.unscoped.some(isHere));
}
