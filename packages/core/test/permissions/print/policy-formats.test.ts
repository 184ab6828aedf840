import { describe, expect, it } from 'vitest';
import { POLICY_FORMATS } from '../../../src/permissions/print/policy-formats.ts';
import { analyseTemplate, type Analysed } from '../analyse-template.ts';

const template = `Transform: AWS::Serverless-2016-10-31
Parameters:
  BusArn: { Type: String }
  Stage: { Type: String, Default: dev }
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
  Uploads:
    Type: AWS::S3::Bucket
  Logs:
    Type: AWS::S3::Bucket
    Properties: { BucketName: !Sub 'logs-\${Stage}' }
  Read:
    Type: AWS::Serverless::Function
    Properties: { Handler: app.handler, Runtime: nodejs20.x }
`;

const analysed = (): Analysed =>
  analyseTemplate(template, {
    Read: [
      ['dynamodb:Query', 'Orders.Arn'],
      ['dynamodb:GetItem', 'Orders.Arn'],
      ['s3:PutObject', '${Logs.Arn}/*'],
      ['s3:GetObject', '${Uploads.Arn}/*'],
      ['events:PutEvents', 'BusArn'],
      ['ssm:GetParameter', 'arn:${AWS::Partition}:ssm:${AWS::Region}:${AWS::AccountId}:parameter/${!x}/${Stage}'],
      ['sts:GetFederationToken', '*'],
    ],
  });

const print = (format: keyof typeof POLICY_FORMATS, options = {}): string => {
  const { permissions, application } = analysed();
  return POLICY_FORMATS[format](permissions, application, options);
};

describe('the smallest policy in each language', () => {
  it('prints SAM', () => {
    expect(print('sam')).toBe(`# template.yaml
Resources:
  Read:
    Properties:
      Policies:
        - Version: '2012-10-17'
          Statement:
            - Sid: DynamoDBOrders
              Effect: Allow
              Action:
                - dynamodb:GetItem
                - dynamodb:Query
              Resource: !GetAtt Orders.Arn
            - Sid: EventsBusArn
              Effect: Allow
              Action:
                - events:PutEvents
              Resource: !Ref BusArn
            - Sid: S3Uploads
              Effect: Allow
              Action:
                - s3:GetObject
              Resource: !Sub \${Uploads.Arn}/*
            - Sid: S3Logs
              Effect: Allow
              Action:
                - s3:PutObject
              Resource: !Sub \${Logs.Arn}/*
            - Sid: SSM
              Effect: Allow
              Action:
                - ssm:GetParameter
              Resource: !Sub arn:\${AWS::Partition}:ssm:\${AWS::Region}:\${AWS::AccountId}:parameter/\${!x}/\${Stage}
            - Sid: Sts
              Effect: Allow
              Action:
                - sts:GetFederationToken
              Resource: '*'
`);
  });

  it('prints a role of CloudFormation that keeps the basic policy', () => {
    const text = print('cloudformation');
    expect(text).toContain('  ReadRole:\n    Type: AWS::IAM::Role\n');
    expect(text).toContain('- !Sub arn:${AWS::Partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole\n');
    expect(text).toContain('        - PolicyName: ReadRoleNeeds\n          PolicyDocument:\n            Version');
  });

  it('prints IAM with wildcards for what only a stack knows', () => {
    const document = JSON.parse(print('iam', { region: 'eu-west-1' })) as { Statement: { Resource: string }[] };
    expect(document.Statement.map((s) => s.Resource)).toEqual([
      'arn:aws:dynamodb:eu-west-1:*:table/*Orders*',
      '*',
      'arn:aws:s3:::*uploads*/*',
      'arn:aws:s3:::logs-*/*',
      'arn:aws:ssm:eu-west-1:*:parameter/*/*',
      '*',
    ]);
  });

  it('prints Terraform with the sources and variables that it needs', () => {
    const text = print('terraform');
    expect(text).toContain('resources = [aws_dynamodb_table.orders.arn]');
    expect(text).toContain('resources = ["${aws_s3_bucket.logs.arn}/*"]');
    expect(text).toContain('variable "bus_arn" {\n  type = string\n}\n');
    expect(text).toContain('data "aws_caller_identity" "current" {}\n');
    expect(text).toContain('parameter/$${x}/${var.stage}"]');
  });

  it('prints the CDK', () => {
    const text = print('cdk');
    expect(text).toContain("import { Fn } from 'aws-cdk-lib';\nimport * as iam from 'aws-cdk-lib/aws-iam';\n");
    expect(text).toContain("resources: [Fn.getAtt('Orders', 'Arn').toString()],");
    expect(text).toContain("resources: [Fn.sub('${Uploads.Arn}/*')],");
  });
});

describe('what only CloudFormation can fill in', () => {
  const printed = (format: keyof typeof POLICY_FORMATS, ...resources: readonly string[]): string => {
    const needs = { Read: [['execute-api:Invoke', ...resources]] } as const;
    const { permissions, application } = analyseTemplate(template, needs);
    return POLICY_FORMATS[format](permissions, application);
  };

  it('is a variable in Terraform', () => {
    const text = printed(
      'terraform',
      'arn:aws:execute-api:*:*:{{resolve:ssm:/app/ApiId:2}}/*',
      '{{resolve:ssm:ApiArn}}*',
    );
    expect(text).toContain('"arn:aws:execute-api:*:*:${var.app_api_id}/*",');
    expect(text).toContain('"${var.api_arn}*",');
    expect(text).toContain('variable "app_api_id" {');
    expect(text).not.toContain('resolve');
  });

  it('is open in an ARN of IAM, which still names the service', () => {
    const { Statement } = JSON.parse(printed('iam', '${BusArn}/*/GET/*')) as { Statement: { Resource: string }[] };
    expect(Statement[0]?.Resource).toBe('arn:aws:execute-api:*:*:*/*/GET/*');
  });
});
