import type { Abstract, ClassValue } from './abstract.ts';
import { NO_ARGUMENTS, toConst } from './abstract.ts';
import { linearise } from './linearise.ts';
import type { Engine, Site } from './engine.ts';
import { toKey, unite } from './union.ts';

/** Whether a class of Python is an enumeration: its attributes stand for its members, each for its value. */
export function isEnum(cls: ClassValue): boolean {
  return linearise(cls).some((c) => c.supers.some((s) => s.k === 'external' && s.name === 'enum'));
}

/** The members of an enumeration, in order. */
export const listMembers = (cls: ClassValue): readonly Abstract[] => listNamed(cls).map(([, value]) => value);

const listNamed = (cls: ClassValue): readonly (readonly [string, Abstract])[] =>
  linearise(cls).flatMap((c) =>
    [...c.statics.fields].filter(([name, v]) => !name.startsWith('_') && v.k !== 'function'),
  );

/** A property or a method of an enumeration that has this value among its members, or the names that it has there. */
export function findOfMember(engine: Engine, member: Abstract, name: string, site: Site): Abstract | undefined {
  for (const cls of engine.enums) {
    const found = linearise(cls)
      .map((c) => c.getters.get(name) ?? c.methods.get(name))
      .find((m) => m !== undefined);
    if (found === undefined || !listMembers(cls).some((m) => toKey(m) === toKey(member))) continue;
    const method = { ...found, self: member, passesSelf: true };
    const isGetter = linearise(cls).some((c) => c.getters.get(name) === found);
    return isGetter ? engine.call(method, NO_ARGUMENTS, site, member) : method;
  }
  return name === 'name' || name === '_name_' ? findNames(engine, member) : undefined;
}

function findNames({ enums }: Engine, member: Abstract): Abstract | undefined {
  const key = toKey(member);
  const names = enums.flatMap((cls) =>
    listNamed(cls).flatMap(([name, m]) => (toKey(m) === key ? [toConst(name)] : [])),
  );
  return names.length === 0 ? undefined : unite(...names);
}

/** `Color(value)`: one of the members. */
export function findMember(cls: ClassValue): Abstract | undefined {
  const members = isEnum(cls) ? listMembers(cls) : [];
  return members.length === 0 ? undefined : unite(...members);
}
