import type { Json, JsonObject } from './json.ts';
import { isObject } from './json.ts';
import { isIntrinsic } from './intrinsics.ts';

/**
 * What the SAM specification does not allow, as one problem of one resource. Thrown inside of the expansion only: it ends the
 * expansion of that resource, and the other resources go on.
 */
export class Refusal extends Error {
  /** What was refused where; the place of the innermost value that was written down is looked for along it. */
  readonly at: Json | undefined;
  /** The event inside of the resource. */
  readonly event: string | undefined;

  constructor(message: string, at?: Json, event?: string) {
    super(message);
    this.at = at;
    this.event = event;
  }
}

/** @throws Refusal always. */
export function refuse(message: string, at?: Json): never {
  throw new Refusal(message, at);
}

const NAMES = { map: 'a mapping', list: 'a list', string: 'text', boolean: '`true` or `false`' } as const;

const is = (value: Json | undefined, type: keyof typeof NAMES): boolean =>
  type === 'map' ? isObject(value) : type === 'list' ? Array.isArray(value) : typeof value === type;

function expect(value: Json | undefined, type: keyof typeof NAMES, name: string): void {
  if (!is(value, type)) refuse(`\`${name}\` must be ${NAMES[type]}`, value);
}

/** @throws Refusal when the value is no mapping. */
export function expectMap(value: Json | undefined, name: string): JsonObject {
  expect(value, 'map', name);
  return value as JsonObject;
}

/** @throws Refusal when the value is no list. */
export function expectList(value: Json | undefined, name: string): Json[] {
  expect(value, 'list', name);
  return value as Json[];
}

/** @throws Refusal when the value is no text. */
export function expectString(value: Json | undefined, name: string): string {
  expect(value, 'string', name);
  return value as string;
}

/** @throws Refusal when the value is neither `true` nor `false`. */
export function expectBoolean(value: Json | undefined, name: string): boolean {
  expect(value, 'boolean', name);
  return value as boolean;
}

/** @throws Refusal when the list is none or holds something that is not text. */
export function expectStrings(value: Json | undefined, name: string): string[] {
  return expectList(value, name).map((item, index) => expectString(item, `${name}[${index}]`));
}

/** @throws Refusal when there is no value. */
export function expectPresent(value: Json | undefined, name: string, within?: Json): Json {
  return (value ?? null) === null ? refuse(`\`${name}\` is required`, within) : (value as Json);
}

/** @throws Refusal when a key is not among those allowed. */
export function expectKeys(value: JsonObject, allowed: readonly string[], name: string): void {
  const stray = Object.keys(value).find((key) => !allowed.includes(key));
  if (stray !== undefined && !isIntrinsic(value)) refuse(`\`${name}\` has no property \`${stray}\``, value);
}

/** The three items of `Fn::If`. @throws Refusal when there are not three. */
export function expectBranches(value: JsonObject, name: string): [Json, Json, Json] {
  const items = value['Fn::If'];
  if (!Array.isArray(items) || items.length !== 3) refuse(`\`Fn::If\` of \`${name}\` takes three items`, value);
  return items as [Json, Json, Json];
}
