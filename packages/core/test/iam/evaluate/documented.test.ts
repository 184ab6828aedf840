import { describe, expect, it } from 'vitest';
import { simulate, type Simulation } from '../../../src/iam/evaluate/simulate.ts';
import type { PolicyDocument } from '../../../src/iam/evaluate/policy-set.ts';

/*
 * Cases that the pages of the IAM User Guide decide, written from them:
 * reference_policies_evaluation-logic*, access_policies_boundaries, reference_policies_elements_{principal,notprincipal,notaction,notresource},
 * reference_policies_elements_condition_operators, reference_policies_condition-logic-multiple-context-keys-or-values,
 * reference_policies_condition-single-vs-multi-valued-context-keys, reference_policies_variables, reference_policies_condition-keys,
 * and the API reference of STS (AssumeRole).
 */
const OWN = '111122223333';
const OTHER = '444455556666';
const USER = `arn:aws:iam::${OWN}:user/ann`;
const ROLE = `arn:aws:iam::${OWN}:role/path/app`;
const SESSION = `arn:aws:sts::${OWN}:assumed-role/app/s1`;
const FEDERATED = `arn:aws:sts::${OWN}:federated-user/bob`;
const ROOT = `arn:aws:iam::${OWN}:root`;
const TARGET = `arn:aws:iam::${OWN}:role/target`;
const BUCKET = 'arn:aws:s3:::b/k';

type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';
type Context = NonNullable<Simulation['request']['context']>;

const doc = (...statements: object[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements.map((s) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...s })),
});
const trust = (principal: unknown, condition?: object): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: principal,
      ...(condition === undefined ? {} : { Condition: condition }),
    },
  ],
});
const all = doc({});
const none = doc({ Action: 'none:None' });
const to = (principal: unknown, rest: object = {}): PolicyDocument => doc({ Principal: principal, ...rest });

describe('who is allowed', () => {
  type Case = readonly [
    name: string,
    principal: string,
    action: string,
    resource: string,
    rest: Omit<Simulation, 'request'>,
    expected: Decision,
    context: Context,
  ];
  const assume = (name: string, who: string, by: PolicyDocument, expected: Decision, context: Context = {}): Case => [
    name,
    who,
    'sts:AssumeRole',
    TARGET,
    { identity: [all], resourcePolicies: [by] },
    expected,
    context,
  ];
  const get = (name: string, who: string, rest: Omit<Simulation, 'request'>, expected: Decision): Case => [
    name,
    who,
    's3:GetObject',
    BUCKET,
    rest,
    expected,
    {},
  ];
  const cases: readonly Case[] = [
    assume(
      'root users call no AssumeRole, though the role trusts the account',
      ROOT,
      trust({ AWS: OWN }),
      'implicitDeny',
    ),
    assume('root users call no AssumeRole, though the role trusts everyone', ROOT, trust('*'), 'implicitDeny'),
    assume('nobody calls AssumeRole without credentials', 'anonymous', trust('*'), 'implicitDeny'),
    assume('a user assumes a role that trusts the account', USER, trust({ AWS: OWN }), 'allowed'),
    assume('a session assumes another role', SESSION, trust({ AWS: ROLE }), 'allowed'),
    assume(
      'a missing external id refuses',
      USER,
      trust({ AWS: OWN }, { StringEquals: { 'sts:ExternalId': 'x1' } }),
      'implicitDeny',
    ),
    assume(
      'the external id that is asked for allows',
      USER,
      trust({ AWS: OWN }, { StringEquals: { 'sts:ExternalId': 'x1' } }),
      'allowed',
      { 'sts:ExternalId': 'x1' },
    ),
    get(
      'a resource policy may grant a user beyond the boundary',
      USER,
      { resourcePolicies: [to({ AWS: USER })], boundary: none },
      'allowed',
    ),
    get(
      'a resource policy grants a role within its boundary alone',
      SESSION,
      { resourcePolicies: [to({ AWS: ROLE })], boundary: none },
      'implicitDeny',
    ),
    get(
      'a resource policy grants a role within the session policy alone',
      SESSION,
      { resourcePolicies: [to({ AWS: ROLE })], session: none },
      'implicitDeny',
    ),
    get(
      'a resource policy grants a role what both limits allow',
      SESSION,
      { resourcePolicies: [to({ AWS: ROLE })], session: all, boundary: all },
      'allowed',
    ),
    get(
      'a resource policy may grant a session beyond boundary and session policy',
      SESSION,
      { resourcePolicies: [to({ AWS: SESSION })], boundary: none, session: none },
      'allowed',
    ),
    get(
      'a resource policy may grant a federated user beyond the session policy',
      FEDERATED,
      { resourcePolicies: [to({ AWS: FEDERATED })], session: none },
      'allowed',
    ),
    get(
      'a boundary that denies ends what is granted directly',
      USER,
      { resourcePolicies: [to({ AWS: USER })], boundary: doc({ Effect: 'Deny' }) },
      'explicitDeny',
    ),
    get(
      'a session policy that denies ends what is granted directly',
      SESSION,
      { resourcePolicies: [to({ AWS: SESSION })], session: doc({ Effect: 'Deny' }) },
      'explicitDeny',
    ),
    get(
      'the account in a resource policy delegates, and grants nothing',
      USER,
      { resourcePolicies: [to({ AWS: ROOT })] },
      'implicitDeny',
    ),
    get(
      'the account in a resource policy lets the identity decide',
      USER,
      { resourcePolicies: [to({ AWS: ROOT })], identity: [all] },
      'allowed',
    ),
    get(
      'another session of the role is not the one that is named',
      SESSION.replace('s1', 's2'),
      { resourcePolicies: [to({ AWS: SESSION })] },
      'implicitDeny',
    ),
    get('a root user needs no policy in its account', ROOT, { boundary: none }, 'allowed'),
    get(
      'a bucket policy may deny its root user',
      ROOT,
      { resourcePolicies: [to({ AWS: ROOT }, { Effect: 'Deny' })] },
      'explicitDeny',
    ),
    get('an SCP binds root users', ROOT, { scps: [[doc({ Effect: 'Deny', Action: 's3:*' })]] }, 'explicitDeny'),
    get(
      'every level of SCPs must allow',
      USER,
      { identity: [all], scps: [[all], [doc({ Action: 'ec2:*' })], [all]] },
      'implicitDeny',
    ),
    get(
      'an RCP denies what the bucket allows',
      'anonymous',
      { resourcePolicies: [to('*')], rcps: [[to('*', { Effect: 'Deny' })]] },
      'explicitDeny',
    ),
    get(
      '`Deny` with `NotPrincipal` of role, session and account spares the session',
      SESSION,
      { identity: [all], resourcePolicies: [doc({ Effect: 'Deny', NotPrincipal: { AWS: [SESSION, ROLE, ROOT] } })] },
      'allowed',
    ),
    get(
      '`Deny` with `NotPrincipal` of a session denies the others of the role',
      SESSION.replace('s1', 's2'),
      { identity: [all], resourcePolicies: [doc({ Effect: 'Deny', NotPrincipal: { AWS: [SESSION, ROOT] } })] },
      'explicitDeny',
    ),
    get(
      '`Deny` with `NotPrincipal` denies anonymous callers',
      'anonymous',
      { resourcePolicies: [to('*'), doc({ Effect: 'Deny', NotPrincipal: { AWS: [USER, ROOT] } })] },
      'explicitDeny',
    ),
    [
      'a user of another account needs both sides',
      USER,
      's3:GetObject',
      'arn:aws:s3:us-east-1:444455556666:accesspoint/p/object/k',
      { identity: [all] },
      'implicitDeny',
      {},
    ],
    [
      'a root user of another account needs the resource policy',
      ROOT,
      'sqs:SendMessage',
      `arn:aws:sqs:us-east-1:${OTHER}:q`,
      {},
      'implicitDeny',
      {},
    ],
    [
      'a root user of another account has all that the resource policy gives its account',
      ROOT,
      'sqs:SendMessage',
      `arn:aws:sqs:us-east-1:${OTHER}:q`,
      { resourcePolicies: [to({ AWS: OWN })] },
      'allowed',
      {},
    ],
    [
      'a session across accounts stays within its session policy though it is named',
      SESSION,
      'sqs:SendMessage',
      `arn:aws:sqs:us-east-1:${OTHER}:q`,
      { identity: [all], session: none, resourcePolicies: [to({ AWS: SESSION })] },
      'implicitDeny',
      {},
    ],
  ];
  it.each(cases)('%s', (_, principal, action, resource, rest, expected, context) => {
    expect(simulate({ request: { principal, action, resource, context }, ...rest }).decision).toBe(expected);
  });
});

describe('what conditions hold', () => {
  const V6 = { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:DB8:1234:5678::/64'] } };
  const MFA = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
  const DAY = {
    DateGreaterThan: { 'aws:CurrentTime': '2020-04-01T00:00:00Z' },
    DateLessThan: { 'aws:CurrentTime': '2020-06-30T23:59:59Z' },
  };
  const TAGS = { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['environment', 'cost-center'] } };
  const cases: readonly (readonly [name: string, condition: object, context: Context, holds: boolean])[] = [
    ['an IPv6 address in a block, written in other case', V6, { 'aws:SourceIp': '2001:db8:1234:5678:0:0:0:1' }, true],
    ['a shortened IPv6 address', V6, { 'aws:SourceIp': '2001:db8:1234:5678::ff' }, true],
    ['an IPv6 address of the next block', V6, { 'aws:SourceIp': '2001:db8:1234:5679::1' }, false],
    ['an IPv4 address among blocks of both versions', V6, { 'aws:SourceIp': '203.0.113.255' }, true],
    ['an address through an endpoint, which has no `aws:SourceIp`', V6, {}, false],
    ['`NotIpAddress` without an address', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, {}, true],
    [
      'an address without a mask is one address',
      { IpAddress: { 'aws:SourceIp': '203.0.113.7' } },
      { 'aws:SourceIp': '203.0.113.7' },
      true,
    ],
    ['`BoolIfExists` of what only temporary credentials have', MFA, {}, true],
    ['`Bool` of what only temporary credentials have', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } }, {}, false],
    ['`BoolIfExists` with the key', MFA, { 'aws:MultiFactorAuthPresent': 'true' }, false],
    ['`Null: true` of an absent key', { Null: { 'aws:TokenIssueTime': 'true' } }, {}, true],
    [
      '`Null: true` of a present key',
      { Null: { 'aws:TokenIssueTime': 'true' } },
      { 'aws:TokenIssueTime': '2020-01-01T00:00:00Z' },
      false,
    ],
    ['`Null: false` of an absent key', { Null: { 'aws:TokenIssueTime': 'false' } }, {}, false],
    [
      'several keys of `Null` must all hold',
      { Null: { 'aws:TokenIssueTime': 'true', 'aws:username': 'false' } },
      {},
      false,
    ],
    ['a time between two dates', DAY, { 'aws:CurrentTime': '2020-05-01T10:00:00Z' }, true],
    ['a time at the first date', DAY, { 'aws:CurrentTime': '2020-04-01T00:00:00Z' }, false],
    ['a time in seconds between two dates', DAY, { 'aws:CurrentTime': '1588327200' }, true],
    [
      'a date in seconds in the policy',
      { DateLessThan: { 'aws:CurrentTime': '1588327201' } },
      { 'aws:CurrentTime': '2020-05-01T10:00:00Z' },
      true,
    ],
    [
      '`aws:EpochTime` as a date',
      { DateGreaterThan: { 'aws:EpochTime': '1588327199' } },
      { 'aws:EpochTime': '1588327200' },
      true,
    ],
    [
      '`aws:EpochTime` as a number',
      { NumericLessThan: { 'aws:EpochTime': '1588327201' } },
      { 'aws:EpochTime': '1588327200' },
      true,
    ],
    [
      'a date with an offset',
      { DateEquals: { 'aws:CurrentTime': '2020-05-01T12:00:00+02:00' } },
      { 'aws:CurrentTime': '2020-05-01T10:00:00Z' },
      true,
    ],
    ['`ForAllValues` without the key', TAGS, {}, true],
    ['`ForAllValues` of an empty list', TAGS, { 'aws:TagKeys': [] }, true],
    ['`ForAllValues` with `Null: false` without the key', { ...TAGS, Null: { 'aws:TagKeys': 'false' } }, {}, false],
    ['`ForAllValues` of a subset', TAGS, { 'aws:TagKeys': ['environment'] }, true],
    ['`ForAllValues` of keys that hold another', TAGS, { 'aws:TagKeys': ['environment', 'dept'] }, false],
    ['`ForAllValues` in another case of values', TAGS, { 'aws:TagKeys': ['Environment'] }, false],
    [
      '`ForAnyValue` of an overlap',
      { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
      { 'aws:TagKeys': ['b', 'c'] },
      true,
    ],
    ['`ForAnyValue` without the key', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } }, {}, false],
    [
      '`ForAnyValue:StringNotEquals` where one value differs',
      { 'ForAnyValue:StringNotEquals': { 'aws:TagKeys': ['a'] } },
      { 'aws:TagKeys': ['a', 'b'] },
      true,
    ],
    [
      '`ForAllValues:StringNotLike` where none fits',
      { 'ForAllValues:StringNotLike': { 'aws:TagKeys': 'prod*' } },
      { 'aws:TagKeys': ['dev', 'test'] },
      true,
    ],
    ['a negated operator without the key', { StringNotEquals: { 'aws:PrincipalTag/job': ['a', 'b'] } }, {}, true],
    [
      'a negated operator with two values, one of which is equal',
      { StringNotEquals: { 'aws:PrincipalTag/job': ['a', 'b'] } },
      { 'aws:PrincipalTag/job': 'b' },
      false,
    ],
    [
      '`StringEqualsIfExists` without the key',
      { StringEqualsIfExists: { 'ec2:InstanceType': ['t1.micro'] } },
      {},
      true,
    ],
    [
      '`StringLikeIfExists` with another value',
      { StringLikeIfExists: { 'ec2:InstanceType': ['t2.*'] } },
      { 'ec2:InstanceType': 'm1.large' },
      false,
    ],
    ['`NumericLessThanEquals` without the key', { NumericLessThanEquals: { 's3:max-keys': '10' } }, {}, false],
    ['`NumericNotEquals` without the key', { NumericNotEquals: { 's3:max-keys': '10' } }, {}, true],
    [
      '`StringEquals` reads `*` as a letter',
      { StringEquals: { 's3:prefix': 'home/*' } },
      { 's3:prefix': 'home/a' },
      false,
    ],
    [
      '`StringLike` with a variable',
      { StringLike: { 's3:prefix': ['', 'home/${aws:username}/*'] } },
      { 's3:prefix': 'home/ann/x', 'aws:username': 'ann' },
      true,
    ],
    [
      '`StringLike` with the variable of another',
      { StringLike: { 's3:prefix': 'home/${aws:username}/*' } },
      { 's3:prefix': 'home/bob/x', 'aws:username': 'ann' },
      false,
    ],
    [
      '`StringLike` with a variable that has no value',
      { StringLike: { 's3:prefix': 'home/${aws:username}/*' } },
      { 's3:prefix': 'home//x' },
      false,
    ],
    [
      '`StringEquals` of a variable with its default',
      { StringEquals: { 'aws:ResourceTag/team': "${aws:PrincipalTag/team, 'company-wide'}" } },
      { 'aws:ResourceTag/team': 'company-wide' },
      true,
    ],
    ['`StringLike` with an escaped star', { StringLike: { 's3:prefix': 'a${*}' } }, { 's3:prefix': 'ab' }, false],
    [
      '`StringEqualsIgnoreCase`',
      { StringEqualsIgnoreCase: { 'aws:PrincipalTag/job': 'Cost' } },
      { 'AWS:principaltag/JOB': 'cOST' },
      true,
    ],
    [
      '`ArnEquals` with wildcards, as `ArnLike`',
      { ArnEquals: { 'aws:SourceArn': 'arn:aws:sns:*:123456789012:t*' } },
      { 'aws:SourceArn': 'arn:aws:sns:us-east-1:123456789012:topic' },
      true,
    ],
    [
      '`ArnLike`, whose star keeps to its component',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:topic' } },
      { 'aws:SourceArn': 'arn:aws:sns:us-east-1:123456789012:topic' },
      false,
    ],
    [
      '`ArnLike`, whose last component holds colons',
      { ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:*:*:function:*' } },
      { 'aws:SourceArn': 'arn:aws:lambda:us-east-1:123456789012:function:f:1' },
      true,
    ],
    [
      '`ArnLike` of a role with a path',
      { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/team/*' } },
      { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/team/a/b' },
      true,
    ],
    ['`ArnNotLike` without the key', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/x' } }, {}, true],
    [
      '`StringLike` on an ARN, whose star runs over components',
      { StringLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:x' } },
      { 'aws:PrincipalArn': 'arn:aws:iam::1:role:x' },
      true,
    ],
    [
      'two operators, of which one fails',
      { StringEquals: { 's3:prefix': 'a' }, Bool: { 'aws:SecureTransport': 'true' } },
      { 's3:prefix': 'a', 'aws:SecureTransport': 'false' },
      false,
    ],
    [
      '`BinaryEquals`',
      { BinaryEquals: { 'x:key': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' } },
      { 'x:key': 'QmluYXJ5VmFsdWVJbkJhc2U2NA==' },
      true,
    ],
  ];
  it.each(cases)('%s', (_, condition, context, holds) => {
    const request = { principal: USER, action: 's3:GetObject', resource: BUCKET, context };
    const expected = holds ? 'allowed' : 'implicitDeny';
    expect(simulate({ request, identity: [doc({ Condition: condition })] }).decision).toBe(expected);
    const denied = simulate({ request, identity: [all, doc({ Effect: 'Deny', Condition: condition })] });
    expect(denied.decision).toBe(holds ? 'explicitDeny' : 'allowed');
  });
});
