import { describe, expect, it } from 'vitest';
import { allow, comparePair, deny, either, type Parts } from './compare-pair.ts';

type Result = 'no-new-access' | 'new-access' | 'unknown';

const REF = { Ref: 'P' };
const region = { Ref: 'AWS::Region' };
const S3 = 'arn:aws:s3:::';
const MACRO = { Name: 'Own', Parameters: {} };
const says = (...statements: readonly unknown[]): Parts => ({ statements });
const text = (type: string, fallback?: string): object => ({
  Type: type,
  ...(fallback === undefined ? {} : { Default: fallback }),
});
const withParameter = (parts: Parts, fallback?: string, type = 'String'): Parts => ({
  ...parts,
  parameters: { P: text(type, fallback) },
});
const sub = (body: string, names?: object): unknown => ({ 'Fn::Sub': names === undefined ? body : [body, names] });
const bucket = (name?: unknown): unknown => ({
  Type: 'AWS::S3::Bucket',
  Properties: name === undefined ? {} : { BucketName: name },
});
const bound = (action: string, extra: object = {}): unknown => ({
  Type: 'AWS::IAM::ManagedPolicy',
  ...extra,
  Properties: { PolicyDocument: { Version: '2012-10-17', Statement: [allow(action)] } },
});
const boundary = (value: unknown, resources: Parts['resources'] = {}): Parts => ({
  statements: [allow('s3:*'), allow('ec2:*')],
  role: { PermissionsBoundary: value },
  resources,
});
const B = { Ref: 'B' };
const mapped = (value: string): Parts => ({
  statements: [allow('s3:GetObject', { 'Fn::FindInMap': ['M', region, 'arn'] })],
  mappings: { M: { 'eu-west-1': { arn: value }, 'eu-west-2': { arn: `${S3}x` } } },
});
const named = (parts: Parts, definition: unknown): Parts => ({ ...parts, conditions: { C: definition } });
const READ = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const FULL = 'arn:aws:iam::aws:policy/AmazonS3FullAccess';
const managed = (...arns: readonly unknown[]): Parts => ({ role: { ManagedPolicyArns: arns } });

const NAMED = { 'Fn::Sub': 'arn:aws:dynamodb:eu-west-1:111122223333:table/${T}' };
const withNamed = (rest: Parts): Parts => ({ ...says(allow('dynamodb:*', NAMED)), ...rest });
const withMade = (made: object): Parts => ({
  ...says(allow('*', { 'Fn::GetAtt': ['T', 'Outputs.Arn'] })),
  resources: { T: made },
});

const PAIRS: readonly (readonly [string, before: Parts, after: Parts, there: Result, back: Result])[] = [
  [
    'a condition that means another thing',
    named(says(either('C', allow('ec2:*'))), { 'Fn::Equals': [region, 'a'] }),
    named(says(either('C', allow('ec2:*'))), { 'Fn::Equals': ['a', 'a'] }),
    'unknown',
    'unknown',
  ],
  ['a mapping that is read by region', mapped(`${S3}a/*`), mapped('*'), 'unknown', 'unknown'],
  [
    'the name of a bucket by another default',
    withParameter({ ...says(allow('s3:*', sub('${Files.Arn}/*'))), resources: { Files: bucket(REF) } }, 'a'),
    withParameter({ ...says(allow('s3:*', sub('${Files.Arn}/*'))), resources: { Files: bucket(REF) } }, 'b'),
    'unknown',
    'unknown',
  ],
  [
    'the name of a bucket by a condition that means another thing',
    named(
      { ...says(allow('s3:*', sub('${Files.Arn}/*'))), resources: { Files: bucket(either('C', 'a', 'b')) } },
      { 'Fn::Equals': [region, 'a'] },
    ),
    named(
      { ...says(allow('s3:*', sub('${Files.Arn}/*'))), resources: { Files: bucket(either('C', 'a', 'b')) } },
      { 'Fn::Equals': [region, 'b'] },
    ),
    'unknown',
    'unknown',
  ],
  [
    'a parameter that is looked up',
    withParameter(says(allow('s3:*', REF)), 'a'),
    withParameter(says(allow('s3:*', REF)), 'a', 'AWS::SSM::Parameter::Value<String>'),
    'unknown',
    'unknown',
  ],
  [
    'a parameter without a default in place of a text',
    says(allow('s3:*', `${S3}a`)),
    withParameter(says(allow('s3:*', REF))),
    'new-access',
    'new-access',
  ],
  [
    'two variables in another order',
    { ...says(allow('s3:*', sub(`${S3}\${P}-\${Q}`))), parameters: { P: text('String'), Q: text('String') } },
    { ...says(allow('s3:*', sub(`${S3}\${Q}-\${P}`))), parameters: { P: text('String'), Q: text('String') } },
    'new-access',
    'new-access',
  ],
  [
    'a variable of its own that hides a parameter',
    withParameter(says(allow('s3:*', sub(`${S3}\${P}`)))),
    withParameter(says(allow('s3:*', sub(`${S3}\${P}`, { P: '*' })))),
    'new-access',
    'no-new-access',
  ],
  [
    'the same in two spellings',
    withParameter(says(allow('s3:*', sub(`${S3}\${X}-\${Y}`, { X: REF, Y: region })))),
    withParameter(says(allow('s3:*', { 'Fn::Join': ['', [S3, REF, '-', region]] }))),
    'no-new-access',
    'no-new-access',
  ],
  [
    'a queue by its name in place of its ARN',
    { ...says(allow('sqs:*', { 'Fn::GetAtt': ['Q', 'Arn'] })), resources: { Q: { Type: 'AWS::SQS::Queue' } } },
    { ...says(allow('sqs:*', '*')), resources: { Q: { Type: 'AWS::SQS::Queue' } } },
    'new-access',
    'no-new-access',
  ],
  [
    'every bucket in place of one',
    says(allow('s3:*', `${S3}a/*`)),
    says(allow('s3:*', sub(`${S3}\${x}/*`, { x: '*' }))),
    'new-access',
    'no-new-access',
  ],
  [
    'what a macro brings into a document',
    { role: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [allow('s3:*')] } }] } },
    {
      role: { Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [allow('s3:*')], 'Fn::Transform': MACRO } }] },
    },
    'unknown',
    'unknown',
  ],
  [
    'what a macro brings into a role',
    says(allow('s3:*')),
    { ...says(allow('s3:*')), role: { 'Fn::Transform': MACRO } },
    'unknown',
    'unknown',
  ],
  ['another managed policy', managed(READ), managed(FULL), 'new-access', 'no-new-access'],
  [
    'a managed policy that is not here',
    managed('arn:aws:iam::111122223333:policy/a'),
    managed('arn:aws:iam::111122223333:policy/b'),
    'unknown',
    'unknown',
  ],
  [
    'a managed policy that is not here, in place of all',
    says(allow('*')),
    managed('arn:aws:iam::111122223333:policy/a'),
    'unknown',
    'unknown',
  ],
  [
    'a managed policy of the template in place of one that is not here',
    managed('arn:aws:iam::111122223333:policy/a'),
    { role: { ManagedPolicyArns: [B] }, resources: { B: bound('s3:*') } },
    'unknown',
    'unknown',
  ],
  [
    'a managed policy in place of the same in the role',
    says(allow('s3:*')),
    { role: { ManagedPolicyArns: [B] }, resources: { B: bound('s3:*') } },
    'no-new-access',
    'no-new-access',
  ],
  ['another boundary by its ARN', boundary(READ), boundary(FULL), 'new-access', 'no-new-access'],
  [
    'a boundary that says more',
    boundary(B, { B: bound('s3:*') }),
    boundary(B, { B: bound('ec2:*') }),
    'new-access',
    'new-access',
  ],
  [
    'a boundary that is gone',
    boundary(B, { B: bound('s3:*') }),
    says(allow('s3:*'), allow('ec2:*')),
    'new-access',
    'no-new-access',
  ],
  [
    'a boundary in a branch',
    boundary(B, { B: bound('s3:*') }),
    boundary(either('C', B), { B: bound('s3:*') }),
    'new-access',
    'no-new-access',
  ],
  [
    'a boundary that nobody has here',
    boundary('arn:aws:iam::111122223333:policy/a'),
    boundary('arn:aws:iam::111122223333:policy/b'),
    'unknown',
    'unknown',
  ],
  [
    'a boundary under another name',
    boundary(B, { B: bound('s3:*') }),
    boundary({ Ref: 'Other' }, { Other: bound('s3:*') }),
    'no-new-access',
    'no-new-access',
  ],
  [
    'more than the boundary lets through',
    boundary(B, { B: bound('s3:*') }),
    { ...boundary(B, { B: bound('s3:*') }), statements: [allow('s3:*'), allow('*')] },
    'no-new-access',
    'no-new-access',
  ],
  [
    'a denial that moved under a condition',
    says(allow('*'), deny('iam:*')),
    says(allow('*'), either('C', deny('iam:*'))),
    'new-access',
    'no-new-access',
  ],
  [
    'a denial with other exceptions',
    says(allow('*'), { Effect: 'Deny', NotAction: ['s3:*'], Resource: '*' }),
    says(allow('*'), { Effect: 'Deny', NotAction: ['s3:*', either('C', 'ec2:*')], Resource: '*' }),
    'new-access',
    'no-new-access',
  ],
  [
    'an effect by a parameter',
    withParameter(says(allow('*'), { ...deny('iam:*'), Effect: REF }), 'Deny'),
    withParameter(says(allow('*')), 'Deny'),
    'unknown',
    'unknown',
  ],
  [
    'an import of another name',
    says(allow('s3:*', { 'Fn::ImportValue': 'a' })),
    says(allow('s3:*', { 'Fn::ImportValue': 'b' })),
    'new-access',
    'new-access',
  ],
  [
    'another type of what is referred to',
    { ...says(allow('*', { Ref: 'T' })), resources: { T: { Type: 'AWS::SNS::Topic' } } },
    {
      ...says(allow('*', { Ref: 'T' })),
      resources: { T: { Type: 'AWS::StepFunctions::StateMachine', Properties: { DefinitionString: '{}' } } },
    },
    'new-access',
    'new-access',
  ],
  [
    'a parameter that becomes a resource of its name',
    withNamed({ parameters: { T: { Type: 'String', Default: 'orders' } } }),
    withNamed({ resources: { T: { Type: 'AWS::DynamoDB::Table' } } }),
    'unknown',
    'unknown',
  ],
  [
    'a name that leads to nothing any more',
    withNamed({ parameters: { T: { Type: 'String' } } }),
    withNamed({}),
    'unknown',
    'unknown',
  ],
  [
    'a pattern that a parameter need no longer fit',
    withNamed({ parameters: { T: { Type: 'String', AllowedPattern: '[a-z]+' } } }),
    withNamed({ parameters: { T: { Type: 'String' } } }),
    'unknown',
    'unknown',
  ],
  [
    'other properties of what tells the resource',
    withMade({ Type: 'Custom::Lookup', Properties: { Name: 'orders' } }),
    withMade({ Type: 'Custom::Lookup', Properties: { Name: '*' } }),
    'unknown',
    'unknown',
  ],
  [
    'another stack that tells the resource',
    withMade({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/a.yaml' } }),
    withMade({ Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: 'https://example.com/b.yaml' } }),
    'unknown',
    'unknown',
  ],
  [
    'a condition key of another case',
    says(allow('s3:*', '*', { Condition: { StringEquals: { 'aws:PrincipalOrgID': 'a' } } })),
    says(allow('s3:*', '*', { Condition: { StringEquals: { 'AWS:principalorgid': 'a' } } })),
    'no-new-access',
    'no-new-access',
  ],
];

describe.each(['sam', 'cloudformation'] as const)('policy compare on %s', (language) => {
  it.each(PAIRS)('%s', (_, before, after, there, back) => {
    expect([comparePair(before, after, language), comparePair(after, before, language)]).toEqual([there, back]);
    expect(comparePair(after, after, language)).toBe('no-new-access');
  });
});

describe('a role that turns on a condition', () => {
  const trust = {
    Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
  };
  const role = (...statements: readonly unknown[]): unknown => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trust,
      Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
    },
  });
  const arn = (id: string): unknown => ({ 'Fn::GetAtt': [id, 'Arn'] });
  const chosen = (
    second: readonly unknown[],
    fallback = 'a',
    condition: unknown = { 'Fn::Equals': [region, 'a'] },
  ): Parts => ({
    role: { Role: either('C', arn('First'), arn('Second')) },
    resources: { First: role(allow('s3:*')), Second: role(...second) },
    parameters: { P: text('String', fallback) },
    conditions: { C: condition },
  });

  it('counts with each of its branches', () => {
    const plain = chosen([allow('s3:*')]);
    expect(comparePair(plain, plain, 'sam')).toBe('no-new-access');
    expect(comparePair(plain, chosen([allow('*')]), 'sam')).toBe('unknown');
    expect(comparePair(plain, chosen([allow('s3:*')], 'a', { 'Fn::Equals': ['a', 'a'] }), 'sam')).toBe('unknown');
    const named = (fallback: string): Parts => chosen([allow('s3:*', sub(`${S3}\${P}/*`))], fallback);
    expect(comparePair(named('a'), named('b'), 'sam')).toBe('unknown');
  });
});
