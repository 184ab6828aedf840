import { EventError, GuardError } from '../errors.ts';
import { isObject } from '../is-object.ts';
import { findWrongOption, type OptionRule } from '../options.ts';
import type { GuardOptions } from './guard.ts';

type Options = GuardOptions<unknown, unknown, unknown>;

const isFunction = (value: unknown): boolean => typeof value === 'function';
const has = (value: unknown, method: string): boolean => isObject(value) && isFunction(value[method]);

// A function, so that nothing is made when the package is imported.
function toRules(): Readonly<Record<keyof Options, OptionRule>> {
  const callable: OptionRule = [isFunction, 'a function'];
  return {
    source: [(value) => has(value, 'checkPolicy'), 'a source, such as `s3`'],
    policy: [isObject, 'an object'],
    body: [isSchema, 'a Standard Schema or a function'],
    restrict: callable,
    audit: [(value) => has(value, 'record'), 'an audit log'],
    onReject: callable,
  };
}

/** Options that are wrong end the start of the function, and not its first event. Throws a `GuardError`. */
export function checkOptions(handler: unknown, options: unknown): asserts options is Options {
  if (!isFunction(handler)) throw new GuardError('handler', 'must be a function');
  if (!isObject(options)) throw new GuardError('options', 'must be an object');
  const wrong = findWrongOption({ ...options, source: options['source'] ?? null }, toRules());
  if (wrong !== undefined) throw new GuardError(...wrong);
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
    // What follows the path, in its quotes.
    throw new GuardError(error.path, error.message.slice(error.path.length + 3));
  }
}

function isSchema(value: unknown): boolean {
  const standard = (value as Readonly<Record<string, unknown>> | null)?.['~standard'];
  return standard === undefined ? isFunction(value) : has(standard, 'validate');
}
