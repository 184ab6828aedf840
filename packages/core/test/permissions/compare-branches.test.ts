import { describe, expect, it } from 'vitest';
import { allow, comparePair, deny, either, type Language, type Parts } from './compare-pair.ts';

const says = (...statements: readonly unknown[]): Parts => ({ statements });
const EC2 = allow('ec2:*');
const ALL = allow('*');
const NO_IAM = deny('iam:*');
const managed = (arns: unknown): Parts => ({ role: { ManagedPolicyArns: arns } });
const READ = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const policies = (list: unknown): Parts => ({ role: { Policies: list } });
const policy = { PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: [EC2] } };
const attached = (roles: unknown, condition?: string): Parts => ({
  resources: {
    More: {
      Type: 'AWS::IAM::Policy',
      ...(condition === undefined ? {} : { Condition: condition }),
      Properties: { PolicyName: 'more', Roles: roles, PolicyDocument: { Statement: [EC2] } },
    },
  },
});

/** `narrow` holds in fewer deployments than `wide`. */
const NARROWER: readonly (readonly [string, narrow: Parts, wide: Parts])[] = [
  ['a statement in two branches', says(either('C', either('D', EC2))), says(either('D', EC2))],
  ['a statement in two branches, the other', says(either('C', either('D', EC2))), says(either('C', EC2))],
  ['a statement in two other branches', says(either('C', EC2, either('D', EC2))), says(EC2)],
  [
    'an action in two branches',
    says(allow(['s3:GetObject', either('C', either('D', 'ec2:*'))])),
    says(EC2, allow('s3:GetObject')),
  ],
  [
    'an action in a branch of its statement',
    says(either('C', allow(either('D', 'ec2:*')))),
    says(allow(either('D', 'ec2:*'))),
  ],
  [
    'a resource in two branches',
    says(allow('ec2:*', either('C', either('D', '*')))),
    says(allow('ec2:*', either('D', '*'))),
  ],
  [
    'a resource in a branch of its statement',
    says(either('C', allow('ec2:*', either('D', '*')))),
    says(either('C', EC2)),
  ],
  ['a document in two branches', policies([either('C', either('D', policy))]), policies([either('D', policy)])],
  [
    'a list of policies in two branches',
    policies(either('C', [either('D', policy)], [])),
    policies(either('C', [policy], [])),
  ],
  ['a managed policy in two branches', managed([either('C', either('D', READ))]), managed([either('D', READ)])],
  [
    'a list of managed policies in a branch',
    managed(either('C', [either('D', READ)], [])),
    managed([either('D', READ)]),
  ],
  ['what a condition leaves out', says(ALL, either('C', NO_IAM)), says(ALL, either('C', either('D', NO_IAM)))],
  ['a denial in a branch', says(ALL, NO_IAM), says(ALL, either('C', NO_IAM))],
  ['an effect in a branch', says(ALL, deny('iam:*', '*', { Effect: either('C', 'Allow', 'Deny') })), says(ALL)],
  [
    'what is left out in a branch',
    says({ Effect: 'Allow', NotAction: ['iam:*', either('C', 'ec2:*')], Resource: '*' }),
    says({ Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' }),
  ],
  [
    'a list of what is left out in a branch',
    says({ Effect: 'Allow', NotAction: either('C', ['iam:*', 'ec2:*'], ['iam:*']), Resource: '*' }),
    says({
      Effect: 'Allow',
      NotAction: either('C', either('D', ['iam:*', 'ec2:*'], 'iam:*'), ['iam:*']),
      Resource: '*',
    }),
  ],
  [
    'a resource that is left out in a branch',
    says({ Effect: 'Allow', Action: 's3:*', NotResource: ['arn:aws:s3:::a', either('C', 'arn:aws:s3:::b')] }),
    says({ Effect: 'Allow', Action: 's3:*', NotResource: ['arn:aws:s3:::a'] }),
  ],
  [
    'a condition in a branch',
    says(allow('s3:*', '*', { Condition: { Bool: { 'aws:SecureTransport': 'true' } } })),
    says(allow('s3:*', '*', { Condition: either('C', { Bool: { 'aws:SecureTransport': 'true' } }) })),
  ],
  [
    'a value of a condition in a branch',
    says(allow('s3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': ['a', either('C', 'b')] } } })),
    says(allow('s3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': ['a', 'b'] } } })),
  ],
];

describe.each<Language>(['sam', 'cloudformation'])('branches of `Fn::If` in %s', (language) => {
  it.each(NARROWER)('tell fewer deployments from more: %s', (_, narrow, wide) => {
    expect(comparePair(narrow, wide, language)).toBe('new-access');
    expect(comparePair(wide, narrow, language)).toBe('no-new-access');
    expect(comparePair(wide, wide, language)).toBe('no-new-access');
    expect(comparePair(narrow, narrow, language)).toBe('no-new-access');
  });

  it('leave out what would need a condition to hold and not to', () => {
    const never = says(allow('s3:GetObject'), either('C', either('C', allow('s3:GetObject'), ALL)));
    expect(comparePair(says(allow('s3:GetObject')), never, language)).toBe('no-new-access');
    const action = says(either('C', allow(either('C', 's3:GetObject', '*'))));
    expect(comparePair(says(allow('s3:GetObject')), action, language)).toBe('no-new-access');
    const resource = says(either('C', allow('s3:GetObject', either('C', 'arn:aws:s3:::a/*', '*'))));
    expect(comparePair(says(allow('s3:GetObject', 'arn:aws:s3:::a/*')), resource, language)).toBe('no-new-access');
  });

  it('say the same in another order', () => {
    expect(comparePair(says(either('C', either('D', EC2))), says(either('D', either('C', EC2))), language)).toBe(
      'no-new-access',
    );
  });
});

describe('a policy that is attached', () => {
  const role = { Ref: 'Role' };
  it.each<readonly [string, Parts, Parts]>([
    ['in a branch', attached([either('C', role, 'other')]), attached([role])],
    [
      'in two branches',
      attached([either('C', either('D', role, 'other'), 'other')]),
      attached([either('D', role, 'other')]),
    ],
    ['in a branch and under a condition', attached([either('C', role, 'other')], 'D'), attached([role], 'D')],
  ])('%s counts there', (_, narrow, wide) => {
    expect(comparePair(narrow, wide, 'cloudformation')).toBe('new-access');
    expect(comparePair(wide, narrow, 'cloudformation')).toBe('no-new-access');
  });

  it('in both branches counts always', () => {
    expect(comparePair(attached([role]), attached(either('C', [role], [role])), 'cloudformation')).toBe(
      'no-new-access',
    );
    expect(comparePair(attached(either('C', [role], [role])), attached([role]), 'cloudformation')).toBe(
      'no-new-access',
    );
  });

  it('that the role names in a branch too, counts always', () => {
    const more = (arns: unknown): Parts => ({
      role: { ManagedPolicyArns: arns },
      resources: {
        More: { Type: 'AWS::IAM::ManagedPolicy', Properties: { Roles: [role], PolicyDocument: { Statement: [EC2] } } },
      },
    });
    const [always, sometimes] = [more([{ Ref: 'More' }]), more([either('C', { Ref: 'More' })])];
    expect(comparePair(sometimes, always, 'cloudformation')).toBe('no-new-access');
    expect(comparePair(always, sometimes, 'cloudformation')).toBe('no-new-access');
  });
});
