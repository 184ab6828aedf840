import type { ExcessPermission } from '../../permissions/function-permissions.ts';
import { toPlaceKey, type Grant } from './grant.ts';
import { servesOthers } from './is-understood.ts';

/**
 * What no function of any role with this place needs of it. Empty where the code of one cannot be read, and where a role
 * also serves something else.
 */
export function findExcessAt(grant: Grant): readonly ExcessPermission[] {
  const key = toPlaceKey(grant.origin);
  const [first, ...others] = grant.members.map((member) => member.excess.filter((e) => toPlaceKey(e.origin) === key));
  if (first === undefined || servesOthers(grant) || grant.members.some((m) => m.code.handler === null)) return [];
  const isExcess = (list: readonly ExcessPermission[], e: ExcessPermission): boolean =>
    list.some((other) => other.action === e.action && other.resource === e.resource && !other.needed === !e.needed);
  return first.filter((e) => others.every((list) => isExcess(list, e)));
}
