import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';
import { refuse } from './refusal.ts';

/**
 * What a property may hold: alternatives joined by `|`; `maps` is a mapping of mappings, `texts` a list of text, `items` a list of
 * text and mappings. A first `!` says that it is required, a last `=` that no intrinsic function may stand there.
 */
export type PropertyTypes = Readonly<Record<string, string>>;

const CHECKS: Readonly<Record<string, (value: Json) => boolean>> = {
  any: () => true,
  map: isObject,
  text: (value) => typeof value === 'string',
  flag: (value) => typeof value === 'boolean',
  int: (value) => Number.isInteger(value) || typeof value === 'boolean',
  list: Array.isArray,
  maps: (value) => isObject(value) && Object.values(value).every(isObject),
  values: (value) => isObject(value) && Object.values(value).every((v) => typeof v === 'string'),
  numbers: (value) => isObject(value) && Object.values(value).every((v) => Number.isInteger(v) || isObject(v)),
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string'),
  items: (value) => Array.isArray(value) && value.every((item) => typeof item === 'string' || isObject(item)),
};

const NAMES: Readonly<Record<string, string>> = {
  map: 'a mapping',
  text: 'text',
  flag: '`true` or `false`',
  int: 'a whole number',
  list: 'a list',
  maps: 'a mapping of mappings',
  values: 'a mapping of texts',
  numbers: 'a mapping of numbers',
  texts: 'a list of texts',
  items: 'a list',
};

/** @throws Refusal when a property is not one of the resource, has a value of the wrong type, or is missing. */
export function checkProperties(properties: JsonObject, types: PropertyTypes, owner: string): void {
  for (const name of Object.keys(properties)) {
    if (!Object.hasOwn(types, name)) refuse(`${owner} has no property \`${name}\``, properties);
  }
  for (const [name, type] of Object.entries(types)) checkProperty(properties, name, type);
}

function checkProperty(properties: JsonObject, name: string, type: string): void {
  const value = properties[name] ?? null;
  const kinds = type.replaceAll(/[!=]/g, '').split('|');
  if (value === null) {
    if (type.startsWith('!')) refuse(`\`${name}\` is required`, properties);
    return;
  }
  const mayBeFunction = !type.endsWith('=') && isObject(value) && Object.keys(value).length === 1;
  if (mayBeFunction || kinds.some((kind) => CHECKS[kind]?.(value) ?? false)) return;
  refuse(`\`${name}\` must be ${kinds.map((kind) => NAMES[kind] ?? kind).join(' or ')}`, value);
}
