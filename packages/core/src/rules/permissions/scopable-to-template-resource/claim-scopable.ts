import { toWhole, type Grant } from '../grant.ts';
import { findScopableOpen } from '../open-statements.ts';
import { findTargets } from './find-targets.ts';

/** The actions of open statements that could name their resources, when all that is used of them is declared here. */
export function claimScopable(grant: Grant, left: readonly string[]): readonly string[] {
  const scopable = findScopableOpen(grant, left);
  return scopable.length > 0 && findTargets(grant, scopable).length > 0 ? toWhole(grant, scopable, left) : [];
}
