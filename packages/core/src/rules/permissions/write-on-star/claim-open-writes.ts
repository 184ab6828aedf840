import { toWhole, type Grant } from '../grant.ts';
import { findScopable, findScopableOpen } from '../open-statements.ts';
import { isRisky } from './is-risky.ts';

/**
 * The actions of open statements that could name their resources, when one of them changes something or reads data.
 * Actions that know no resource may stand on `*`.
 */
export function claimOpenWrites(grant: Grant, left: readonly string[]): readonly string[] {
  const scopable = findScopableOpen(grant, left);
  return scopable.some((action) => findScopable(action).some(isRisky)) ? toWhole(grant, scopable, left) : [];
}
