import type { BodySchema, StandardIssue, StandardResult } from './standard-schema.ts';

/** A value as its schema gives it back, or the path within it that is wrong: `.items[0].quantity`. */
export type Validated = { readonly value: unknown } | { readonly path: string };

/** Holds a value against a schema. What a schema throws counts as a refusal: nothing is known of the value then. */
export function validate(schema: BodySchema, value: unknown): Validated | Promise<Validated> {
  const standard = (schema as { '~standard'?: { validate: (value: unknown) => unknown } })['~standard'];
  try {
    if (standard === undefined) return (schema as (value: unknown) => unknown)(value) === true ? { value } : WRONG;
    const result = standard.validate(value) as StandardResult<unknown> | Promise<StandardResult<unknown>>;
    return result instanceof Promise ? result.then(toValidated, () => WRONG) : toValidated(result);
  } catch {
    return WRONG;
  }
}

const WRONG: Validated = { path: '' };

function toValidated(result: StandardResult<unknown>): Validated {
  if (result.issues === undefined) return { value: result.value };
  const [first] = result.issues;
  return { path: first === undefined ? '' : toPath(first) };
}

/** A name as people give to fields; any other key may be the sender's own, and is as secret as a value. */
const FIELD = /^[A-Za-z_][\w-]{0,63}$/;

/** `.items[0].quantity` */
function toPath({ path = [] }: StandardIssue): string {
  return path
    .map((step) => (typeof step === 'object' ? step.key : step))
    .map((key) => {
      if (typeof key === 'number') return `[${key}]`;
      return typeof key === 'string' && FIELD.test(key) ? `.${key}` : '.*';
    })
    .join('');
}
