import type { NeededPermission } from '../../function-permissions.ts';
import type { Surroundings } from '../surroundings.ts';

/** What Lambda itself does with the function's role, besides what the code does. */
export function findContextNeeds(
  _fromCode: readonly NeededPermission[],
  _around: Surroundings,
): readonly NeededPermission[] {
  return [];
}
