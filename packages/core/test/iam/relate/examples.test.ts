import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/iam/evaluate/simulate.ts';
import { check } from '../../../src/iam/relate/check.ts';
import { compare } from '../../../src/iam/relate/compare.ts';

const NOTHING = { Version: '2012-10-17', Statement: [] };
const allow = (Action: string, rest: object = { Resource: '*' }): Readonly<Record<string, unknown>> => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, ...rest }],
});
const on = (service: string, name = '*'): object => ({ Resource: `arn:aws:${service}:${name}` });

describe('an example', () => {
  it.each([
    ['kms:Decrypt', undefined, 'kms:Decrypt', 'arn:aws:kms:us-east-1:123456789012:alias/example'],
    ['kms:*', undefined, 'kms:Decrypt', 'arn:aws:kms:us-east-1:123456789012:alias/example'],
    ['kms:*', on('kms', '*:*:key/*'), 'kms:Decrypt', 'arn:aws:kms:us-east-1:123456789012:key/example'],
    ['sts:AssumeRole', undefined, 'sts:AssumeRole', 'arn:aws:iam::123456789012:role/example'],
    ['sns:Publish', { NotResource: 'arn:aws:sns:*:*:*' }, 'sns:Publish', '+12065550100'],
    ['*', on('sqs', '*:*:*'), 'sqs:ReceiveMessage', 'arn:aws:sqs:us-east-1:123456789012:example'],
    ['*', on('iam', ':*:role/*'), 'iam:GetRole', 'arn:aws:iam::123456789012:role/example'],
  ])('of %s is one that is asked in fact: %j', (action, rest, asked, resource) => {
    expect(compare(NOTHING, allow(action, rest))).toMatchObject({
      result: 'new-access',
      witness: { action: asked, resource },
    });
  });

  it.each([
    [{ StringLike: { 'aws:PrincipalOrgID': 'o-*' } }, 'arn:aws:s3:::b/*', ':user/example'],
    [{ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/admin' } }, 'arn:aws:s3:::b/*', ':role/admin'],
    [{ StringLike: { 'aws:PrincipalArn': '*' } }, 'arn:aws:s3:::b/*', ':user/example'],
    [{ StringLike: { 'aws:PrincipalArn': '*' } }, 'arn:aws:sqs:us-east-1:444455556666:q', ':root'],
    [{ StringEquals: { 'aws:UserAgent': 'x' } }, 'arn:aws:s3:::b/*', 'anonymous'],
  ])('of strangers with %j has a caller who can meet it', (Condition, Resource, caller) => {
    const policy = allow('*', { Resource, Principal: '*', Condition });
    const { witness } = check(policy, { notPublic: true });
    const { principal = '', context, ...rest } = witness ?? { action: '', resource: '', context: {} };
    expect(principal).toContain(caller);
    if ('aws:principalarn' in context) expect(context['aws:principalarn']).toBe(principal);
    expect(simulate({ request: { ...rest, principal, context }, resourcePolicies: [policy] }).decision).toBe('allowed');
  });

  it('of a key policy is about the key', () => {
    const policy = allow('kms:*', { Resource: '*', Principal: '*' });
    const witness = { resource: 'arn:aws:kms:us-east-1:123456789012:key/example' };
    expect(compare(NOTHING, policy, { kind: 'resource' })).toMatchObject({ witness });
    expect(check(policy, { notPublic: true })).toMatchObject({ witness });
  });
});
