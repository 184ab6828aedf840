import { fail, type Failure } from './failure.ts';
import type { Limits } from './limits.ts';
import { refine, string, type Shape } from './shape.ts';

/**
 * `arn:partition:service:region:account:resource` (AWS General Reference, "Amazon Resource Names"). Accounts have 12 digits;
 * the samples that AWS publishes have 10 to 13, or the letter x.
 */
const ARN =
  /^arn:aws(?:-[a-z]{2,4}(?:-[a-z])?)?:([a-z0-9-]+):([a-z0-9-]*):([0-9]{10,13}|[xX]{3,12}|aws|):[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/;

/** What AWS writes in place of an ARN in the events that its own tools make: it names nothing, so no policy can allow it. */
const PLACEHOLDER = /^(?:arn:aws:[a-z0-9-]+:EXAMPLE|(?:event_?source|source|stream|table)[_-]arn)$/i;

/** The account of an ARN; empty where it has none, or is none. */
export function toAccount(arn: string): string {
  return ARN.exec(arn)?.[3] ?? '';
}

/** ARNs that have passed, by service: a function sees the same few again and again. */
const passed = new Map<string, Set<string>>();

/** Enough for the queues, topics and buckets of one function. */
const MAX_PASSED = 64;

function remember(service: string, arn: string): void {
  const known = passed.get(service);
  if (known === undefined) passed.set(service, new Set([arn]));
  else if (known.size < MAX_PASSED) known.add(arn);
}

/**
 * Whether a text is an ARN of `service`, and of an account that the policy allows.
 * `service` is the third part: `sqs`, or several as `kafka|kinesis`.
 */
export function checkArn(value: string, service: string, { allowedAccounts }: Limits): Failure | undefined {
  if (allowedAccounts === undefined && passed.get(service)?.has(value) === true) return undefined;
  const parts = ARN.exec(value);
  if (parts === null) {
    const isPlaceholder = allowedAccounts === undefined && PLACEHOLDER.test(value);
    return isPlaceholder ? undefined : fail('ARN');
  }
  if (service !== '' && !service.split('|').includes(parts[1] ?? '')) return fail('ARN');
  if (allowedAccounts === undefined) remember(service, value);
  else return checkAccount(parts[3] ?? '', allowedAccounts);
  return undefined;
}

/** Accounts that were held against a policy since the last question: an event that names none must not pass for want of one. */
let accounts = 0;

export function countAccounts(): number {
  const count = accounts;
  accounts = 0;
  return count;
}

export function checkAccount(account: string, allowedAccounts: readonly string[] | undefined): Failure | undefined {
  if (allowedAccounts === undefined) return undefined;
  accounts++;
  return allowedAccounts.includes(account) ? undefined : fail('NOT_ALLOWED');
}

export function arn(service: string): Shape<string> {
  return refine(
    string,
    (value, limits) => checkArn(value, service, limits),
    service === '' ? 'ARN' : `ARN of ${service}`,
  );
}

/** An ARN that says whose the thing is, not who sent the event: `allowedAccounts` does not concern it. */
export function foreignArn(service: string): Shape<string> {
  return refine(string, (value, limits) => checkArn(value, service, { ...limits, allowedAccounts: undefined }), 'ARN');
}

const ACCOUNT = /^(?:\d{10,13}|anonymous)$/;

/** The account that the event comes from; a function URL without IAM writes `anonymous`. */
export const account: Shape<string> = /* @__PURE__ */ refine(
  string,
  (value, { allowedAccounts }) => {
    if (!ACCOUNT.test(value)) return fail('SHAPE');
    return checkAccount(value, allowedAccounts);
  },
  'account',
);
