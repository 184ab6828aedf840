import { fail } from '../failure.ts';
import type { HttpPolicy } from './policy.ts';
import { refine, string, type Shape } from '../shape.ts';

const METHODS: readonly string[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** A method that the policy allows. */
export const method: Shape<string> = /* @__PURE__ */ refine(
  string,
  (value, { methods = METHODS }: HttpPolicy) => {
    if (!methods.includes(value)) fail(METHODS.includes(value) ? 'NOT_ALLOWED' : 'METHOD');
  },
  'method',
);
