import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/iam/evaluate/simulate.ts';

const USER = 'arn:aws:iam::111122223333:user/ann';

interface Ask {
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
}

function isAllowed(statement: object, ask: Ask, version: string | null = '2012-10-17'): boolean {
  const document = { ...(version === null ? {} : { Version: version }), Statement: statement };
  const { action = 's3:GetObject', resource = '*', context = {} } = ask;
  return (
    simulate({ request: { principal: USER, action, resource, context }, identity: [document] }).decision === 'allowed'
  );
}

const onAction = (pattern: string, action: string): boolean =>
  isAllowed({ Effect: 'Allow', Action: pattern, Resource: '*' }, { action });
const onResource = (pattern: string, resource: string, context: Ask['context'] = {}): boolean =>
  isAllowed({ Effect: 'Allow', Action: '*', Resource: pattern }, { resource, context });
const onCondition = (operator: string, value: unknown, context: Ask['context'] = {}): boolean =>
  isAllowed(
    { Effect: 'Allow', Action: '*', Resource: '*', Condition: { [operator]: { 'aws:k': value } } },
    { context },
  );

describe('actions', () => {
  it.each([
    ['s3:GetObject', 's3:getobject', true],
    ['S3:GETOBJECT', 's3:GetObject', true],
    ['s3:Get*', 's3:GetObjectTagging', true],
    ['s3:Get*', 's3:PutObject', false],
    ['s3:?etObject', 's3:GetObject', true],
    ['s3:?etObject', 's3:etObject', false],
    ['*', 'kms:ListKeys', true],
    ['*:*', 'kms:ListKeys', true],
    ['*:GetObject', 's3:GetObject', true],
    ['s3*', 's3:GetObject', true],
    ['s3:GetObject', 's3:GetObjectAcl', false],
    ['s3:*Object', 's3:GetObject', true],
    ['s3:*Object*', 's3:GetObject', true],
    ['s3:G*t*t', 's3:GetObject', true],
    ['s3:${*}', 's3:GetObject', false],
  ])('%s and %s: %s', (pattern, action, answer) => {
    expect(onAction(pattern, action)).toBe(answer);
  });
});

const FUNCTION = 'arn:aws:lambda:us-east-1:111122223333:function:my-func';

describe('resources', () => {
  it.each([
    ['arn:aws:s3:::b/k', 'arn:aws:s3:::b/k', true],
    ['arn:aws:s3:::b/K', 'arn:aws:s3:::b/k', false],
    ['arn:aws:s3:::B/k', 'arn:aws:s3:::b/k', false],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b/a/b/c', true],
    ['arn:aws:s3:::b/*', 'arn:aws:s3:::b', false],
    ['arn:aws:s3:::b*', 'arn:aws:s3:::bucket/x', true],
    ['arn:aws:s3:::b/?', 'arn:aws:s3:::b/xy', false],
    ['arn:aws:s3:::b/*/x', 'arn:aws:s3:::b/a/b/x', true],
    ['arn:*', 'arn:aws:s3:::b', true],
    // A star that ends a segment runs on over colons.
    ['arn:aws:lambda:us-east-1:*:my-func', FUNCTION, true],
    // Five fields: it is completed to `arn:aws:lambda:*:my-func:*`.
    ['arn:aws:lambda:*:my-func', FUNCTION, false],
    ['arn:aws:lambda:*:my-func', `${FUNCTION}:1`, true],
    ['arn:aws:lambda:*:other', FUNCTION, false],
    ['arn:aws:lambda:us-east-1:*:function:my-*', FUNCTION, true],
    ['arn:aws:lambda:us-east-1:111122223333:function:my-func', `${FUNCTION}:1`, false],
    ['arn:aws:lambda:us-east-1:111122223333:function:my-func:*', `${FUNCTION}:1`, true],
    // Too few fields stand for all that begins so.
    ['arn:aws:lambda', FUNCTION, true],
    ['arn:aws:lambda:us-east-1', FUNCTION, true],
    ['arn:aws:lambda:us-east-2', FUNCTION, false],
    ['arn:aws:lambda:us-east-1:111122223333', FUNCTION, true],
    ['arn:aws:sqs', FUNCTION, false],
    ['*', '*', true],
    ['arn:aws:s3:::b', '*', false],
  ])('%s and %s: %s', (pattern, resource, answer) => {
    expect(onResource(pattern, resource)).toBe(answer);
  });

  it('are not padded in policies of resources', () => {
    const policy = (resource: string): object => ({
      Version: '2012-10-17',
      Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: resource },
    });
    const request = { principal: USER, action: 'lambda:InvokeFunction', resource: FUNCTION };
    const ask = (resource: string): string =>
      simulate({ request, identity: [], resourcePolicies: [policy(resource) as never] }).decision;
    expect(ask('arn:aws:lambda')).toBe('implicitDeny');
    expect(ask('arn:aws:lambda:*')).toBe('allowed');
  });
});

describe('variables', () => {
  const home = 'arn:aws:s3:::b/${aws:username}/*';

  it.each([
    [home, 'arn:aws:s3:::b/ann/x', { 'aws:username': 'ann' }, true],
    [home, 'arn:aws:s3:::b/bob/x', { 'aws:username': 'ann' }, false],
    [home, 'arn:aws:s3:::b/ann/x', { 'AWS:UserName': 'ann' }, true],
    ['arn:aws:s3:::b/${AWS:USERNAME}/*', 'arn:aws:s3:::b/ann/x', { 'aws:username': 'ann' }, true],
    [home, 'arn:aws:s3:::b//x', {}, false],
    [home, 'arn:aws:s3:::b/${aws:username}/x', {}, false],
    // What a variable stands for holds no wildcards.
    [home, 'arn:aws:s3:::b/bob/x', { 'aws:username': '*' }, false],
    [home, 'arn:aws:s3:::b/*/x', { 'aws:username': '*' }, true],
    ["arn:aws:s3:::b/${aws:PrincipalTag/team, 'all'}/*", 'arn:aws:s3:::b/all/x', {}, true],
    [
      "arn:aws:s3:::b/${aws:PrincipalTag/team, 'all'}/*",
      'arn:aws:s3:::b/red/x',
      { 'aws:PrincipalTag/team': 'red' },
      true,
    ],
    [
      "arn:aws:s3:::b/${aws:PrincipalTag/team, 'all'}/*",
      'arn:aws:s3:::b/all/x',
      { 'aws:PrincipalTag/team': 'red' },
      false,
    ],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/*', {}, true],
    ['arn:aws:s3:::b/${*}', 'arn:aws:s3:::b/x', {}, false],
    ['arn:aws:s3:::b/${?}', 'arn:aws:s3:::b/?', {}, true],
    ['arn:aws:s3:::b/${?}', 'arn:aws:s3:::b/x', {}, false],
    ['arn:aws:s3:::b/${$}{x}', 'arn:aws:s3:::b/${x}', {}, true],
    // Several values: none of them is the value.
    [home, 'arn:aws:s3:::b/ann/x', { 'aws:username': ['ann', 'bob'] }, false],
    [home, 'arn:aws:s3:::b/ann/x', { 'aws:username': ['ann'] }, true],
  ])('%s and %s with %j: %s', (pattern, resource, context, answer) => {
    expect(onResource(pattern, resource, context as Ask['context'])).toBe(answer);
  });

  it.each([null, '2008-10-17'])('are plain text in version %s', (version) => {
    const statement = { Effect: 'Allow', Action: '*', Resource: home };
    const context = { 'aws:username': 'ann' };
    expect(isAllowed(statement, { resource: 'arn:aws:s3:::b/ann/x', context }, version)).toBe(false);
    expect(isAllowed(statement, { resource: 'arn:aws:s3:::b/${aws:username}/x', context }, version)).toBe(true);
    const escaped = { Effect: 'Allow', Action: '*', Resource: 'a${*}' };
    expect(isAllowed(escaped, { resource: 'a${xyz}' }, version)).toBe(true);
  });

  it('without a value spare nothing from NotResource', () => {
    const statement = { Effect: 'Allow', Action: '*', NotResource: home };
    expect(isAllowed(statement, { resource: 'arn:aws:s3:::b/ann/x' })).toBe(true);
    expect(isAllowed(statement, { resource: 'arn:aws:s3:::b/ann/x', context: { 'aws:username': 'ann' } })).toBe(false);
  });
});

describe('what other simulators answer wrongly', () => {
  it('matches a resource whose star crosses a colon', () => {
    expect(onResource('arn:aws:lambda:us-east-1:*:my-func', FUNCTION)).toBe(true);
  });
  it('takes an IPv6 address to be in no block of IPv4', () => {
    expect(onCondition('NotIpAddress', '203.0.113.0/24', { 'aws:k': '2001:db8::1' })).toBe(true);
    expect(onCondition('IpAddress', '0.0.0.0/0', { 'aws:k': '2001:db8::1' })).toBe(false);
  });
  it('takes IPv6 addresses for equal that are written differently', () => {
    expect(onCondition('IpAddress', '2001:DB8:0:0:0:0:0:1', { 'aws:k': '2001:db8::1' })).toBe(true);
    expect(onCondition('IpAddress', '2001:db8::/32', { 'aws:k': '2001:0db8:0000::0001' })).toBe(true);
  });
  it('reads dates as seconds since 1970 too', () => {
    expect(onCondition('DateLessThan', '2020-01-01T00:00:00Z', { 'aws:k': '1577836799' })).toBe(true);
    expect(onCondition('DateLessThan', '1577836800', { 'aws:k': '2019-12-31T23:59:59Z' })).toBe(true);
    expect(onCondition('DateGreaterThan', '1577836800', { 'aws:k': '1577836801' })).toBe(true);
  });
  it('takes a number with a tail for none', () => {
    expect(onCondition('NumericEquals', '10', { 'aws:k': '10abc' })).toBe(false);
    expect(onCondition('NumericEquals', '10abc', { 'aws:k': '10' })).toBe(false);
  });
  it('holds every key and every operator of a condition against the request', () => {
    const Condition = { StringEquals: { 'aws:a': 'x', 'aws:b': 'y' }, Bool: { 'aws:c': 'true' } };
    const ask = (context: Ask['context']): boolean =>
      isAllowed({ Effect: 'Allow', Action: '*', Resource: '*', Condition }, context === undefined ? {} : { context });
    expect(ask({ 'aws:a': 'x', 'aws:b': 'y', 'aws:c': 'true' })).toBe(true);
    expect(ask({ 'aws:a': 'x', 'aws:b': 'y', 'aws:c': 'false' })).toBe(false);
    expect(ask({ 'aws:a': 'x', 'aws:c': 'true' })).toBe(false);
  });
  it('compares ARNs by component', () => {
    const topic = 'arn:aws:sns:us-east-1:111122223333:a:b';
    expect(onCondition('ArnLike', 'arn:aws:sns:*:111122223333:a*', { 'aws:k': topic })).toBe(true);
    expect(onCondition('ArnLike', 'arn:aws:sns:us-east-1:*:b', { 'aws:k': topic })).toBe(false);
    expect(onCondition('StringLike', 'arn:aws:sns:us-east-1:*:b', { 'aws:k': topic })).toBe(true);
    expect(onCondition('ArnEquals', 'arn:aws:sns:*:*:*', { 'aws:k': topic })).toBe(true);
    expect(onCondition('ArnLike', 'arn:aws:sns:*:*:*', { 'aws:k': 'sns' })).toBe(false);
  });
  it('holds negated operators for absent keys', () => {
    for (const operator of [
      'StringNotEquals',
      'StringNotLike',
      'StringNotEqualsIgnoreCase',
      'ArnNotLike',
      'ArnNotEquals',
    ]) {
      expect(onCondition(operator, 'a')).toBe(true);
    }
    for (const operator of ['NumericNotEquals', 'DateNotEquals', 'NotIpAddress'])
      expect(onCondition(operator, '1')).toBe(true);
  });
  it('denies by NotAction and NotResource what they do not name', () => {
    const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
    const deny = { Effect: 'Deny', NotAction: 'S3:get*', Resource: '*' };
    const ask = (action: string): boolean => isAllowed([allow, deny], { action });
    expect(ask('s3:GetObject')).toBe(true);
    expect(ask('s3:PutObject')).toBe(false);
  });
});

describe('costly input', () => {
  it.each(['*?'.repeat(400), '?*'.repeat(400), `${'a*'.repeat(900)}b`])('is matched in time: %.12s…', (pattern) => {
    expect(onResource(pattern, 'a'.repeat(2_000))).toBe(!pattern.endsWith('b'));
  });

  it('takes 10,000 statements', () => {
    const statements = Array.from({ length: 10_000 }, (_, i) => ({
      Effect: 'Allow',
      Action: `s3:a${i}`,
      Resource: `arn:aws:s3:::b${i}/*`,
    }));
    expect(isAllowed(statements, { action: 's3:a9999', resource: 'arn:aws:s3:::b9999/x' })).toBe(true);
  });

  it('refuses thousands of values against thousands', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => `k${i}`);
    const Condition = { 'ForAnyValue:StringLike': { 'aws:TagKeys': values.map((value) => `*z${value}*`) } };
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
    expect(isAllowed(statement, { context: { 'aws:TagKeys': values.slice(0, 50) } })).toBe(false);
    expect(() => isAllowed(statement, { context: { 'aws:TagKeys': values } })).toThrow(
      expect.objectContaining({ code: 'ERR_BAD_REQUEST' }),
    );
  });

  it.each(['__proto__', 'constructor', 'toString'])('takes the key %s for a word like others', (key) => {
    const document = JSON.parse(
      `{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"StringEquals":{"${key}:x":"a","${key}":"a"}}}}`,
    ) as object;
    const request = { principal: USER, action: 's3:GetObject', resource: '*' };
    expect(simulate({ request, identity: [document as never] }).decision).toBe('implicitDeny');
  });
});
