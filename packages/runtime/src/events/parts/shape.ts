import { fail } from './failure.ts';
import type { HttpPolicy } from './http/policy.ts';
import type { Limits } from './limits.ts';
import {
  ANYTHING,
  BOOLEAN,
  LINE_OF_TEXT,
  LIST,
  NUMBER,
  NUMBER_OR_STRING,
  OBJECT,
  OWN,
  OWN_MAP,
  SCALAR,
  STEADY,
  STRING,
  TOKEN,
} from './kinds.ts';

/** Told of the policy in force, and by which key the value stands in its map. */
type Check = (value: never, policy: never, key: string) => void;

/** One kind of value: what is checked of it, and by its type parameter what TypeScript knows once it has passed. */
export interface Shape<T = unknown> {
  readonly kinds: number;
  /** Missing and `null` pass as well. */
  readonly isOptional: boolean;
  /** What must hold besides. Throws a `Failure`. */
  readonly check: Check | undefined;
  readonly fields: Readonly<Record<string, Shape>> | undefined;
  /** The same as the walk needs them; made when it comes by for the first time. */
  layout: Layout | undefined;
  /** Of the values of a list, or of those of a map. */
  readonly item: Shape | undefined;
  /** What it is called on the page of its source, where its kinds do not say it. */
  readonly name: string | undefined;
  /** Never there at run time. */
  readonly type?: T;
}

/** One field of an object, and what the last event taught of it. */
export interface Field {
  readonly key: string;
  readonly expects: Shape;
  /** The string that passed last; empty for none. */
  last: string;
  /** The field that came after it: AWS writes them in the same order each time. */
  next: Field;
}

/** The fields of an object. */
export interface Layout {
  readonly byName: ReadonlyMap<string, Field>;
  /** Stands before the first. */
  readonly head: Field;
  /** How many of them must be there. */
  readonly required: number;
}

/** What TypeScript knows of a value of a shape, or of one that is made when the first event comes. */
export type Infer<S> = S extends Shape<infer T> ? T : S extends () => Shape<infer T> ? T : never;

type RequiredKeys<F> = { [K in keyof F]: undefined extends Infer<F[K]> ? never : K }[keyof F];

type Flat<T> = { [K in keyof T]: T[K] };

/** Fields that may be missing are optional properties. */
type ObjectOf<F> = Flat<
  { -readonly [K in RequiredKeys<F>]: Infer<F[K]> } & {
    -readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: Infer<F[K]>;
  }
>;

/** INVARIANT: every shape is made here, with all of its properties in one order, which is what makes the walk fast. */
function create<T>({ kinds = 0, isOptional = false, check, fields, item, name }: Partial<Shape>): Shape<T> {
  return { kinds, isOptional, check, fields, layout: undefined, item, name };
}

export function toLayout(fields: Readonly<Record<string, Shape>>): Layout {
  const head = { key: '', expects: anything, last: '' } as Field;
  const byName = new Map<string, Field>();
  let required = 0;
  let before = head;
  for (const key of Object.keys(fields)) {
    const shape = fields[key] as Shape;
    before.next = { key, expects: shape, last: '', next: head };
    before = before.next;
    byName.set(key, before);
    if (!shape.isOptional) required++;
  }
  before.next = head;
  return { byName, head, required };
}

export const string: Shape<string> = /* @__PURE__ */ create({ kinds: STRING });

/** A short text without control characters: names, identifiers, times. */
export const line: Shape<string> = /* @__PURE__ */ create({ kinds: LINE_OF_TEXT });

/** The same for what is secret: it is not kept. */
export const token: Shape<string> = /* @__PURE__ */ create({ kinds: TOKEN });

/** A finite number. */
export const number: Shape<number> = /* @__PURE__ */ create({ kinds: NUMBER });

/** A time that AWS writes either way. */
export const numberOrString: Shape<number | string> = /* @__PURE__ */ create({ kinds: NUMBER_OR_STRING });

/** What a text says, where a tool may write it as a number or as true or false. */
export const scalar: Shape<string | undefined> = /* @__PURE__ */ create({ kinds: SCALAR, isOptional: true });

export const boolean: Shape<boolean> = /* @__PURE__ */ create({ kinds: BOOLEAN });

export const anything: Shape = /* @__PURE__ */ create({
  kinds: ANYTHING,
  isOptional: true,
});

export const isMissing = (value: unknown): value is null | undefined => value === undefined || value === null;

/** Short in bundles, which have no other name for it. */
export const { isArray }: { readonly isArray: typeof Array.isArray } = Array;

export const isText = (value: unknown): value is string => typeof value === 'string';

/** `pattern.test` from the start: a pattern with the flag `g` remembers where it was. */
export function matches(pattern: RegExp, text: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(text);
}

/** An object of whatever its sender puts into it. */
export const freeObject: Shape<Record<string, unknown>> = /* @__PURE__ */ create({ kinds: OBJECT });

/** This string and no other. Its type is `string`, as in the types that others have written of these events. */
export const exactly = (text: string): Shape<string> => oneOf(text);

/** Exactly one of these strings. */
export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  const check = (value: T): void => {
    if (!values.includes(value)) fail();
  };
  return create({ kinds: STRING + STEADY, check, name: `"${values.join('" or "')}"` });
}

/** One value of a shape, or a list of them. */
export const oneOrMany = <T>(item: Shape<T>): Shape<T | T[]> => {
  const check: Check = (value, policy, key) => {
    // Those of a list have been checked one by one.
    if (!isArray(value)) item.check?.(value, policy, key);
  };
  return create({ ...item, kinds: item.kinds + LIST, item, check });
};

/** Missing, `null`, or of the shape: AWS writes `null` where its documentation leaves a field out. */
export const optional = <T>(shape: Shape<T>): Shape<T | null | undefined> => create({ ...shape, isOptional: true });

/** An object with these fields at least: AWS adds fields without notice. */
export function object<const F extends Readonly<Record<string, Shape>>>(
  fields: F,
): Shape<ObjectOf<F>> & { readonly fields: F } {
  return create({ kinds: OBJECT, fields }) as never;
}

/** The same shape, of which TypeScript knows more: fields on which nothing depends are not checked. */
export function alsoWith<More>(): <T>(shape: Shape<T>) => Shape<T & More> {
  return (shape) => shape as never;
}

export const array = <T>(item: Shape<T>): Shape<T[]> => create({ kinds: LIST, item });

/** A map whose keys the sender chose: they are not named in a failure. */
export const map = <T>(item: Shape<T>): Shape<Record<string, T>> => create({ kinds: OBJECT, item });

/** A map that the source's own check reads. */
export const ownMap: Shape<never> = /* @__PURE__ */ create({ kinds: OWN_MAP });

/** A list that `check` reads. */
export const ownList = <T>(check: (items: readonly unknown[]) => void, name: string): Shape<T[]> =>
  create({ kinds: LIST + OWN, check, name });

/** A shape that has no check of its own, and then what `check` says. `STEADY` where the policy has no say in it. */
export const refine = <T>(
  shape: Shape<T>,
  check: (value: T, policy: Limits & HttpPolicy, key: string) => void,
  name?: string,
  kinds: number = 0,
): Shape<T> => create({ ...shape, check, name, kinds: shape.kinds + kinds });
