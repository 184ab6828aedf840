import { describe, expect, it, vi } from 'vitest';
import { scanFiles } from './scan-files.ts';

// Each test scans an application: slow on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const CODE = `import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
const db = new DynamoDBClient({});
const TableName = process.env.ORDERS;
export const handler = async ({ id }) => {
  await db.send(new GetItemCommand({ TableName, Key: { id } }));
  await db.send(new PutItemCommand({ TableName, Item: { id } }));
};
`;

/** A function that gets and puts items of the table Orders, with one statement, as SAM and as CloudFormation have it. */
const asSam = (statement: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::SimpleTable
    Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      Timeout: 10
      Environment: { Variables: { ORDERS: !Ref Orders } }
      Policies:
        - DynamoDBReadPolicy: { TableName: !Ref Orders }
        - DynamoDBWritePolicy: { TableName: !Ref Orders }
        - Statement: [${statement}]
`;

const asCloudFormation = (statement: string): string => `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }
  WorkRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
      Policies:
        - PolicyName: needs
          PolicyDocument:
            Statement:
              - { Effect: Allow, Action: [dynamodb:GetItem, dynamodb:PutItem], Resource: !GetAtt Orders.Arn }
        - PolicyName: judged
          PolicyDocument:
            Statement: [${statement}]
  Work:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      Timeout: 10
      Role: !GetAtt WorkRole.Arn
      Code: .
      Environment: { Variables: { ORDERS: !Ref Orders } }
`;

const cases: readonly (readonly [statement: string, rules: readonly string[]])[] = [
  [`{ Effect: Allow, Action: '*', Resource: '*' }`, ['PERM001']],
  [`{ Effect: Allow, Action: ['*', 'dynamodb:*', iam:PassRole, s3:PutObject], Resource: '*' }`, ['PERM001']],
  [`{ Effect: Allow, Action: '*', Resource: !GetAtt Orders.Arn }`, ['PERM002']],
  [`{ Effect: Allow, Action: 'dynamodb:*', Resource: '*' }`, ['PERM002']],
  [`{ Effect: Allow, Action: ['dynamodb:*', 's3:*'], Resource: '*' }`, ['PERM002']],
  [`{ Effect: Allow, Action: ['sqs:*', s3:PutObject], Resource: '*' }`, ['PERM002', 'PERM003']],
  [`{ Effect: Allow, Action: ['iam:*'], Resource: '*' }`, ['PERM002']],
  [`{ Effect: Allow, Action: [iam:PassRole], Resource: '*' }`, ['PERM007']],
  [`{ Effect: Allow, Action: [iam:PassRole, s3:PutObject], Resource: '*' }`, ['PERM003', 'PERM007']],
  [`{ Effect: Allow, Action: [dynamodb:GetItem], Resource: '*' }`, ['PERM015']],
  [`{ Effect: Allow, Action: [dynamodb:GetItem, dynamodb:DeleteTable], Resource: '*' }`, ['PERM015']],
  [`{ Effect: Allow, Action: [dynamodb:DeleteTable], Resource: '*' }`, ['PERM003']],
  [`{ Effect: Allow, Action: [dynamodb:DescribeTable], Resource: '*' }`, ['PERM004']],
  [`{ Effect: Allow, Action: [dynamodb:DeleteTable], Resource: !GetAtt Orders.Arn }`, ['PERM004']],
  [`{ Effect: Allow, Action: [dynamodb:DropTable], Resource: '*' }`, ['PERM017']],
  [
    `{ Effect: Allow, Action: [dynamodb:DeletItem, dynamodb:DeleteTable], Resource: !GetAtt Orders.Arn }`,
    ['PERM004', 'PERM017'],
  ],
  [`{ Effect: Allow, Action: [dynamodb:DeleteTable], Resource: arn:aws:s3:::orders }`, ['PERM017']],
  [`{ Effect: Allow, Action: [cloudwatch:PutMetricData], Resource: '*' }`, ['PERM004']],
  [`{ Effect: Allow, Action: [logs:CreateLogGroup, logs:PutLogEvents], Resource: '*' }`, []],
  [`{ Effect: Allow, NotAction: 'iam:*', Resource: !GetAtt Orders.Arn }`, ['PERM010']],
  [
    `{ Effect: Deny, Action: ['*', 'dynamodb:*', iam:PassRole, s3:PutObject, dynamodb:DropTable], Resource: '*' }`,
    ['PERM005'],
  ],
];

describe.each([
  ['SAM', asSam],
  ['CloudFormation', asCloudFormation],
] as const)('what speaks for a statement of %s', (_, toTemplate) => {
  it.each(cases)('%s', async (statement, rules) => {
    const { findings } = await scanFiles({ 'template.yaml': toTemplate(statement), 'app.mjs': CODE });
    expect(findings.map((finding) => finding.rule).toSorted()).toEqual(rules);
  });
});

describe('one cause', () => {
  it('is one finding that names every function', async () => {
    const functions = ['A', 'B', 'C', 'D', 'E'].map(
      (id) => `  ${id}:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      Timeout: 10
      Role: !GetAtt Shared.Arn
      Code: .
`,
    );
    const template = `Resources:
  Shared:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
      Policies:
        - PolicyName: all
          PolicyDocument: { Statement: [{ Effect: Allow, Action: 's3:*', Resource: '*' }] }
${functions.join('')}`;
    const code = 'export const handler = async () => 1;';
    const { findings } = await scanFiles({ 'template.yaml': template, 'app.mjs': code });
    expect(findings.map((finding) => finding.rule)).toEqual(['PERM002']);
    const named = findings[0]?.trace?.map((step) => step.message).join(' ') ?? '';
    for (const id of ['A', 'B', 'C', 'D', 'E']) expect(named).toContain(`function ${id}`);
  });
});

describe('a managed policy of AWS that allows everything', () => {
  const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Open:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Timeout: 10
      InlineCode: exports.handler = async () => 'open';
      Policies:
        - Statement: [{ Effect: Allow, Action: 'sqs:*', Resource: '*' }]
        - PowerUserAccess
        - AdministratorAccess
`;

  it('is as critical as the statement would be, and comes first', async () => {
    const { findings } = await scanFiles({ 'template.yaml': template });
    expect(findings.map((f) => [f.rule, f.severity])).toEqual([
      ['PERM009', 'critical'],
      ['PERM002', 'high'],
      ['PERM009', 'high'],
    ]);
    expect(findings[0]?.message).toContain('AdministratorAccess');
    expect(findings[2]?.why).toMatch(/every service but iam, organizations/);
  });
});
