import { EventError } from '../../errors.ts';
import { isObject } from '../../is-object.ts';
import { findWrongOption, type OptionRule, type OptionRules } from '../../options.ts';
import { DEEPEST, MAX_BODY_BYTES, MAX_DEPTH, MAX_RECORDS, type Limits } from './limits.ts';
import { isArray, isText } from './shape.ts';

/** What every policy may say. */
export interface Policy {
  /** The most bytes in a body, a message or the data of a record, decoded. */
  readonly maxBodyBytes?: number;
  /** The deepest that the event, and JSON in it, may nest. */
  readonly maxDepth?: number;
  /** The most records in one event. */
  readonly maxRecords?: number;
  /** The accounts from which events may come: twelve digits each. */
  readonly allowedAccounts?: readonly string[];
}

export interface DefaultLimits {
  readonly maxBodyBytes?: number;
  readonly maxRecords?: number;
}

/** What may be said in `P` besides what every policy may. */
export type RulesOf<P> = Readonly<Record<Exclude<keyof P, keyof Policy>, OptionRule>>;

export const isSize: OptionRule = [
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  'a whole number, 0 or more',
];
export const isTexts: OptionRule = [(value) => isArray(value) && value.every(isText), 'a list of strings'];
export const isPattern: OptionRule = [(value) => value instanceof RegExp, 'a RegExp'];
export const isBoolean: OptionRule = [(value) => typeof value === 'boolean', 'true or false'];

const COMMON: OptionRules = { maxBodyBytes: isSize, maxDepth: isSize, maxRecords: isSize, allowedAccounts: isTexts };

/** Says which field of a policy is wrong, and why. */
export function failPolicy(path: string, why: string): never {
  throw new EventError('ERR_EVENT_POLICY', path, `\`${path}\` ${why}`);
}

function checkPolicy(policy: unknown, rules: OptionRules): void {
  if (!isObject(policy)) failPolicy('policy', 'must be an object');
  const wrong = findWrongOption(policy, rules);
  if (wrong !== undefined) failPolicy(`policy.${wrong[0]}`, wrong[1]);
}

/** The policy in force: what it leaves open is as the source says. Throws an `EventError` on a policy that says what no policy can say: a typo opens no door. */
export function toPolicy<P extends Policy>(
  policy: P | undefined,
  own?: OptionRules,
  defaults: DefaultLimits = {},
): P & Limits {
  if (policy !== undefined) checkPolicy(policy, { ...COMMON, ...own });
  const { maxBodyBytes, maxDepth = MAX_DEPTH, maxRecords }: Policy = policy ?? {};
  return {
    ...(policy as P),
    maxBodyBytes: maxBodyBytes ?? defaults.maxBodyBytes ?? MAX_BODY_BYTES,
    maxDepth: Math.min(maxDepth, DEEPEST),
    maxRecords: maxRecords ?? defaults.maxRecords ?? MAX_RECORDS,
  };
}
