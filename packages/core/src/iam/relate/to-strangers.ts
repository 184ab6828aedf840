import { findOperator } from '../conditions/index.ts';
import { parseAddressRange } from '../conditions/parse-address.ts';
import type { Condition, Policy, Statement } from '../policy/policy.ts';
import { printText, type Text } from '../policy/text.ts';

/**
 * Keys that tell who calls or from where, so that a stranger cannot have the values that a policy names.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 */
const IDENTIFYING: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpcarn',
  'aws:sourcevpce',
  'aws:userid',
  'aws:vpceaccount',
  'aws:vpceorgid',
  'aws:vpceorgpaths',
  'ec2:sourceinstancearn',
  'kms:calleraccount',
  'lambda:eventsourcetoken',
  's3:dataaccesspointaccount',
  's3:dataaccesspointarn',
]);

/** Wider blocks of addresses than these are no place of one's own. */
const NARROW = { 4: 1n << 24n, 6: 1n << 96n } as const;

const OPPOSITES: Readonly<Record<string, string>> = {
  StringEquals: 'StringNotEquals',
  StringLike: 'StringNotLike',
  StringEqualsIgnoreCase: 'StringNotEqualsIgnoreCase',
  ArnEquals: 'ArnNotEquals',
  ArnLike: 'ArnNotLike',
  IpAddress: 'NotIpAddress',
};

/** All requests of strangers, as a statement: of the keys that identify, they have none of the values that the policy names. */
export function toStrangers({ statements }: Policy): Statement {
  const conditions = statements.flatMap((statement) => statement.conditions.flatMap(toForeign));
  return {
    index: -1,
    effect: 'Allow',
    actions: { not: false, patterns: [[{ kind: 'any' }]] },
    conditions: [...conditions, ...UNTRUE.map(toUntrue)],
  };
}

/**
 * What is true of no stranger: mount targets stand in a network of one's own.
 * Source: https://docs.aws.amazon.com/efs/latest/ug/access-control-block-public-access.html
 */
const UNTRUE = ['aws:principalisawsservice', 'elasticfilesystem:accessedviamounttarget'] as const;

const toUntrue = (key: string): Condition => ({
  operator: 'Bool',
  ifExists: true,
  key,
  values: [[{ kind: 'literal', text: 'false' }]],
});

function toForeign({ key, operator, values }: Condition): readonly Condition[] {
  // Positive and negated operators name values alike.
  const positive = operator.replace(/Not/, '');
  const opposite = OPPOSITES[positive];
  if (!IDENTIFYING.has(key) || opposite === undefined || findOperator(opposite) === undefined) return [];
  const named = values.filter(positive === 'IpAddress' ? isNarrow : isOwn);
  return named.length === 0 ? [] : [{ operator: opposite, ifExists: true, key, values: named }];
}

function isNarrow(value: Text): boolean {
  const range = parseAddressRange(printText(value));
  return range === undefined || range.last - range.first < NARROW[range.version];
}

/** The owner of the resource. */
const OWNER: ReadonlySet<string> = new Set(['aws:resourceaccount', 'aws:resourceorgid', 'aws:resourceorgpaths']);

/** Without wildcards, in an account that is named, or of an organisation that is named: nobody else has its id. */
function isOwn(value: Text): boolean {
  const isPlain = value.every(
    (part) => part.kind === 'literal' || part.kind === 'symbol' || (part.kind === 'variable' && OWNER.has(part.key)),
  );
  const text = printText(value).replaceAll(/\$\{(?:AWS::AccountId|aws:resourceaccount)\}/g, '123456789012');
  const [, , , , account = ''] = text.split(':');
  return isPlain || /^\d{12}$/.test(account) || /^o-[a-z\d]+\//.test(text);
}
