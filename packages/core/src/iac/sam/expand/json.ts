/** JSON as a template holds it; intrinsic functions stand in their long form. The expansion edits copies of it in place. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value is there and is neither empty nor `false` nor `0`: SAM treats such properties as not set. */
export function isSet(value: Json | undefined): value is Json {
  if (Array.isArray(value)) return value.length > 0;
  if (isObject(value)) return Object.keys(value).length > 0;
  return value !== undefined && value !== null && value !== false && value !== '' && value !== 0;
}

/** The members that have a value. */
export function compact(members: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept = Object.entries(members).filter((entry): entry is [string, Json] => (entry[1] ?? null) !== null);
  return Object.fromEntries(kept);
}

/** The same value whatever the order of keys is. */
export function isEqual(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || (a !== undefined && b !== undefined && toCanonicalText(a) === toCanonicalText(b));
}

/** Keys sorted, no spaces, everything beyond ASCII escaped. */
export function toCanonicalText(value: Json): string {
  return escapeText(JSON.stringify(sortKeys(value)));
}

/** JSON in ASCII. */
export const escapeText = (json: string): string =>
  json.replaceAll(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** A copy with the keys of every object in the order of their code points. */
export function sortKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).sort((a, b) => (a < b ? -1 : 1));
  return Object.fromEntries(keys.map((key) => [key, sortKeys(value[key] ?? null)]));
}

/** Sets a member, also one by the name `__proto__`. */
export function setMember(object: JsonObject, name: string, value: Json): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}

/** The member of that name that the object itself has. */
export function findMember(object: Json | undefined, name: string): Json | undefined {
  return isObject(object) && Object.hasOwn(object, name) ? object[name] : undefined;
}

/** The value below `value` at a path of keys; `undefined` when something on the way is no object. */
export function findDeep(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  return path.reduce<Json | undefined>(findMember, value);
}

export const toList = (value: Json | undefined): Json[] => {
  if ((value ?? null) === null) return [];
  return Array.isArray(value) ? value : [value as Json];
};

/** A scalar as text; anything else as JSON. */
export const toText = (value: Json | undefined): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');
