import type { Failure } from './failure.ts';
import { fail, within } from './failure.ts';
import type { Limits } from './limits.ts';

/** One kind of value: a check, and by its type parameter what TypeScript knows once it has passed. */
export interface Shape<T = unknown> {
  /** What it is called on the page of its source. */
  readonly name: string;
  readonly check: (value: unknown, limits: Limits) => Failure | undefined;
  readonly fields?: Readonly<Record<string, Shape>>;
  readonly item?: Shape;
  readonly isOptional?: boolean;
  /** Never there at run time. */
  readonly type?: T;
}

export type Infer<S> = S extends Shape<infer T> ? T : never;

type RequiredKeys<F> = { [K in keyof F]: undefined extends Infer<F[K]> ? never : K }[keyof F];

type Flat<T> = { [K in keyof T]: T[K] };

/** Fields that may be missing are optional properties. */
type ObjectOf<F> = Flat<
  { -readonly [K in RequiredKeys<F>]: Infer<F[K]> } & {
    -readonly [K in Exclude<keyof F, RequiredKeys<F>>]?: Infer<F[K]>;
  }
>;

const SHAPE = (): Failure => fail('SHAPE');

export const string: Shape<string> = {
  name: 'string',
  check: (value) => (typeof value === 'string' ? undefined : SHAPE()),
};

/** A finite number; that it is finite is seen to for the whole event. */
export const number: Shape<number> = {
  name: 'number',
  check: (value) => (typeof value === 'number' ? undefined : SHAPE()),
};

export const boolean: Shape<boolean> = {
  name: 'boolean',
  check: (value) => (typeof value === 'boolean' ? undefined : SHAPE()),
};

export const anything: Shape = { name: 'anything', check: () => undefined };

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object of whatever its sender puts into it. */
export const freeObject: Shape<Record<string, unknown>> = {
  name: 'object',
  check: (value) => (isObject(value) ? undefined : SHAPE()),
};

/** This string and no other. Its type is `string`, as in the types that others have written of these events. */
export const exactly = (text: string): Shape<string> => oneOf(text);

/** Exactly one of these strings. */
export function oneOf<const T extends string>(...values: readonly T[]): Shape<T> {
  return {
    name: values.map((value) => JSON.stringify(value)).join(' or '),
    check: (value) => (values.includes(value as T) ? undefined : SHAPE()),
  };
}

/** Either of two shapes: what the second says stands. */
export function either<A, B>(first: Shape<A>, second: Shape<B>): Shape<A | B> {
  return {
    name: `${first.name} or ${second.name}`,
    check: (value, limits) => (first.check(value, limits) === undefined ? undefined : second.check(value, limits)),
  };
}

/** Missing, `null`, or of the shape: AWS writes `null` where its documentation leaves a field out. */
export function optional<T>(shape: Shape<T>): Shape<T | null | undefined> {
  const { check } = shape;
  return {
    ...shape,
    isOptional: true,
    check: (value, limits) => (value === undefined || value === null ? undefined : check(value, limits)),
  };
}

/** An object with these fields at least: AWS adds fields without notice. */
export function object<const F extends Readonly<Record<string, Shape>>>(
  fields: F,
): Shape<ObjectOf<F>> & { readonly fields: F } {
  const keys = Object.keys(fields);
  const checks = Object.values(fields).map(({ check }) => check);
  const check = (value: unknown, limits: Limits): Failure | undefined => {
    if (!isObject(value)) return SHAPE();
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at] as string;
      const failure = checks[at]?.(value[key], limits);
      if (failure) return within(key, failure);
    }
    return undefined;
  };
  return { name: 'object', check, fields };
}

/** The same shape, of which TypeScript knows more: fields on which nothing depends are not checked. */
export function alsoWith<More>(): <T>(shape: Shape<T>) => Shape<T & More> {
  return (shape) => shape as never;
}

export function array<T>(item: Shape<T>): Shape<T[]> {
  const check = (value: unknown, limits: Limits): Failure | undefined => {
    if (!Array.isArray(value)) return SHAPE();
    for (let at = 0; at < value.length; at++) {
      const failure = item.check(value[at], limits);
      if (failure) return within(at, failure);
    }
    return undefined;
  };
  return { name: 'array', check, item };
}

/** A map whose keys the sender chose: they are not named in a failure. */
export function map<T>(item: Shape<T>): Shape<Record<string, T>> {
  const check = (value: unknown, limits: Limits): Failure | undefined => {
    if (!isObject(value)) return SHAPE();
    for (const key in value) {
      const failure = item.check(value[key], limits);
      if (failure) return within('*', failure);
    }
    return undefined;
  };
  return { name: 'map', check, item };
}

/** The shape, and then what `check` says of a value that has it. */
export function refine<T>(
  shape: Shape<T>,
  check: (value: T, limits: Limits) => Failure | undefined,
  name: string = shape.name,
): Shape<T> {
  const first = shape.check;
  return { ...shape, name, check: (value, limits) => first(value, limits) ?? check(value as T, limits) };
}
