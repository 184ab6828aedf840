import { EventError } from '../errors.ts';
import { findWrong, type Rule } from '../events/parts/policy.ts';
import { isObject } from '../events/parts/shape.ts';
import { GuardError, WRONG_VALUE } from './guard-error.ts';
import type { GuardOptions } from './guard.ts';

type Options = GuardOptions<unknown, unknown, unknown>;

const isFunction: Rule = (value) => typeof value === 'function';
const has = (value: unknown, method: string): boolean => isObject(value) && isFunction(value[method]);

/** Whether an option can be what it is, where it is given. */
const RULES: Readonly<Record<keyof Options, Rule>> = {
  source: (value) => has(value, 'checkPolicy'),
  policy: isObject,
  body: isSchema,
  restrict: isFunction,
  audit: (value) => has(value, 'record'),
  onReject: isFunction,
};

/** Options that are wrong end the start of the function, and not its first event. Throws a `GuardError`. */
export function checkOptions(handler: unknown, options: unknown): asserts options is Options {
  if (!isFunction(handler)) throw new GuardError('handler');
  if (!isObject(options)) throw new GuardError('options');
  const wrong = findWrong({ ...options, source: options['source'] ?? null }, RULES);
  if (wrong !== undefined) throw new GuardError(wrong, Object.hasOwn(RULES, wrong) ? undefined : 'is no option');
  checkSource(options as unknown as Options);
}

/** What the source has to say to the rest. */
function checkSource({ source, policy, body }: Options): void {
  // What `anySource` will stand for is known with the event.
  if (body !== undefined && source.payload === undefined && source.name !== 'any')
    throw new GuardError('body', `has nothing to check in events of ${source.name}`);
  try {
    source.checkPolicy(policy);
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    throw new GuardError(error.path, `is no field for ${source.name}, or ${WRONG_VALUE}`);
  }
}

function isSchema(value: unknown): boolean {
  const standard = (value as Readonly<Record<string, unknown>> | null)?.['~standard'];
  return standard === undefined ? isFunction(value) : has(standard, 'validate');
}
