import type { Abstract, ClassValue } from './abstract.ts';
import { linearise } from './linearise.ts';
import { unite } from './union.ts';

/** Whether a class of Python is an enumeration: its attributes stand for its members, each for its value. */
export function isEnum(cls: ClassValue): boolean {
  return linearise(cls).some((c) => c.supers.some((s) => s.k === 'external' && s.name === 'enum'));
}

/** The members of an enumeration, in order. */
export function listMembers(cls: ClassValue): readonly Abstract[] {
  return linearise(cls).flatMap((c) =>
    [...c.statics.fields].filter(([name, v]) => !name.startsWith('_') && v.k !== 'function').map(([, v]) => v),
  );
}

/** `Color(value)`: one of the members. */
export function findMember(cls: ClassValue): Abstract | undefined {
  const members = isEnum(cls) ? listMembers(cls) : [];
  return members.length === 0 ? undefined : unite(...members);
}
