import { findMember, type JsonMember, type JsonNode, type JsonObject } from '../../text/json-node.ts';
import type { LockEntry, LockFields } from './lock-entry.ts';

/** Reads `packages` of any layout, and what can be read of a file that is broken. */
export function scanEntries({ members }: JsonObject, lineOf: (offset: number) => number): readonly LockEntry[] {
  return members.flatMap(({ key, value, at }) =>
    value.kind === 'object'
      ? [{ key, fields: toFields(value), line: lineOf(at), ...toSpan(key, at, findMember(value, 'version')) }]
      : [],
  );
}

const toSpan = (key: string, at: number, version: JsonNode | undefined): Pick<LockEntry, 'start' | 'end'> =>
  version === undefined
    ? { start: at + 1, end: at + 1 + key.length }
    : { start: version.start + 1, end: version.end - 1 };

const toFields = ({ members }: JsonObject): LockFields => Object.fromEntries(members.map(toField));

/** Of what is nested the names are enough. */
function toField({ key, value }: JsonMember): [string, unknown] {
  if (value.kind === 'scalar') return [key, value.value];
  return [key, value.kind === 'array' ? [] : Object.fromEntries(value.members.map((member) => [member.key, null]))];
}
