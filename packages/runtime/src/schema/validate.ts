import type { BodySchema, StandardSchema } from './standard-schema.ts';

/** A value as its schema gives it back, or the path within it that is wrong: `.items[0].quantity`. */
export type Validated = { readonly value: unknown } | { readonly path: string };

/** Holds a value against a schema. What a schema throws counts as a refusal: nothing is known of the value then. */
export async function validate(schema: BodySchema, value: unknown): Promise<Validated> {
  try {
    const standard = (schema as Partial<StandardSchema>)['~standard'];
    if (standard !== undefined) {
      const result = await standard.validate(value);
      return result.issues === undefined
        ? { value: result.value }
        : // A copy, since lists of one's own making, as arktype has, may do otherwise in `map`.
          { path: Array.from(result.issues[0]?.path ?? [], toStep).join('') };
    }
    if ((schema as (value: unknown) => unknown)(value) === true) return { value };
  } catch {
    // Nothing is known of the value.
  }
  return { path: '' };
}

/** A name as people give to fields; any other key may be the sender's own, and is as secret as a value. */
const FIELD = /^[a-z_][\w-]{0,63}$/i;

/** `.items[0].quantity` */
function toStep(step: PropertyKey | { readonly key: PropertyKey }): string {
  const key = typeof step === 'object' ? step.key : step;
  if (typeof key === 'number') return `[${key}]`;
  return typeof key === 'string' && FIELD.test(key) ? `.${key}` : '.*';
}
