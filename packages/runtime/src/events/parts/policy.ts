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

/** Whether a value can stand in a field of a policy, or of other options, and in words what can. */
export interface Rule {
  (value: unknown): boolean;
  readonly expected: string;
}

export type Rules = Readonly<Record<string, Rule>>;

/** What may be said in `P` besides what every policy may. */
export type RulesOf<P> = Readonly<Record<Exclude<keyof P, keyof Policy>, Rule>>;

/** A rule that says what it expects. */
export const expecting = (expected: string, isRight: (value: unknown) => boolean): Rule =>
  Object.assign(isRight, { expected });

export const isSize: Rule = /* @__PURE__ */ expecting(
  'a whole number, 0 or more',
  (value) => Number.isSafeInteger(value) && (value as number) >= 0,
);
export const isTexts: Rule = /* @__PURE__ */ expecting(
  'a list of strings',
  (value) => Array.isArray(value) && value.every(isText),
);
export const isPattern: Rule = /* @__PURE__ */ expecting('a RegExp', (value) => value instanceof RegExp);
export const isBoolean: Rule = /* @__PURE__ */ expecting('true or false', (value) => typeof value === 'boolean');

const COMMON: Rules = { maxBodyBytes: isSize, maxDepth: isSize, maxRecords: isSize, allowedAccounts: isTexts };

/** What is told of the first field, at `within`, that does not exist or has a value that it cannot have: where, and why. */
export function findWrong(fields: object, rules: Rules, within: string = ''): Wrong | undefined {
  for (const [name, value] of Object.entries(fields)) {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (rule === undefined) return toWrong(within + name, `is none of ${Object.keys(rules).join(', ')}`);
    if (value !== undefined && !rule(value)) return toWrong(within + name, `must be ${rule.expected}`);
  }
  return undefined;
}

type Wrong = readonly [path: string, message: string];

export const toWrong = (path: string, why: string): Wrong => [path, `\`${path}\` ${why}`];

function checkPolicy(policy: unknown, rules: Rules): void {
  const wrong = isObject(policy) ? findWrong(policy, rules, 'policy.') : toWrong('policy', 'must be an object');
  if (wrong !== undefined) throw new EventError('ERR_EVENT_POLICY', ...wrong);
}

/** The policy in force: what it leaves open is as the source says. Throws an `EventError` on a policy that says what no policy can say: a typo opens no door. */
export function toPolicy<P extends Policy>(
  policy: P | undefined,
  own?: Rules,
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
