import { EventError } from '../errors.ts';
import { isObject } from '../events/parts/shape.ts';
import { GuardError } from './guard-error.ts';
import type { GuardOptions } from './guard.ts';

type Options = GuardOptions<unknown, unknown, unknown>;

const isFunction = (value: unknown): boolean => typeof value === 'function';

/** Whether an option can be what it is, where it is given; and what it should be. */
const RULES: Readonly<Record<keyof Options, readonly [isRight: (value: unknown) => boolean, what: string]>> = {
  source: [(value) => isObject(value) && isFunction(value['checkPolicy']), 'a source such as s3 or anySource'],
  policy: [isObject, 'an object'],
  body: [isSchema, 'a Standard Schema or a function'],
  restrict: [isFunction, 'a function'],
  audit: [(value) => isObject(value) && isFunction(value['record']), 'an audit log'],
  onReject: [isFunction, 'a function'],
};

/** Options that are wrong end the start of the function, and not its first event. Throws a `GuardError`. */
export function checkOptions(handler: unknown, options: unknown): asserts options is Options {
  if (!isFunction(handler)) throw new GuardError('handler', 'is not a function');
  if (!isObject(options)) throw new GuardError('options', 'is not an object');
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(RULES, name)) throw new GuardError(name, 'is no option');
  }
  for (const [name, [isRight, what]] of Object.entries(RULES)) {
    const value = options[name];
    if ((value !== undefined || name === 'source') && !isRight(value)) throw new GuardError(name, `is not ${what}`);
  }
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
    throw new GuardError(error.path, `is no field for ${source.name}, or has a value that it cannot have`);
  }
}

function isSchema(value: unknown): boolean {
  const standard = (value as Readonly<Record<string, unknown>> | null)?.['~standard'];
  return standard === undefined ? isFunction(value) : isObject(standard) && isFunction(standard['validate']);
}
