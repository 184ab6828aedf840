import type { Role } from '../../app/role.ts';
import { findReasonToKeep, hasOtherUser } from '../../permissions/write/reason-to-keep.ts';
import type { Grant } from './grant.ts';

const understood = new WeakMap<Role, boolean>();
const others = new WeakMap<Role, boolean>();

/** True when all that the roles of a place are used for is known: every function's code is read, and nothing is unresolved in it. */
export const isUnderstood = (grant: Grant): boolean =>
  findRoles(grant).every((role) =>
    remember(understood, role, () => {
      const members = grant.members.filter((member) => member.role === role);
      return findReasonToKeep(grant.scope.application, role, members) === null;
    }),
  );

/** True when a role of a place serves something else as well, such as a state machine, whose needs are not known here. */
export const servesOthers = (grant: Grant): boolean =>
  findRoles(grant).some((role) =>
    remember(others, role, () => !role.implicit && hasOtherUser(grant.scope.application, role)),
  );

const findRoles = ({ members }: Grant): readonly Role[] => [
  ...new Set(members.map((member) => member.role).filter((role) => role !== null)),
];

function remember(known: WeakMap<Role, boolean>, role: Role, find: () => boolean): boolean {
  const found = known.get(role) ?? find();
  known.set(role, found);
  return found;
}
