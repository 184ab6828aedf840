import type { Role } from '../../app/role.ts';
import { hasOtherUser } from '../../permissions/reconcile/reason-to-keep.ts';
import type { Grant } from './grant.ts';

const others = new WeakMap<Role, boolean>();

/** Why what seems to be too much at a place may be needed after all. */
const findDoubt = ({ members }: Grant): string | undefined =>
  members.find((member) => member.doubt !== undefined)?.doubt;

/** True when all that the roles of a place are used for is known: every function's code is read, and nothing is unresolved in it. */
export const isUnderstood = (grant: Grant): boolean => findDoubt(grant) === undefined;

/** The same as the end of an explanation, beginning with a space; nothing where it is certain. */
export function nameDoubt(grant: Grant): string {
  const doubt = findDoubt(grant);
  return doubt === undefined ? '' : ` Not certain: ${doubt}.`;
}

/** True when a role of a place serves something else as well, such as a state machine, whose needs are not known here. */
export const servesOthers = ({ members, scope }: Grant): boolean =>
  members.some(({ role }) => {
    if (role === null) return false;
    const found = others.get(role) ?? hasOtherUser(scope.application, role);
    others.set(role, found);
    return found;
  });
