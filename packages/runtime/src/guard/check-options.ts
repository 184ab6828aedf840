import { EventError, GuardError } from '../errors.ts';
import { expecting, findWrong, toWrong, type Rule } from '../events/parts/policy.ts';
import { isObject } from '../events/parts/shape.ts';
import type { GuardOptions } from './guard.ts';

type Options = GuardOptions<unknown, unknown, unknown>;

const isFunction: Rule = /* @__PURE__ */ expecting('a function', (value) => typeof value === 'function');
const has = (value: unknown, method: string): boolean => isObject(value) && isFunction(value[method]);

/** Whether an option can be what it is, where it is given. */
const toRules = (): Readonly<Record<keyof Options, Rule>> => ({
  source: expecting('a source, such as `s3`', (value) => has(value, 'checkPolicy')),
  policy: expecting('an object', isObject),
  body: expecting('a Standard Schema, such as zod makes, or a function', isSchema),
  restrict: isFunction,
  audit: expecting('an audit log', (value) => has(value, 'record')),
  onReject: isFunction,
});

/** Options that are wrong end the start of the function, and not its first event. Throws a `GuardError`. */
export function checkOptions(handler: unknown, options: unknown): asserts options is Options {
  const wrong = !isObject(options)
    ? toWrong('options', 'must be an object')
    : (findWrong({ handler: handler ?? null }, { handler: isFunction }) ??
      findWrong({ ...options, source: options['source'] ?? null }, toRules()));
  if (wrong !== undefined) throw new GuardError(...wrong);
  checkSource(options as Options);
}

/** What the source has to say to the rest. */
function checkSource({ source, policy, body }: Options): void {
  // What `anySource` will stand for is known with the event.
  if (body !== undefined && source.payload === undefined && source.name !== 'any')
    throw new GuardError(...toBodyless(source.name));
  try {
    source.checkPolicy(policy);
  } catch (error) {
    if (!(error instanceof EventError)) throw error;
    throw new GuardError(error.path, error.message);
  }
}

/** What is wrong with a schema where events have no body, or several parts that could be one. */
export const toBodyless = (source: string): readonly [path: string, message: string] =>
  toWrong('body', `has nothing to check in events of ${source}`);

function isSchema(value: unknown): boolean {
  const standard = (value as Readonly<Record<string, unknown>> | null)?.['~standard'];
  return standard === undefined ? isFunction(value) : has(standard, 'validate');
}
