import { describe, expect, it } from 'vitest';
import { compareTrust } from '../../src/permissions/compare-trust.ts';
import { allow, comparePair, either, readAccess, type Language, type Parts } from './compare-pair.ts';

const LAMBDA = { Service: 'lambda.amazonaws.com' };
const trusting = (Principal: unknown, rest: object = {}): object => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
  ...rest,
});
const of = (...Statement: readonly unknown[]): Parts => ({
  role: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement } },
  parameters: { P: { Type: 'String', Default: '111122223333' } },
});
const OWN = of(trusting(LAMBDA));
const DEFAULT: Parts = { parameters: { P: { Type: 'String', Default: '111122223333' } } };

describe.each<Language>(['sam', 'cloudformation'])('the trust of the role, in %s', (language) => {
  const ask = (before: Parts, after: Parts): string => comparePair(before, after, language);

  it.each<readonly [string, Parts]>([
    ['everyone', of(trusting(LAMBDA), trusting({ AWS: '*' }))],
    ['an account', of(trusting({ ...LAMBDA, AWS: 'arn:aws:iam::444455556666:root' }))],
    ['another service', of(trusting({ Service: ['lambda.amazonaws.com', 'ec2.amazonaws.com'] }))],
    ['the own account', of(trusting(LAMBDA), trusting({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }))],
    ['an account in a branch', of(trusting(LAMBDA), either('C', trusting({ AWS: '444455556666' })))],
  ])('may be taken by %s', (_, after) => {
    expect([ask(OWN, after), ask(DEFAULT, after)]).toEqual(['new-access', 'new-access']);
    expect([ask(after, OWN), ask(after, DEFAULT), ask(after, after)]).toEqual(
      Array.from({ length: 3 }, () => 'no-new-access'),
    );
  });

  it('says that it is the trust', () => {
    const after = readAccess(of(trusting({ AWS: '444455556666' })), language);
    const relation = compareTrust(readAccess(OWN, language), after);
    expect(relation).toMatchObject({ result: 'new-access', why: 'its role trusts more than before' });
    expect(compareTrust(undefined, after).result).toBe('new-access');
    expect(compareTrust(undefined, readAccess(OWN, language)).result).toBe('no-new-access');
  });

  it('loses a condition, or gains one', () => {
    const narrow = of(trusting({ AWS: '444455556666' }, { Condition: { StringEquals: { 'sts:ExternalId': 'a' } } }));
    const wide = of(trusting({ AWS: '444455556666' }));
    expect([ask(narrow, wide), ask(wide, narrow)]).toEqual(['new-access', 'no-new-access']);
  });

  it.each<readonly [string, Parts]>([
    ['a parameter for the document', { ...DEFAULT, role: { AssumeRolePolicyDocument: { Ref: 'P' } } }],
    ['a macro', of({ ...trusting(LAMBDA), 'Fn::Transform': { Name: 'Own' } })],
    ['an effect', of(trusting(LAMBDA, { Effect: { Ref: 'P' } }))],
    ['a dynamic reference', of(trusting({ AWS: '{{resolve:ssm:/who}}' }))],
  ])('cannot be read: %s', (_, open) => {
    expect([ask(OWN, open), ask(open, open), ask(open, OWN)]).toEqual(['unknown', 'no-new-access', 'no-new-access']);
    expect(ask(open, of(trusting({ AWS: '444455556666' })))).toBe('unknown');
  });

  it('is compared beside the permissions', () => {
    expect(ask(OWN, { ...OWN, statements: [allow('s3:*')] })).toBe('new-access');
    const open = { ...DEFAULT, statements: [allow({ Ref: 'P' })] };
    expect(ask(DEFAULT, { ...open, role: { AssumeRolePolicyDocument: { Statement: trusting('*') } } })).toBe(
      'new-access',
    );
  });
});
