import { GuardError } from '../errors.ts';
import { isObject } from '../is-object.ts';
import type { StandardIssue, StandardSchema } from './standard-schema.ts';

type Type = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array';
type Sized = Exclude<Type, 'boolean' | 'object'>;
type Operator = '>=' | '<=' | '>' | '<';

/** A type, `?` where the field may be missing, and a bound: of a number its value, of a string or an array its length. */
export type FieldRule = `${Type}${'' | '?'}` | `${Sized}${'' | '?'} ${Operator} ${number}`;

interface TypeOf {
  readonly string: string;
  readonly number: number;
  readonly integer: number;
  readonly boolean: boolean;
  readonly object: Readonly<Record<string, unknown>>;
  readonly array: readonly unknown[];
}

/** `integer? >= 1` -> `integer?` */
type First<R> = R extends `${infer Word} ${string}` ? Word : R;
type NameOf<R> = First<R> extends `${infer Name}?` ? Name : First<R>;
type MayMiss<R> = R extends `${string}?${string}` ? true : false;

/** The type of a body that satisfies `fields(rules)`. */
export type FieldsOf<Rules> = {
  readonly [K in keyof Rules as MayMiss<Rules[K]> extends true ? never : K]: TypeOf[NameOf<Rules[K]> & Type];
} & { readonly [K in keyof Rules as MayMiss<Rules[K]> extends true ? K : never]?: TypeOf[NameOf<Rules[K]> & Type] };

const RULE = /^(string|number|integer|array|(?:boolean|object)(?=\??$))(\??)(?: (>=|<=|>|<) (-?\d+(?:\.\d+)?))?$/;

/**
 * Required fields as one declaration: `fields({ user_id: 'string', quantity: 'integer >= 1' })`. Other fields may be there.
 * The result is a Standard Schema. Throws a `GuardError` on a rule that is none.
 */
export function fields<const Rules extends Readonly<Record<string, FieldRule>>>(
  rules: Rules,
): StandardSchema<FieldsOf<Rules>> {
  if (!isObject(rules)) throw new GuardError('fields', 'must be given an object');
  const checks = Object.entries(rules).map(([name, rule]) => ({ name, isRight: toCheck(name, rule) }));
  const validate = (value: unknown): { value: FieldsOf<Rules> } | { issues: readonly StandardIssue[] } => {
    const wrong = isObject(value)
      ? checks.filter(({ name, isRight }) => !isRight(Object.hasOwn(value, name) ? value[name] : undefined))
      : undefined;
    if (wrong?.length === 0) return { value: value as FieldsOf<Rules> };
    return { issues: wrong?.map(({ name }) => toIssue(name)) ?? [{ message: 'not an object' }] };
  };
  return { '~standard': { version: 1, vendor: 'sallyport', validate } };
}

const toIssue = (name: string): StandardIssue => ({ message: 'missing or wrong', path: [name] });

function toCheck(name: string, rule: unknown): (value: unknown) => boolean {
  const isText = typeof rule === 'string';
  const parts = isText ? RULE.exec(rule) : null;
  if (parts === null)
    throw new GuardError(
      `fields.${name}`,
      `must be as \`integer >= 1\` or \`string?\`, not ${isText ? `\`${rule}\`` : 'what is no text'}`,
    );
  const [, type, optional, operator, bound] = parts;
  return (value) => {
    if (value === undefined) return optional === '?';
    if (!isOfType(type as Type, value)) return false;
    return operator === undefined || holds(toSize(value), operator as Operator, Number(bound));
  };
}

function isOfType(type: Type, value: unknown): boolean {
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isSafeInteger(value);
  return typeof value === type && (type !== 'number' || Number.isFinite(value));
}

const toSize = (value: unknown): number =>
  typeof value === 'string' || Array.isArray(value) ? value.length : Number(value);

function holds(size: number, operator: Operator, bound: number): boolean {
  if (operator === '>=') return size >= bound;
  if (operator === '<=') return size <= bound;
  return operator === '>' ? size > bound : size < bound;
}
