import type { FunctionPermissions, NeededPermission } from '../../../permissions/function-permissions.ts';

/** The missing permissions of the functions that one of these actions was meant to give. */
export function findExplained(
  members: readonly FunctionPermissions[],
  actions: readonly string[],
): readonly NeededPermission[] {
  const folded = new Set(actions.map((action) => action.toLowerCase()));
  return members.flatMap((member) => member.missing).filter((need) => folded.has(need.action.toLowerCase()));
}
