import { isWrittenOut, type Grant } from '../grant.ts';
import { findReach } from '../reach.ts';

/** Every action of a statement that allows all actions on everything: what else it lists adds nothing. */
export function claimAdmin(grant: Grant, left: readonly string[]): readonly string[] {
  const [statement] = grant.statements;
  if (statement === undefined || !isWrittenOut(grant) || statement.notResource) return [];
  const isAdmin =
    left.some(isEveryAction) && statement.resources.some((value) => findReach(value, grant.scope) === 'everything');
  return isAdmin ? left : [];
}

export const isEveryAction = (action: string): boolean => /^\*+(?::\*+)?$/.test(action);
