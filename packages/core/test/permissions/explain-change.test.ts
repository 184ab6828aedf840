import { describe, expect, it } from 'vitest';
import { compareAccess } from '../../src/permissions/compare-access.ts';
import { allow, deny, either, readAccess, type Parts } from './compare-pair.ts';

const explain = (before: Parts, after: Parts): readonly unknown[] => {
  const { result, why, statements } = compareAccess(
    readAccess(before, 'cloudformation'),
    readAccess(after, 'cloudformation'),
  );
  expect(result).toBe('new-access');
  return [why, statements?.map(({ version, effect, kind, sid, resource }) => [version, effect, kind, sid, resource])];
};

const READ = allow('s3:GetObject', 'arn:aws:s3:::b/*');
const toLimit = (...Statement: readonly unknown[]): Parts => ({
  statements: [allow('s3:*')],
  role: { PermissionsBoundary: { Ref: 'Limit' } },
  resources: {
    Limit: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument: { Version: '2012-10-17', Statement } } },
  },
});

describe('the statements behind what a function may do now', () => {
  it.each<readonly [string, Parts, Parts, readonly unknown[]]>([
    [
      'one more',
      { statements: [READ] },
      { statements: [READ, allow('sqs:*', '*', { Sid: 'More' })] },
      [undefined, [['new', 'Allow', 'inline', 'More', 'Role']]],
    ],
    [
      'one of a branch',
      { statements: [READ] },
      { statements: [READ, either('C', allow('sqs:*', '*', { Sid: 'More' }))] },
      [undefined, [['new', 'Allow', 'inline', 'More', 'Role']]],
    ],
    [
      'a denial that is gone',
      { statements: [allow('s3:*'), deny('s3:DeleteObject', '*', { Sid: 'Keep' })] },
      { statements: [allow('s3:*')] },
      [undefined, [['old', 'Deny', 'inline', 'Keep', 'Role']]],
    ],
    [
      'a managed policy of AWS',
      { statements: [READ] },
      { statements: [READ], role: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AmazonSQSFullAccess'] } },
      [undefined, [['new', 'Allow', 'managed-aws', undefined, 'Role']]],
    ],
    [
      'a policy beside the role',
      { statements: [READ] },
      {
        statements: [READ],
        resources: {
          Beside: {
            Type: 'AWS::IAM::Policy',
            Properties: {
              PolicyName: 'p',
              Roles: [{ Ref: 'Role' }],
              PolicyDocument: { Version: '2012-10-17', Statement: [allow('sqs:*', '*', { Sid: 'More' })] },
            },
          },
        },
      },
      [undefined, [['new', 'Allow', 'inline', 'More', 'Beside']]],
    ],
    [
      'a boundary that lets more through',
      toLimit(READ),
      toLimit(READ, allow('s3:DeleteObject', '*', { Sid: 'More' })),
      [
        'the permissions boundary of its role lets more through',
        [['new', 'Allow', 'managed-customer', 'More', 'Limit']],
      ],
    ],
    [
      'a boundary that is gone',
      toLimit(READ),
      { statements: [allow('s3:*')] },
      ['its role has no permissions boundary any more', []],
    ],
    [
      'a role that trusts more',
      {},
      {
        role: {
          AssumeRolePolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ Sid: 'Who', Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
          },
        },
      },
      ['its role trusts more than before', [['new', 'Allow', 'trust', 'Who', 'Role']]],
    ],
  ])('are %s', (_, before, after, expected) => {
    expect(explain(before, after)).toEqual(expected);
  });

  it('stand where they are written', () => {
    const { statements } = compareAccess(undefined, readAccess({ statements: [READ] }, 'sam'));
    expect(statements).toMatchObject([{ at: { file: 'template.yaml', line: 12 } }]);
  });
});
