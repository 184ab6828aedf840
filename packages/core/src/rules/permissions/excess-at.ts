import type { ExcessPermission } from '../../permissions/function-permissions.ts';
import { toPlaceKey, type Grant } from './grant.ts';
import { servesOthers } from './is-understood.ts';

type Excess = readonly ExcessPermission[];

const grouped = new WeakMap<Excess, ReadonlyMap<string, Excess>>();

function groupByPlace(excess: Excess): ReadonlyMap<string, Excess> {
  const found = grouped.get(excess);
  if (found !== undefined) return found;
  const places = new Map<string, ExcessPermission[]>();
  for (const one of excess) {
    const key = toPlaceKey(one.origin);
    const place = places.get(key) ?? [];
    places.set(key, place);
    place.push(one);
  }
  grouped.set(excess, places);
  return places;
}

/**
 * What no function of any role with this place needs of it. Empty where the code of one cannot be read, and where a role
 * also serves something else.
 */
export function findExcessAt(grant: Grant): readonly ExcessPermission[] {
  const key = toPlaceKey(grant.origin);
  const [first, ...others] = grant.members.map((member) => groupByPlace(member.excess).get(key) ?? []);
  if (first === undefined || servesOthers(grant) || grant.members.some((m) => m.code.handler === null)) return [];
  const isExcess = (list: readonly ExcessPermission[], e: ExcessPermission): boolean =>
    list.some((other) => other.action === e.action && other.resource === e.resource && !other.needed === !e.needed);
  return first.filter((e) => others.every((list) => isExcess(list, e)));
}
