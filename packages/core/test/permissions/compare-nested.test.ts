import { describe, expect, it } from 'vitest';
import { compareAccess, type FunctionAccess } from '../../src/permissions/compare-access.ts';
import { analyseTemplate } from './analyse-template.ts';

interface Stack {
  readonly root?: string;
  readonly arn?: string;
  readonly fallback?: string;
  readonly condition?: string;
  readonly more?: string;
  /** The resource of a statement of the nested stack. */
  readonly own?: string;
}

const toParent = (stack: Stack): string => `
Parameters: { Name: { Type: String, Default: ${stack.fallback ?? 'a'} } }
Conditions: { IsOpen: ${stack.condition ?? '!Equals [!Ref AWS::Region, eu-west-1]'} }
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Child:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: ./child.yaml, Parameters: { Arn: ${stack.arn ?? 'arn:aws:s3:::a/*'} } }
${stack.more ?? ''}`;

const toChild = (stack: Stack): string => `Transform: AWS::Serverless-2016-10-31
Parameters: { Arn: { Type: String } }
Resources:
  Orders: { Type: AWS::DynamoDB::Table }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: 'sts:AssumeRole' }] }
      Policies: [{ PolicyName: p, PolicyDocument: { Statement: [{ Effect: Allow, Action: ['s3:*', 'dynamodb:*'], Resource: ${stack.own ?? '!Ref Arn'} }] } }]
  Fn:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs22.x, CodeUri: ., Role: !GetAtt Role.Arn }
Outputs:
  Role: { Value: !Ref Role }
`;

function read(stack: Stack): FunctionAccess {
  const file = stack.root ?? 'template.yaml';
  const { application, permissions } = analyseTemplate(
    toParent(stack),
    {},
    {
      file,
      files: { 'child.yaml': toChild(stack) },
    },
  );
  const own = permissions.find((one) => one.function.id === 'Fn');
  if (own === undefined) throw new Error('no function');
  return { application, permissions: own };
}

const compare = (before: Stack, after: Stack): string => compareAccess(read(before), read(after)).result;

const EITHER = "!If [IsOpen, '*', 'arn:aws:s3:::a/*']";
const NAMED = "!Sub 'arn:aws:s3:::${Name}/*'";
const attach = (resource: string, condition = ''): string => `
  More:
    Type: AWS::IAM::Policy
${condition}    Properties:
      PolicyName: more
      Roles: [!GetAtt Child.Outputs.Role]
      PolicyDocument: { Statement: [{ Effect: Allow, Action: 'dynamodb:*', Resource: ${resource} }] }
`;

describe('policy compare on nested stacks', () => {
  it.each<readonly [string, Stack, Stack, string, string]>([
    ['what the parent gives', {}, { arn: "'*'" }, 'new-access', 'unknown'],
    ['a condition of the parent', { arn: EITHER }, { arn: EITHER, condition: '!Equals [a, a]' }, 'unknown', 'unknown'],
    ['a default of the parent', { arn: NAMED }, { arn: NAMED, fallback: "'*'" }, 'unknown', 'unknown'],
    ['a condition that is not used', {}, { condition: '!Equals [a, a]' }, 'no-new-access', 'no-new-access'],
    ['a policy of the parent', {}, { more: attach('!GetAtt Orders.Arn') }, 'new-access', 'no-new-access'],
    [
      'a table of the parent, of the same name',
      { own: '!GetAtt Orders.Arn' },
      { own: '!GetAtt Orders.Arn', more: attach('!GetAtt Orders.Arn') },
      'new-access',
      'no-new-access',
    ],
    [
      'a policy of the parent under a condition',
      { more: attach('!GetAtt Orders.Arn', '    Condition: IsOpen\n') },
      { more: attach('!GetAtt Orders.Arn') },
      'new-access',
      'no-new-access',
    ],
    ['another name of the file', { arn: EITHER }, { arn: EITHER, root: 'main.yaml' }, 'no-new-access', 'no-new-access'],
    [
      'another name of the file and another condition',
      { arn: EITHER },
      { arn: EITHER, root: 'main.yaml', condition: '!Equals [a, a]' },
      'unknown',
      'unknown',
    ],
  ])('tells %s', (_, before, after, there, back) => {
    expect([compare(before, after), compare(after, before)]).toEqual([there, back]);
    expect(compare(after, after)).toBe('no-new-access');
  });
});
