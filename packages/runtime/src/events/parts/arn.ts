import { fail } from './failure.ts';
import type { Limits } from './limits.ts';
import { STEADY } from './kinds.ts';
import { refine, string, type Shape } from './shape.ts';

/**
 * `arn:partition:service:region:account:resource` (AWS General Reference, "Amazon Resource Names"). Accounts have 12 digits;
 * the samples that AWS publishes have 9 to 13, in some behind a blank, the letter x or A, or words. A path within leads nowhere else.
 */
const ARN =
  /^arn:aws(?:-[a-z]+)*:([a-z\d-]+):[a-z\d-]*: ?(\d{9,13}|[AxX]{3,12}|(?:aws_)?account[-_]id|aws|):(?!(?:.*[:/])?\.\.?(?:\/|$))[!-~](?:[ -~]*[!-~])?$/;

/** Most name a region and an account, and a thing without blanks or signs; those of the others may not. */
const WHOLE = /^arn:(?:(?:[^:]+:){4}[\w./:$+=@-]+|[^:]+:(?:s3|iam|sts|cloudwatch|execute-api):.*)$/;

/** What AWS writes in place of an ARN in the events that its own tools make: it names nothing, so no policy can allow it. */
const PLACEHOLDER =
  /^(?:arn:aws:[a-z\d-]+:(?:[a-z\d-]*:)?EXAMPLE(?:\/[\w/-]+)?|aws:lambda:events|(?:event_?source|source|stream|table)[_-]arn)$/i;

/**
 * Whether a text is an ARN of `service`, and of an account that the policy allows.
 * `service` is the third part: `sqs`, or several as `kafka|kinesis`.
 */
export function checkArn(value: string, service: string, allowedAccounts: readonly string[] | undefined): void {
  const parts = ARN.exec(value);
  if (parts === null) {
    if (allowedAccounts !== undefined || !PLACEHOLDER.test(value)) fail('ARN');
  } else if (!WHOLE.test(value) || !service.split('|').includes(parts[1] ?? '')) fail('ARN');
  else checkAccount(parts[2] ?? '', allowedAccounts);
}

/** Accounts that were held against a policy since the last question: an event that names none must not pass for want of one. */
let accounts = 0;

export function countAccounts(): number {
  const count = accounts;
  accounts = 0;
  return count;
}

export function checkAccount(account: string, allowedAccounts: readonly string[] | undefined, path?: string): void {
  if (allowedAccounts === undefined) return;
  accounts++;
  if (!allowedAccounts.includes(account)) fail('NOT_ALLOWED', path);
}

const ofService = (service: string, mayBeForeign: boolean): Shape<string> =>
  refine(
    string,
    (value, { allowedAccounts }: Limits) => checkArn(value, service, mayBeForeign ? undefined : allowedAccounts),
    `ARN of ${service}`,
    STEADY,
  );

export const arn = (service: string): Shape<string> => ofService(service, false);

/** An ARN that says whose the thing is, not who sent the event: `allowedAccounts` does not concern it. */
export const foreignArn = (service: string): Shape<string> => ofService(service, true);

const ACCOUNT = /^(?:\d{9,13}|[AxX]{3,12}|aws_account_id|offlineContext_accountId|anonymous|CloudwatchLogs)$/;

/** The account that the event comes from; a function URL without IAM writes `anonymous`, and CloudWatch Logs its own name when it tries a destination. */
export const account: Shape<string> = /* @__PURE__ */ refine(
  string,
  (value, { allowedAccounts }) => {
    if (!ACCOUNT.test(value)) fail();
    checkAccount(value, allowedAccounts);
  },
  'account',
  STEADY,
);
