import { describe, expect, it, vi } from 'vitest';
import { scanFiles } from './scan-files.ts';

vi.setConfig({ testTimeout: 60_000 });

const template = (policy: string): string => `Transform: AWS::Serverless-2016-10-31
Resources:
  Orders:
    Type: AWS::Serverless::SimpleTable
    Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: app.handler
      Timeout: 10
      Environment: { Variables: { TABLE: !Ref Orders } }
      Policies:
${policy}`;

const STATEMENT = `        - Statement:
            - { Effect: Allow, Action: [dynamodb:GetItem, dynamodb:PutItem], Resource: !GetAtt Orders.Arn }
`;

const code = (start: string): string => `${start}
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
const client = new DynamoDBClient({});
export const handler = async (event) => {
  await client.send(new GetItemCommand({ TableName: process.env.TABLE, Key: { id: { S: event.id } } }));
  await save(event);
};
`;

const KNOWN = 'const save = () => {};';
const LOST = "import { save } from './store.js';";

describe('what is not known', () => {
  it('makes excess uncertain, which is said, and has no fix', async () => {
    const files = { 'template.yaml': template(STATEMENT), 'app.js': code(LOST) };
    const { findings, permissions } = await scanFiles(files);
    expect(permissions[0]?.doubt).toBe('something in the code of Fn is not resolved and may need more');
    expect(findings).toMatchObject([
      { rule: 'PERM004', confidence: 'possible', message: expect.stringMatching(/^no known call/) },
    ]);
    expect(findings[0]?.why).toMatch(/Not certain: something in the code of Fn is not resolved/);
    expect(findings[0]?.fix).toBeUndefined();
  });

  it('leaves excess certain where all is known', async () => {
    const files = { 'template.yaml': template(STATEMENT), 'app.js': code(KNOWN) };
    const { findings, permissions } = await scanFiles(files);
    expect(permissions[0]?.doubt).toBeUndefined();
    expect(findings).toMatchObject([
      { rule: 'PERM004', confidence: 'certain', message: expect.stringMatching(/never uses/) },
    ]);
    expect(findings[0]?.fix).toBeDefined();
  });

  it('takes the fix from a policy template that is too wide for all that is known', async () => {
    const policy = '        - DynamoDBCrudPolicy: { TableName: !Ref Orders }\n';
    const { findings } = await scanFiles({ 'template.yaml': template(policy), 'app.js': code(LOST) });
    expect(findings).toMatchObject([{ rule: 'PERM006', confidence: 'possible' }]);
    expect(findings[0]?.fix).toBeUndefined();
  });

  it('of one function makes the excess of a role uncertain for all that share it', async () => {
    const shared = `Resources:
  Orders:
    Type: AWS::DynamoDB::Table
    Properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      ManagedPolicyArns: [arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
      Policies:
        - PolicyName: orders
          PolicyDocument:
            Statement: [{ Effect: Allow, Action: [dynamodb:GetItem, dynamodb:PutItem], Resource: !GetAtt Orders.Arn }]
${['known', 'lost']
  .map(
    (name) => `  ${name}:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: ${name}.handler, Code: ., Role: !GetAtt Role.Arn, Timeout: 10 }
`,
  )
  .join('')}`;
    const { permissions, findings } = await scanFiles({
      'template.yaml': shared,
      'known.js': code(KNOWN),
      'lost.js': code(LOST),
    });
    expect(permissions.map((p) => [p.complete, p.doubt])).toEqual([
      [true, 'something in the code of lost is not resolved and may need more'],
      [false, 'something in the code of lost is not resolved and may need more'],
    ]);
    expect(findings.every((f) => f.fix === undefined)).toBe(true);
  });
});
