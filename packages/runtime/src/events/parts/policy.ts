import { EventError } from '../../errors.ts';
import type { Limits } from './limits.ts';
import { isObject } from './shape.ts';

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

/** Deeper than any event of AWS, and than bodies that people write. */
const MAX_DEPTH = 64;
/** The deepest that a policy may ask for: checks are recursive. */
const DEEPEST = 1000;

/** The largest batch of an event source mapping (AWS Lambda Developer Guide, "Batching behavior"). */
const MAX_RECORDS = 10_000;

/** What one invocation can carry (AWS Lambda quotas). */
const MAX_BODY_BYTES = 6 * 1024 * 1024;

export interface DefaultLimits {
  readonly maxBodyBytes?: number;
  readonly maxRecords?: number;
}

/** The limits of a source under a policy. Throws an `EventError` on a policy that says what no policy can say: a typo opens no door. */
export function toLimits(policy: Policy = {}, own: readonly string[] = [], defaults: DefaultLimits = {}): Limits {
  const given: unknown = policy;
  if (!isObject(given)) throw new EventError('ERR_EVENT_POLICY', 'policy');
  for (const [name, value] of Object.entries(given)) {
    const isKnown = /^(?:max(?:BodyBytes|Depth|Records)|allowedAccounts)$/.test(name) || own.includes(name);
    if (!isKnown || (value !== undefined && !isPossible(name, value)))
      throw new EventError('ERR_EVENT_POLICY', `policy.${name}`);
  }
  return {
    maxBodyBytes: policy.maxBodyBytes ?? defaults.maxBodyBytes ?? MAX_BODY_BYTES,
    maxDepth: Math.min(policy.maxDepth ?? MAX_DEPTH, DEEPEST),
    maxRecords: policy.maxRecords ?? defaults.maxRecords ?? MAX_RECORDS,
    allowedAccounts: policy.allowedAccounts,
  };
}

const isPattern = (value: unknown): boolean => value instanceof RegExp;

/** `max*` are whole numbers, `allowed*` and `methods` lists of strings, the rest patterns; `query` has one for each name. */
function isPossible(name: string, value: unknown): boolean {
  if (name.startsWith('max')) return Number.isSafeInteger(value) && (value as number) >= 0;
  if (name === 'unknownFields') return value === 'reject' || value === 'ignore';
  if (name === 'verifyBodyMd5') return typeof value === 'boolean';
  if (name === 'path' || name === 'keyPattern') return isPattern(value);
  if (name === 'query') return isObject(value) && Object.values(value).every(isPattern);
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
