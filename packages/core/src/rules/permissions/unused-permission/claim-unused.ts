import { isBaseAction } from '../../../permissions/reconcile/base-permissions.ts';
import { findExcessAt } from '../excess-at.ts';
import { isWrittenOut, type Grant } from '../grant.ts';

/**
 * The actions of which no call needs anything. Of a ready-made policy only all of it: what is in it is not for its user
 * to choose.
 */
export function claimUnused(grant: Grant, left: readonly string[]): readonly string[] {
  const excess = findExcessAt(grant).filter((e) => e.needed === undefined);
  const isUnused = (action: string): boolean => excess.some((e) => e.action === action);
  if (isWrittenOut(grant)) return left.filter(isUnused);
  return left.some(isUnused) && left.every((action) => isUnused(action) || isBaseAction(action)) ? left : [];
}
