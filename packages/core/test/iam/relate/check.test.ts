import { describe, expect, it } from 'vitest';
import { check } from '../../../src/iam/relate/check.ts';

const identity = (...statements: object[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((s) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...s })),
});
const open = (Condition: object, Principal: unknown = '*'): object => identity({ Principal, Condition });

describe('check, access that may not be granted', () => {
  it.each([
    ['another action', identity({}), { actions: ['s3:PutObject'] }],
    ['another resource', identity({ Resource: 'a/*' }), { actions: 's3:*', resources: 'b/*' }],
    ['what is denied', identity({}, { Effect: 'Deny', Resource: 'x/*' }), { actions: 's3:Get*', resources: ['x/y'] }],
    [
      'conditions that never hold',
      identity({ Condition: { StringEquals: { 'a:k': 'x' }, StringNotLike: { 'a:k': '?' } } }),
      { actions: ['s3:GetObject'] },
    ],
  ])('passes: %s', (_, policy, access) => {
    expect(check(policy, { notGranted: [access] })).toEqual({ result: 'no-new-access' });
  });

  it('fails with a request for any of several accesses', () => {
    const notGranted = [{ actions: ['iam:*'] }, { actions: ['S3:GETOBJECT'], resources: ['b/*'] }];
    const witness = { action: 's3:GetObject', resource: 'b/example', context: { 'a:k': 'x' } };
    const policy = identity({ Condition: { StringEquals: { 'a:k': 'x' } } });
    expect(check(policy, { notGranted })).toMatchObject({ result: 'new-access', witness });
  });

  it.each([
    ['s3:GetObject', 'arn:aws:s3::b/x', 'did you mean `arn:aws:s3:::b/x`?'],
    ['s3:GetObject', 'arn:aws:s3:b/x', 'did you mean `arn:aws:s3:::b/x`?'],
    ['s3:GetObject', 'arn:aws:s3:::b', 'did you mean `arn:aws:s3:::b/*`?'],
    ['s3:ListBucket', 'arn:aws:s3:::b/*', 'did you mean `arn:aws:s3:::b`?'],
    ['sqs:SendMessage', 'arn:aws:sqs:us-east-1:q', 'did you mean `arn:aws:sqs:us-east-1:*:q`?'],
    [
      'sqs:SendMessage',
      'arn:aws:sns:us-east-1:111122223333:q',
      'look like `arn:aws:sqs:${Region}:${Account}:${QueueName}`',
    ],
    ['s3:*', 'arn:aws:s3::b/x', 'did you mean `arn:aws:s3:::b/x`?'],
    ['s3:GetObject', 'arn:amazon:s3:::b/x', 'did you mean `arn:aws:s3:::b/x`?'],
    ['s3:Get*Object', 'arn:aws:dynamodb:us-east-1:111122223333:table/t', 'they look like'],
  ])('passes no question that no request asks: %s on %s', (action, resource, why) => {
    const relation = check(identity({ Action: 'ec2:*' }), {
      notGranted: [{ action: 's3:PutObject' }, { action, resource }],
    });
    expect(relation).toEqual({ result: 'unknown', why: expect.stringContaining(why) });
  });

  it.each([
    [['s3:GetObject'], ['arn:aws:s3:::b/x', '*', 'b']],
    [['s3:*'], ['arn:aws:s3:::b', 'arn:aws-cn:s3:::b/x']],
    [
      ['s3:GetObject', 's3:ListBucket'],
      ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
    ],
    [['new:Action', 'sts:TagSession'], ['arn:aws:iam::111122223333:user/a']],
  ])('passes %s on %s', (actions, resources) => {
    const relation = check(identity({ Action: 'ec2:*' }), { notGranted: [{ actions, resources }] });
    expect(relation).toEqual({ result: 'no-new-access' });
  });

  it.each(['s3:GetObjct', 'GetObject', 's3:Nope*', '*:NopeNopeNope'])('refuses %s, which names nothing', (action) => {
    expect(() => check(identity({}), { notGranted: [{ actions: ['s3:PutObject', action] }] })).toThrow(
      expect.objectContaining({ code: 'ERR_BAD_OPTION' }) as Error,
    );
  });

  it('refuses an access without actions', () => {
    expect(() => check(identity({}), { notGranted: [{ actions: [] }] })).toThrow(/no action is named/);
  });
});

describe('check, access of strangers', () => {
  it.each([
    ['an account', open({}, { AWS: '111122223333' })],
    ['an organisation', open({ StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })],
    ['a unit of one', open({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': ['o-1/*', 'o-2/r-1/ou-1/'] } })],
    ['a source in an account', open({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:123456789012:*' } })],
    [
      'a source in this account',
      open({ ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:sns:*:${AWS::AccountId}:*' } } }),
    ],
    ['a bucket as source', open({ ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::b' } })],
    ['a network', open({ IpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '2001:db8::/32'] } })],
    ['an endpoint', open({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    ['a service', open({}, { Service: 'sns.amazonaws.com' })],
    ['endpoints of an organisation', open({ StringEquals: { 'aws:VpceOrgID': 'o-1' } })],
    ['endpoints of an account', open({ StringEquals: { 'aws:VpceAccount': '111122223333' } })],
    ['the organisation of the resource', open({ StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } })],
    ['its account', open({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::${aws:ResourceAccount}:role/*' } })],
    ['a mount target', open({ Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'true' } })],
    ['services alone', open({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })],
    ['a denial of all others', identity({ Principal: '*' }, { Principal: '*', Effect: 'Deny', Action: '*' })],
  ])('are none with %s', (_, policy) => {
    expect(check(policy, { notPublic: true })).toEqual({ result: 'no-new-access' });
  });

  it('is none of a policy of an identity, which is said', () => {
    expect(check(identity({}), { notPublic: true })).toEqual({
      result: 'no-new-access',
      why: expect.stringContaining('lets nobody else in'),
    });
    const notGranted = [{ action: 's3:GetObject' }];
    expect(check(identity({}), { notPublic: true, notGranted })).toMatchObject({ result: 'new-access' });
  });

  it.each([
    ['no condition', open({})],
    ['a condition that absent keys pass', open({ StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' } })],
    ['all addresses', open({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } })],
    ['any bucket as source', open({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } })],
    ['all but one endpoint', open({ StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } })],
    ['no mount target', open({ Bool: { 'elasticfilesystem:AccessedViaMountTarget': 'false' } })],
    ['encryption alone', open({ Bool: { 'aws:SecureTransport': 'true' } })],
    ['all but one account', identity({ NotPrincipal: { AWS: '111122223333' } })],
    ['a set that may be empty', open({ 'ForAllValues:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } })],
  ])('are shown with %s', (_, policy) => {
    expect(check(policy, { notPublic: true })).toMatchObject({
      result: 'new-access',
      witness: { principal: 'anonymous' },
    });
  });

  it.each([
    ['any organisation', open({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } })],
    ['its own organisation', open({ StringEquals: { 'aws:PrincipalOrgID': '${aws:PrincipalOrgID}' } })],
    ['units of any', open({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-1/*' } })],
  ])('are shown with %s, which nobody has without credentials', (_, policy) => {
    expect(check(policy, { notPublic: true })).toMatchObject({
      result: 'new-access',
      witness: { principal: expect.stringMatching(/^arn:aws:iam::\d{12}:user\/example$/) as string },
    });
  });
});
