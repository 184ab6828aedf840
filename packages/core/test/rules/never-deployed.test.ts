import { describe, expect, it } from 'vitest';
import { scanFiles } from './scan-files.ts';

const CHILD = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Stage: { Type: String }
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Open:
    Type: AWS::Serverless::Function
    Condition: IsProd
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: exports.handler = async () => 1
      FunctionUrlConfig: { AuthType: NONE }
      Policies:
        - Statement: [{ Effect: Allow, Action: '*', Resource: '*' }]
`;

const parent = (...stages: readonly string[]): string => `Resources:
${stages
  .map(
    (stage, index) => `  Stack${index}:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: child.yaml, Parameters: { Stage: ${stage} } }
`,
  )
  .join('')}`;

const find = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  const { findings } = await scanFiles(files, ['EVT002', 'PERM001']);
  return findings.map(({ rule }) => rule);
};

const toSharing = (condition: string): string => `Transform: AWS::Serverless-2016-10-31
Conditions:
  Never: !Equals [a, b]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: alerts
          PolicyDocument: { Statement: [{ Effect: Allow, Action: sns:Publish, Resource: !Ref Alerts }] }
  Alerts: { Type: AWS::SNS::Topic }
  Idle:
    Type: AWS::Serverless::Function
    ${condition}
    Properties:
      Role: !GetAtt Role.Arn
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: exports.handler = async () => 1
  Publisher:
    Type: AWS::Serverless::Function
    Properties:
      Role: !GetAtt Role.Arn
      Runtime: nodejs22.x
      Handler: index.handler
      Environment: { Variables: { ALERTS: !Ref Alerts } }
      InlineCode: |
        const { SNSClient, PublishCommand } = require('@aws-sdk/client-sns');
        exports.handler = () => new SNSClient().send(new PublishCommand({ TopicArn: process.env.ALERTS, Message: '1' }));
`;

describe('what is never deployed', () => {
  it('is not judged where the only stack gives a value that rules it out', async () => {
    expect(await find({ 'parent.yaml': parent('dev'), 'child.yaml': CHILD })).toEqual([]);
  });

  it.each([
    ['the stack deploys it', { 'parent.yaml': parent('prod'), 'child.yaml': CHILD }],
    ['one of two stacks may', { 'parent.yaml': parent('dev', 'prod'), 'child.yaml': CHILD }],
    ['nobody says', { 'child.yaml': CHILD }],
    [
      'only the usual environment is without it',
      {
        'child.yaml': CHILD,
        'samconfig.toml': 'version = 0.1\n[default.deploy.parameters]\nparameter_overrides = "Stage=dev"\n',
      },
    ],
  ])('is told apart from what may be: %s', async (_, files) => {
    expect(await find(files)).toEqual(['PERM001', 'EVT002']);
  });

  it('shares no role with what is', async () => {
    const { findings } = await scanFiles({ 'template.yaml': toSharing('Condition: Never') }, ['PERM011']);
    expect(findings).toEqual([]);
    expect((await scanFiles({ 'template.yaml': toSharing('') }, ['PERM011'])).findings).toHaveLength(1);
  });
});
