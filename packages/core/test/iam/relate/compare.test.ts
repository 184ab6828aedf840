import { describe, expect, it } from 'vitest';
import { compare } from '../../../src/iam/relate/compare.ts';

const identity = (...statements: object[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((s) => ({
    Effect: 'Allow',
    Action: 's3:GetObject',
    ...('NotResource' in s ? {} : { Resource: '*' }),
    ...s,
  })),
});
const resource = (...statements: object[]): object =>
  identity(...statements.map((s) => ({ Principal: '*', Resource: 'arn:aws:s3:::b/*', ...s })));
const when = (Condition: object): object => identity({ Condition });

describe('compare', () => {
  it.each([
    ['the same policy', identity({}), identity({})],
    ['an action in another case', identity({ Action: 'S3:GETOBJECT' }), identity({})],
    [
      'a list for a wildcard',
      identity({ Action: 's3:Get*' }),
      identity({ Action: ['s3:GetObject', 's3:GetBucketAcl'] }),
    ],
    ['a path of a bucket', identity({ Resource: 'arn:aws:s3:::b/*' }), identity({ Resource: 'arn:aws:s3:::b/x/*' })],
    ['statements that together hold another', identity({ Resource: 'a*' }, { NotResource: 'a*' }), identity({})],
    [
      'the same variable',
      identity({ Resource: 'arn:aws:s3:::b/*' }),
      identity({ Resource: 'arn:aws:s3:::b/${aws:username}/*' }),
    ],
    [
      'a variable that a condition pins',
      identity({ Resource: 'arn:aws:s3:::b/bob/*' }),
      identity({
        Resource: 'arn:aws:s3:::b/${aws:username}/*',
        Condition: { StringEquals: { 'aws:username': 'bob' } },
      }),
    ],
    ['one more denial', identity({}), identity({}, { Effect: 'Deny', Resource: 'x' })],
    [
      'blocks of addresses that make up another',
      when({ IpAddress: { 'aws:SourceIp': ['10.0.0.0/9', '10.128.0.0/9'] } }),
      when({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }),
    ],
    ['a lower limit', when({ NumericLessThan: { 'a:n': '10' } }), when({ NumericLessThan: { 'a:n': '9' } })],
    [
      'a set within a set',
      when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } }),
      when({ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } }),
    ],
    ['an account in all', resource({}), resource({ Principal: { AWS: '111122223333' } })],
    [
      'a session of a role',
      resource({ Principal: { AWS: 'arn:aws:iam::111122223333:role/p/R' } }),
      resource({ Principal: { AWS: 'arn:aws:sts::111122223333:assumed-role/R/s' } }),
    ],
    [
      'what is no number, of a key that has nothing else',
      when({ NumericLessThan: { 's3:max-keys': '5' } }),
      identity(
        { Condition: { Null: { 's3:max-keys': 'false' } } },
        { Effect: 'Deny', Condition: { NumericGreaterThanEquals: { 's3:max-keys': '5' } } },
      ),
    ],
  ])('finds nothing new in %s', (_, before, after) => {
    expect(compare(before, after)).toEqual({ result: 'no-new-access' });
  });

  it.each([
    ['an action', identity({}), identity({ Action: 's3:*' }), {}],
    ['an action that AWS does not have yet', identity({ Action: 'new:A' }), identity({ Action: 'new:*' }), {}],
    ['a path', identity({ Resource: 'a/b*' }), identity({ Resource: 'a/*' }), { resource: 'a/example' }],
    [
      'an absent key',
      when({ StringEquals: { 'a:k': 'x' } }),
      when({ StringEqualsIfExists: { 'a:k': 'x' } }),
      { context: {} },
    ],
    [
      'what is negated and absent',
      when({ StringEquals: { 'a:k': 'x' } }),
      when({ StringNotEquals: { 'a:k': 'y' } }),
      { context: {} },
    ],
    [
      'an empty set',
      when({ 'ForAnyValue:StringEquals': { 'a:k': 'x' } }),
      when({ 'ForAllValues:StringEquals': { 'a:k': 'x' } }),
      { context: {} },
    ],
    [
      'several values at once',
      identity(
        { Condition: { 'ForAllValues:StringEquals': { 'a:k': ['x'] } } },
        { Condition: { 'ForAllValues:StringEquals': { 'a:k': ['y'] } } },
      ),
      when({ 'ForAllValues:StringEquals': { 'a:k': ['x', 'y'] } }),
      { context: { 'a:k': ['x', 'y'] } },
    ],
    [
      'an address of version 6',
      when({ NotIpAddress: { 'aws:SourceIp': ['0.0.0.0/0', '::/0'] }, Null: { 'aws:SourceIp': 'false' } }),
      when({ NotIpAddress: { 'aws:SourceIp': '0.0.0.0/0' }, Null: { 'aws:SourceIp': 'false' } }),
      { context: { 'aws:sourceip': '2001:db8::7' } },
    ],
    [
      'between two dates',
      when({ DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } }),
      when({ DateLessThan: { 'aws:CurrentTime': '1577836801' } }),
      { context: { 'aws:currenttime': '2020-01-01T00:00:00Z' } },
    ],
    ['a lifted denial', identity({}, { Effect: 'Deny', Resource: 'x' }), identity({}), { resource: 'x' }],
    [
      'what stood as text in the old version of the language',
      { ...identity({ Resource: 'b/${aws:username}' }), Version: '2008-10-17' },
      identity({ Resource: 'b/${aws:username}' }),
      { resource: 'b/example' },
    ],
    [
      'a neighbour in the account',
      resource({ Principal: { AWS: 'arn:aws:iam::111122223333:user/a' } }),
      resource({ Principal: { AWS: '111122223333' } }),
      { principal: 'arn:aws:iam::111122223333:root' },
    ],
    [
      'an identity of CloudFront',
      resource({ Principal: { AWS: '111122223333' } }),
      resource({
        Principal: { AWS: ['111122223333', 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1'] },
      }),
      { principal: 'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1' },
    ],
    ['everyone', resource({ Principal: { AWS: '111122223333' } }), resource({}), { principal: 'anonymous' }],
    [
      'a tag that is no number, where a denial takes the place of a limit',
      when({ NumericLessThan: { 'aws:PrincipalTag/level': '5' } }),
      identity(
        { Condition: { Null: { 'aws:PrincipalTag/level': 'false' } } },
        { Effect: 'Deny', Condition: { NumericGreaterThanEquals: { 'aws:PrincipalTag/level': '5' } } },
      ),
      { context: { 'aws:principaltag/level': 'example' } },
    ],
    [
      'a name that is neither true nor false',
      when({ BoolIfExists: { 'aws:username': ['true', 'false'] } }),
      identity({}),
      { context: { 'aws:username': 'example' } },
    ],
  ])('shows a request for %s', (_, before, after, witness) => {
    expect(compare(before, after)).toMatchObject({ result: 'new-access', witness });
  });

  it.each([
    [
      'a value with which a variable meets another pattern',
      identity({ Resource: 'b/*' }, { Effect: 'Deny', Resource: 'b/x/*' }),
      identity({ Resource: 'b/${aws:username}' }),
      { resource: 'b/x/example' },
    ],
    [
      'a value that ends where the pattern goes on',
      identity({ Resource: 'b/*' }, { Effect: 'Deny', Resource: 'b/??' }),
      identity({ Resource: 'b/${aws:username}/*' }),
      { resource: 'b//x' },
    ],
    [
      'an empty value of a pinned key',
      identity({ Resource: 'b/*' }),
      identity({ Resource: '${a:k}/*', Condition: { StringEquals: { 'a:k': ['b', ''] } } }),
      { resource: '/example' },
    ],
    [
      'one variable beside another that must be absent',
      identity({}, { Effect: 'Deny', Resource: 'b/y' }),
      identity(
        { Resource: '${a:k}/*' },
        { Effect: 'Deny', Resource: '*', Condition: { StringLike: { 'a:o': '${a:o}' } } },
      ),
      { resource: 'b/y' },
    ],
  ])('finds with variables: %s', (_, before, after, witness) => {
    expect(compare(before, after)).toMatchObject({ result: 'new-access', witness });
  });

  it.each([
    ['StringEquals', '${aws:username}'],
    ['StringLike', '${aws:username}*'],
    ['StringEqualsIgnoreCase', '${aws:username}'],
  ])('takes %s of a key and itself for its presence', (operator, value) => {
    const before = when({ [operator]: { 'aws:username': value } });
    const after = identity({ Resource: 'b/${aws:username}/*' });
    expect(compare(before, after)).toEqual({ result: 'no-new-access' });
    expect(compare(before, identity({ Resource: 'b/*' })).result).toBe('new-access');
  });

  it('keeps the components of an ARN apart in conditions only', () => {
    const resourceGlob = identity({ Resource: 'arn:aws:lambda:us-east-1:*:f' });
    const one = identity({ Resource: 'arn:aws:lambda:us-east-1:123456789012:function:f' });
    expect(compare(resourceGlob, one).result).toBe('no-new-access');
    const like = when({ ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:us-east-1:*:f' } });
    const exact = when({ ArnLike: { 'aws:SourceArn': 'arn:aws:lambda:us-east-1:123456789012:function:f' } });
    expect(compare(like, exact).result).toBe('new-access');
  });

  it('leaves open what only a deployment knows', () => {
    const name = { 'Fn::Sub': 's3:${Verb}' };
    expect(compare(identity({}), identity({ Action: name })).result).toBe('unknown');
    expect(compare(identity({ Action: name }), identity({ Action: name })).result).toBe('no-new-access');
    const role = { AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } };
    const denied = resource({}, { Effect: 'Deny', Principal: role });
    expect(compare(denied, resource({ Principal: { AWS: '111122223333' } })).result).not.toBe('no-new-access');
    expect(compare(denied, denied).result).toBe('no-new-access');
    const table = { 'Fn::GetAtt': ['Orders', 'Arn'] };
    expect(compare(identity({ Resource: 'arn:aws:*' }), identity({ Resource: table })).result).toBe('unknown');
    const other = { 'Fn::GetAtt': ['Users', 'Arn'] };
    expect(compare(identity({ Resource: table }), identity({ Resource: other })).result).toBe('new-access');
    expect(compare(identity({ Resource: [table, 'x'] }), identity({ Resource: table })).result).toBe('no-new-access');
  });

  it('knows that nothing is and is not like one ARN, whatever its variables are', () => {
    const arn = 'arn:aws:iam::${aws:ResourceAccount}:role/*';
    const after = when({ ArnLike: { 'aws:PrincipalArn': arn }, ArnNotLikeIfExists: { 'aws:PrincipalArn': arn } });
    expect(compare(identity({ Resource: 'a' }), after).result).toBe('no-new-access');
  });

  it.each([
    ['StringEquals', 'true'],
    ['StringNotEquals', 'false'],
    ['StringEqualsIgnoreCase', 'TRUE'],
    ['StringLike', 't*'],
  ])('takes a Boolean key for true or false: %s %s', (operator, value) => {
    const isThere = { Null: { 'aws:SecureTransport': 'false' } };
    const text = when({ [operator]: { 'aws:SecureTransport': value }, ...isThere });
    const bool = when({ Bool: { 'aws:SecureTransport': 'true' } });
    expect(compare(text, bool)).toEqual({ result: 'no-new-access' });
    expect(compare(bool, text)).toEqual({ result: 'no-new-access' });
    expect(compare(when({ Bool: { 'aws:SecureTransport': 'false' } }), text)).toMatchObject({
      result: 'new-access',
      witness: { context: { 'aws:securetransport': 'true' } },
    });
  });

  it('takes no function of a template for another text than its branches', () => {
    const [one, other] = [{ 'Fn::GetAtt': ['One', 'Arn'] }, { 'Fn::GetAtt': ['Other', 'Arn'] }];
    const either = { 'Fn::If': ['IsProd', one, other] };
    expect(compare(identity({ Resource: [one, other] }), identity({ Resource: either })).result).toBe('unknown');
    expect(compare(identity({ Resource: either }), identity({ Resource: one })).result).toBe('unknown');
    expect(compare(identity({ Resource: either }), identity({ Resource: either })).result).toBe('no-new-access');
  });

  it('shows a request where a wildcard takes the place of a region', () => {
    const own = { 'Fn::Sub': 'arn:aws:sqs:${AWS::Region}:${AWS::AccountId}:q' };
    const [narrow, wide] = [identity({ Resource: own }), identity({ Resource: 'arn:aws:sqs:*:*:q' })];
    expect(compare(narrow, wide).result).toBe('new-access');
    expect(compare(wide, narrow).result).toBe('no-new-access');
    expect(compare(narrow, identity({ Resource: 'arn:aws:sqs:us-east-1:111122223333:q' })).result).toBe('unknown');
  });

  it('tells seven variables of a statement apart', () => {
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const after = identity({ Resource: `r/${keys.map((key) => `\${a:${key}}`).join('/')}` });
    expect(compare(identity({ Resource: 'r/*' }), after).result).toBe('no-new-access');
    expect(compare(identity({ Resource: 'r/x*' }), after).result).toBe('new-access');
  });

  it('refuses what is no policy, and names it', () => {
    expect(() => compare(identity({}), { Statement: [{ Effect: 'Maybe' }] })).toThrow(/the new policy is no policy/);
  });

  it('answers within its budget where wildcards explode', () => {
    const hard = (last: string): object =>
      identity({ Resource: `*a${'?'.repeat(40)}${last}` }, { Resource: `*b${'?'.repeat(41)}${last}` });
    expect(compare(hard('x*'), identity({ Resource: `*a${'?'.repeat(20)}b*` })).result).not.toBe('no-new-access');
  });
});

describe('many patterns of actions', () => {
  it('meet in actions that AWS does not have, too', () => {
    const many = Array.from({ length: 40 }, (_, i) => ({ Effect: 'Allow', Action: `made${i}:x*y`, Resource: '*' }));
    const allow = { Effect: 'Allow', Action: 'zz:a*', Resource: '*' };
    const denial = { Effect: 'Deny', Action: 'zz:*b', Resource: '*' };
    const before = { Version: '2012-10-17', Statement: [...many, allow, denial] };
    const after = { Version: '2012-10-17', Statement: [...many, allow] };
    expect(compare(before, after).witness?.action).toMatch(/^zz:a.*b$/);
    expect(compare(after, before).result).toBe('no-new-access');
  });
});
