import { EventError } from '../../errors.ts';
import { DEEPEST, MAX_BODY_BYTES, MAX_DEPTH, MAX_RECORDS, type Limits } from './limits.ts';
import { isObject, isText } from './shape.ts';

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

/** Whether a value can stand in a field of a policy, or of other options. */
export type Rule = (value: unknown) => boolean;
export type Rules = Readonly<Record<string, Rule>>;

/** What may be said in `P` besides what every policy may. */
export type RulesOf<P> = Readonly<Record<Exclude<keyof P, keyof Policy>, Rule>>;

export const isSize: Rule = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
export const isTexts: Rule = (value) => Array.isArray(value) && value.every(isText);
export const isPattern: Rule = (value) => value instanceof RegExp;

const COMMON: Rules = { maxBodyBytes: isSize, maxDepth: isSize, maxRecords: isSize, allowedAccounts: isTexts };

/** The first field that does not exist, or has a value that it cannot have; `undefined` where all is right. */
export const findWrong = (fields: object, rules: Rules): string | undefined =>
  Object.entries(fields).find(
    ([name, value]) => !Object.hasOwn(rules, name) || (value !== undefined && rules[name]?.(value) !== true),
  )?.[0];

function checkPolicy(policy: unknown, rules: Rules): void {
  const wrong = isObject(policy) ? findWrong(policy, rules) : '';
  if (wrong !== undefined) throw new EventError('ERR_EVENT_POLICY', `policy${wrong && `.${wrong}`}`);
}

/** The limits of a source under a policy. Throws an `EventError` on a policy that says what no policy can say: a typo opens no door. */
export function toLimits(policy: Policy | undefined, own?: Rules, defaults: DefaultLimits = {}): Limits {
  if (policy !== undefined) checkPolicy(policy, { ...COMMON, ...own });
  const { maxBodyBytes, maxDepth = MAX_DEPTH, maxRecords, allowedAccounts } = policy ?? {};
  return {
    maxBodyBytes: maxBodyBytes ?? defaults.maxBodyBytes ?? MAX_BODY_BYTES,
    maxDepth: Math.min(maxDepth, DEEPEST),
    maxRecords: maxRecords ?? defaults.maxRecords ?? MAX_RECORDS,
    allowedAccounts,
  };
}
