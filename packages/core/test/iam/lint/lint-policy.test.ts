import { describe, expect, it } from 'vitest';
import { lintPolicy, lintPolicyText } from '../../../src/iam/lint/lint-policy.ts';

const of = (...Statement: object[]): object => ({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown = '*', rest: object = {}): object => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
const when = (operator: string, key: string, value: unknown): object =>
  allow('s3:GetObject', 'arn:aws:s3:::b/*', { Condition: { [operator]: { [key]: value } } });
const trust = (Principal: object, Action: string, Condition?: object): object => ({
  Effect: 'Allow',
  Principal,
  Action,
  ...(Condition && { Condition }),
});
const oidc = { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' };
const web = 'sts:AssumeRoleWithWebIdentity';

const WRONG: readonly (readonly [check: string, statement: object])[] = [
  ['Invalid action', allow('s3:GetObjekt')],
  ['Invalid action', allow('s3:Gett*')],
  ['Invalid action', allow('GetObject')],
  ['Invalid action', allow('s?x:*')],
  ['Invalid service in action', allow('dynamo:GetItem')],
  ['Wildcard in service name', allow('s*:GetObject')],
  ['Invalid ARN prefix', allow('s3:GetObject', 'my-bucket/*')],
  ['Missing ARN field', allow('s3:GetObject', 'arn:aws:s3:b')],
  ['Invalid partition', allow('s3:GetObject', 'arn:asw:s3:::b/*')],
  ['Invalid ARN service case', allow('s3:GetObject', 'arn:aws:S3:::b/*')],
  ['Invalid service', allow('s3:GetObject', 'arn:aws:s4:::b/*')],
  ['Invalid ARN Region', allow('sqs:SendMessage', 'arn:aws:sqs:useast1:111122223333:q')],
  ['Invalid ARN Region', allow('sqs:SendMessage', 'arn:aws:sqs:us-est-1:111122223333:q')],
  ['Invalid ARN Region', allow('sqs:SendMessage', 'arn:aws:sqs:us-east-9:111122223333:q')],
  ['Invalid ARN account', allow('sqs:SendMessage', 'arn:aws:sqs:us-east-1:1111:q')],
  ['Invalid ARN resource', allow('sqs:SendMessage', 'arn:aws:sqs:us-east-1:111122223333:')],
  ['Unsupported resource for action', allow('s3:GetObject', 'arn:aws:s3:::bucket')],
  ['Unsupported resource for action', allow('s3:ListBucket', 'arn:aws:s3:::bucket/*')],
  ['Unsupported resource for action', allow('sqs:SendMessage', 'arn:aws:sns:us-east-1:111122223333:t')],
  ['Unsupported resource for action', allow('s3:ListAllMyBuckets', 'arn:aws:s3:::bucket')],
  ['Invalid global condition key', when('StringEquals', 'aws:SourceIpp', 'x')],
  ['Invalid service condition key', when('StringEquals', 's3:prefixx', 'x')],
  ['Missing tag key in condition', when('StringEquals', 'aws:ResourceTag', 'x')],
  ['Missing qualifier', when('StringEquals', 'aws:TagKeys', 'x')],
  ['ForAllValues with single valued key', when('ForAllValues:StringEquals', 'aws:username', 'x')],
  ['Type mismatch', when('StringEquals', 'aws:SourceIp', '203.0.113.7')],
  ['Type mismatch', when('NumericEquals', 'aws:username', '1')],
  ['Type mismatch number', when('NumericLessThan', 's3:max-keys', 'ten')],
  ['Type mismatch Boolean', when('Bool', 'aws:SecureTransport', 'yes')],
  ['Type mismatch IP range', when('IpAddress', 'aws:SourceIp', '203.0.113.0/33')],
  ['Invalid date value', when('DateLessThan', 'aws:CurrentTime', 'tomorrow')],
  ['Private IP address', when('IpAddress', 'aws:SourceIp', '10.0.0.0/16')],
  ['Improve IP range', when('IpAddress', 'aws:SourceIp', '203.0.113.7/24')],
  ['Missing ARN field', when('ArnLike', 'aws:SourceArn', 'arn:aws:sns')],
  ['Wildcard without like operator', when('StringEquals', 'aws:username', 'a*')],
  ['Invalid condition multiple Boolean', when('Bool', 'aws:SecureTransport', ['true', 'false'])],
  ['Condition always holds', when('StringLikeIfExists', 'aws:username', '*')],
  ['Redundant condition value num', when('StringEquals', 'aws:username', ['a', 'a'])],
  [
    'Allow with NotPrincipal',
    { Effect: 'Allow', NotPrincipal: { AWS: '111122223333' }, Action: 's3:GetObject', Resource: '*' },
  ],
  ['Mismatched action for principal', trust(oidc, 'sts:AssumeRole')],
  ['Mismatched action for principal', trust({ Service: 'lambda.amazonaws.com' }, web)],
  ['Missing github repo condition key', trust(oidc, web)],
  ['Missing condition key for oidc principal', trust({ Federated: 'accounts.google.com' }, web)],
  ['Pass role with star in resource', allow('iam:PassRole')],
  ['Pass role with star in action and resource', allow('iam:Pass*')],
  [
    'Pass role with NotResource',
    { Effect: 'Allow', Action: 'iam:PassRole', NotResource: 'arn:aws:iam::111122223333:role/x' },
  ],
  ['Pass role with star in resource and NotAction', { Effect: 'Allow', NotAction: 's3:*', Resource: '*' }],
  [
    'Pass role with NotAction and NotResource',
    { Effect: 'Allow', NotAction: 's3:*', NotResource: 'arn:aws:iam::111122223333:role/x' },
  ],
  [
    'Pass role with star in action and NotResource',
    { Effect: 'Allow', Action: 'iam:*', NotResource: 'arn:aws:iam::111122223333:role/x' },
  ],
  ['Create SLR with star in resource', allow('iam:CreateServiceLinkedRole')],
  ['Redundant action', allow(['s3:GetObject', 's3:Get*'])],
  ['Redundant resource', allow('s3:GetObject', ['arn:aws:s3:::b/a/*', 'arn:aws:s3:::b/*'])],
];

describe('lint', () => {
  it.each(WRONG.map(([check, statement]) => ({ check, statement, name: `${check}: ${JSON.stringify(statement)}` })))(
    '$name',
    ({ check, statement }) => {
      expect(lintPolicy(of(statement)).map((finding) => finding.check)).toContain(check);
    },
  );

  it.each([
    [allow('s3:GetObject', 'arn:aws:s3:::b/*')],
    [allow(['s3:ListBucket', 's3:GetObject'], ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'])],
    [allow('S3:getobject', 'arn:aws:s3:::*')],
    [allow('s3:GetObject', 'arn:aws:s3:::b/${aws:username}/*')],
    [allow('lambda:InvokeFunction', 'arn:aws:lambda:us-east-1:111122223333:function:f:*')],
    [allow('dynamodb:Query', 'arn:aws:dynamodb:*:*:table/t/index/*')],
    [allow('execute-api:Invoke', 'arn:aws:execute-api:us-east-1:111122223333:api/prod/GET/*')],
    [allow('sqs:SendMessage', { 'Fn::GetAtt': ['Q', 'Arn'] })],
    [allow('iam:PassRole', '*', { Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } } })],
    [when('StringLike', 's3:prefix', 'a/*')],
    [when('ForAnyValue:StringEquals', 'aws:TagKeys', 'x')],
    [when('StringEquals', 'aws:PrincipalTag/team', 'x')],
    [when('StringEquals', 's3:ExistingObjectTag/team', 'x')],
    [when('NumericLessThan', 'aws:MultiFactorAuthAge', '3600')],
    [when('DateGreaterThan', 'aws:CurrentTime', '2020-01-01T00:00:00Z')],
    [when('Bool', 'aws:SecureTransport', true)],
    [when('IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8')],
    [when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::111122223333:role/*')],
    [trust({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole')],
    [trust(oidc, web, { StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:me/app:*' } })],
  ])('has nothing to say of %j', (statement) => {
    expect(lintPolicy(of(statement))).toEqual([]);
  });

  it.each([
    ['s3:GetObjekt', '`s3:GetObject`'],
    ['dynamod:GetItem', '`dynamodb`'],
    ['lambda:InvokeFuntion', '`lambda:InvokeFunction`'],
  ])('says what was meant by %s', (action, meant) => {
    expect(lintPolicy(of(allow(action)))[0]?.message).toContain(`did you mean ${meant}?`);
  });

  it('says what region was meant, and knows those of every partition', () => {
    const send = (partition: string, region: string): object =>
      of(allow('sqs:SendMessage', `arn:${partition}:sqs:${region}:111122223333:q`));
    expect(lintPolicy(send('aws', 'us-est-1'))[0]?.message).toContain('did you mean `us-east-1`');
    for (const [partition, region] of [
      ['aws', 'mx-central-1'],
      ['aws', 'eu-*'],
      ['aws', '${aws:RequestedRegion}'],
      ['aws-cn', 'cn-northwest-1'],
      ['aws-us-gov', 'us-gov-west-1'],
      ['aws-eusc', 'eusc-de-east-1'],
    ] as const)
      expect(lintPolicy(send(partition, region))).toEqual([]);
  });

  it('says what key was meant', () => {
    expect(lintPolicy(of(when('StringEquals', 'aws:SourceAcount', 'x')))[0]?.message).toContain(
      'did you mean `aws:SourceAccount`?',
    );
  });

  it('names the place in a text', () => {
    const text = JSON.stringify(of(allow(['s3:GetObject', 's3:GetObjekt'])), null, 2);
    expect(lintPolicyText(text)).toMatchObject([
      { check: 'Invalid action', line: 8, column: 9, path: ['Statement', 0, 'Action', 1] },
    ]);
  });

  it('counts characters without white space', () => {
    const big = (count: number): object =>
      of(...Array.from({ length: count }, (_, i) => allow('s3:GetObject', `arn:aws:s3:::bucket-${1000 + i}/*`)));
    const checks = (document: object, kind: 'identity' | 'scp' = 'identity'): string[] =>
      lintPolicy(document, { kind }).map(({ check }) => check);
    expect(checks(big(60))).toEqual([]);
    expect(checks(big(90))).toEqual(['Policy size exceeds identity policy quota']);
    expect(checks(big(90), 'scp')).toEqual(['Policy size exceeds SCP quota']);
  });

  it('ends on thousands of statements', () => {
    const statements = Array.from({ length: 3_000 }, (_, i) =>
      allow(`s3:Get${i}*`, [`arn:aws:s3:::${'x'.repeat(200)}${i}/*`, `arn:aws:s3:::${'?*'.repeat(60)}`]),
    );
    expect(lintPolicy(of(...statements)).length).toBeGreaterThan(2_000);
  });

  it('names thousands of unknown actions and looks for what was meant for some', () => {
    const actions = Array.from({ length: 20_000 }, (_, i) => `s3:GetObjct${i}`);
    const found = lintPolicy(of(allow(actions))).filter(({ check }) => check === 'Invalid action');
    expect(found).toHaveLength(20_000);
  });
});
