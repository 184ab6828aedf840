import { expect, it } from 'vitest';
import { findUselessStatements } from '../../../src/iam/relate/find-useless-statements.ts';

const policy = (...statements: object[]): object => ({
  Version: '2012-10-17',
  Statement: statements.map((s) => ({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...s })),
});

it('names statements that others make superfluous, that never decide, and that a boundary takes away', () => {
  const document = policy(
    { Sid: 'Twin' },
    { Action: 's3:Get*' },
    { Effect: 'Deny', Action: 's3:PutObject' },
    { Action: 's3:PutObject' },
    { Effect: 'Deny', Action: 's3:PutObject', Resource: 'x' },
    { Action: 'sqs:*', Condition: { StringEquals: { 'a:k': 'x' }, StringNotEquals: { 'a:k': 'x' } } },
    { Action: 'sns:*' },
    { Action: 's3:ListBucket', Resource: 'b' },
  );
  expect(findUselessStatements(document, { boundary: policy({ Action: 's3:*' }) })).toEqual([
    { index: 0, sid: 'Twin', why: 'redundant' },
    { index: 3, why: 'dead' },
    { index: 4, why: 'redundant' },
    { index: 5, why: 'dead' },
    { index: 6, why: 'shadowed' },
  ]);
});

it('keeps denials of what the policy does not allow: they bind other policies', () => {
  expect(findUselessStatements(policy({}, { Effect: 'Deny', Action: 'iam:*' }))).toEqual([]);
});

it('finds what several statements hold together', () => {
  const document = policy({ Resource: 'a*' }, { Resource: 'b*' }, { Resource: ['a/1', 'b/1'] });
  expect(findUselessStatements(document)).toEqual([{ index: 2, why: 'redundant' }]);
});
