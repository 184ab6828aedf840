import { compareActions } from '../../iam/match.ts';
import type { FunctionPermissions } from '../../permissions/function-permissions.ts';
import { isBaseOrigin } from '../../permissions/reconcile/base-permissions.ts';
import { listActions } from './list-words.ts';

const actionsShown = 8;

/** The actions under a pattern that the functions need, sorted; of `*` logs, traces and interfaces apart. */
export function findNeededActions(members: readonly FunctionPermissions[], pattern: string): readonly string[] {
  const actions = members
    .flatMap((member) => member.needed)
    .filter((need) => (pattern !== '*' || !isBaseOrigin(need.origin)) && compareActions(pattern, need.action) !== 'no')
    .map((need) => need.action);
  return [...new Set(actions)].sort();
}

/** A sentence on what the code needs of some patterns, beginning with a space; nothing where the code cannot be read. */
export function nameNeeds(members: readonly FunctionPermissions[], patterns: readonly string[]): string {
  if (members.some((member) => member.code.handler === null)) return '';
  const needed = patterns.flatMap((pattern) => findNeededActions(members, pattern));
  const seen = members.every((member) => member.complete) ? '' : ', as far as it can be read,';
  if (needed.length === 0) return ` The code${seen} needs none of it.`;
  return ` The code${seen} needs only ${listActions(needed, actionsShown)}.`;
}
