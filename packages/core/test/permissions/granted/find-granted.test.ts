import { describe, expect, it } from 'vitest';
import { toText } from '../../../src/app/expression.ts';
import type { GrantedStatement } from '../../../src/permissions/function-permissions.ts';
import { analyseTemplate } from '../analyse-template.ts';

const sam = (policies: string, more = ''): string => `Transform: AWS::Serverless-2016-10-31
Conditions:
  Wide: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Orders:
    Type: AWS::Serverless::SimpleTable
  Jobs:
    Type: AWS::SQS::Queue
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: python3.12
${policies}${more}`;

const role = (body: string, more = ''): string => `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
${body}  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Role: !GetAtt Role.Arn
${more}`;

/** `kind name: actions on resources`, without what SAM adds to every function. */
const granted = (text: string): string[] =>
  analyseTemplate(text, {})
    .first.granted.filter((s) => s.origin.name !== 'AWSLambdaBasicExecutionRole')
    .map(spell);

function spell(s: GrantedStatement): string {
  const actions = `${s.effect === 'Deny' ? 'deny ' : ''}${s.notAction ? 'all but ' : ''}${s.actions.join(' ')}`;
  const resources = `${s.notResource ? 'all but ' : ''}${s.resources.map(toText).join(' ')}`;
  return `${s.origin.kind} ${s.origin.name}@${s.origin.at.line}: ${actions} on ${resources}`;
}

const TABLE = 'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${Orders}';

describe('what a function is granted', () => {
  it('reads inline statements in every form', () => {
    const policies = `      Policies:
        - Statement:
            - Effect: Allow
              Action: dynamodb:GetItem
              Resource: !GetAtt Orders.Arn
            - Effect: Deny
              NotAction: [s3:GetObject]
              NotResource: !Sub '\${Orders.Arn}/*'
`;
    expect(granted(sam(policies))).toEqual([
      'inline FnRole@16: dynamodb:GetItem on ${Orders.Arn}',
      'inline FnRole@19: deny all but s3:GetObject on all but ${Orders.Arn}/*',
    ]);
  });

  it('expands policy templates with their parameters', () => {
    expect(
      granted(sam('      Policies:\n        - DynamoDBReadPolicy:\n            TableName: !Ref Orders\n')),
    ).toEqual([expect.stringMatching(/^policy-template DynamoDBReadPolicy@15: dynamodb:GetItem /)]);
    const [statement] = granted(sam('      Policies:\n        - DynamoDBReadPolicy: { TableName: !Ref Orders }\n'));
    expect(statement?.endsWith(` on ${TABLE} ${TABLE}/index/*`)).toBe(true);
  });

  it.each([
    'AmazonSQSReadOnlyAccess',
    'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess',
    '!Sub arn:${AWS::Partition}:iam::aws:policy/AmazonSQSReadOnlyAccess',
  ])('expands the managed policy %s', (name) => {
    const [statement] = granted(sam(`      Policies: [${name.replace(/^!Sub (.*)/, "!Sub '$1'")}]\n`));
    expect(statement).toMatch(/^managed-aws AmazonSQSReadOnlyAccess@14: sqs:GetQueueAttributes .* on \*$/);
  });

  it('expands what a role lists, what is attached to it, and managed policies of the tree', () => {
    const text = role(
      `      ManagedPolicyArns: [!Ref Own, arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess]
      Policies:
        - PolicyName: first
          PolicyDocument: { Statement: { Effect: Allow, Action: 's3:*', Resource: '*' } }
`,
      `  Own:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Statement: [{ Effect: Allow, Action: 'sns:Publish', Resource: '*' }] }
  More:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: more
      Roles: [!Ref Role]
      PolicyDocument: { Statement: [{ Effect: Allow, Action: 'kms:Decrypt', Resource: '*' }] }
`,
    );
    expect(granted(text).map((s) => s.replace(/: (\S+).*/, ': $1'))).toEqual([
      'inline first@9: s3:*',
      'managed-customer Own@17: sns:Publish',
      'managed-aws AmazonSQSReadOnlyAccess@6: sqs:GetQueueAttributes',
      'inline more@23: kms:Decrypt',
    ]);
  });

  it('reads connectors', () => {
    const connectors = `    Connectors:
      Table: { Properties: { Destination: { Id: Orders }, Permissions: [Read] } }
      Queue: { Properties: { Destination: { Id: Jobs }, Permissions: [Write] } }
`;
    expect(granted(sam('', connectors)).map((s) => s.replace(/:\d*.*: (\S+).* on /, ' $1 on '))).toEqual([
      expect.stringMatching(/^connector .*dynamodb:GetItem.* on \$\{Orders.Arn\} \$\{Orders.Arn\}\/index\/\*$/),
      expect.stringMatching(/^connector .*sqs:.* on \$\{Jobs.Arn\}$/),
    ]);
  });

  it('marks what SAM adds', () => {
    const { first } = analyseTemplate(
      sam('      Tracing: Active\n      DeadLetterQueue: { Type: SQS, TargetArn: !GetAtt Jobs.Arn }\n'),
      {},
    );
    expect(new Set(first.granted.map((s) => s.origin.kind))).toEqual(new Set(['implicit']));
    expect(first.granted.map((s) => s.origin.name)).toEqual(
      expect.arrayContaining(['AWSLambdaBasicExecutionRole', 'AWSXrayWriteOnlyAccess', 'DeadLetterQueuePolicy']),
    );
  });

  it('tells the branch of a condition, and what it cannot read', () => {
    const policies = `      Policies:
        - !If [Wide, AmazonSQSFullAccess, AmazonSQSReadOnlyAccess]
        - !Ref Unknown
        - Nothing: { Name: x }
`;
    const { first } = analyseTemplate(sam(policies), {});
    expect(first.granted.map((s) => s.onlyIf)).toContainEqual([{ condition: 'Wide', holds: true }]);
    expect(first.unresolved.map((u) => u.what)).toEqual(['managed policy ${Unknown}', 'policy template Nothing']);
    expect(first.missing).toEqual([]);
  });
});
