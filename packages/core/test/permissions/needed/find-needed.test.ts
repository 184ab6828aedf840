import { describe, expect, it } from 'vitest';
import type { LambdaFunction } from '../../../src/app/function.ts';
import type { SdkCall } from '../../../src/app/sdk-call.ts';
import { readApplication } from '../../../src/iac/index.ts';
import type { NeededPermission } from '../../../src/permissions/function-permissions.ts';
import { findNeeded, type Needed } from '../../../src/permissions/needed/find-needed.ts';
import { createMemoryHost } from '../../memory-host.ts';
import { at, call, env, facts, runtime } from './builders.ts';

const HEAD = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Resources:
`;

/** Needs of the function `Fn` of a template whose resources are given. */
function find(resources: string, ...calls: readonly SdkCall[]): Needed & { readonly fn: LambdaFunction } {
  const app = readApplication(createMemoryHost({ 'template.yaml': `${HEAD}${resources}` }));
  const fn = app.functions.find((f) => f.id === 'Fn');
  if (fn === undefined) throw new Error('no function Fn');
  return { ...findNeeded(fn, facts(...calls), app), fn };
}

const FN = `  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs20.x
      Handler: app.handler
      CodeUri: src/
`;

const arnsOf = (found: Needed, action: string): string[] =>
  found.needed.filter((n) => n.action === action).flatMap((n) => n.resources.map((r) => r.arn));
const actionsOf = (found: Needed, origin: NeededPermission['origin']): string[] =>
  found.needed.filter((n) => n.origin === origin).map((n) => n.action);

describe('what the code needs', () => {
  const resources = `${FN}      Environment:
        Variables: { TABLE: !Ref Orders, BUCKET: !Ref Uploads, QUEUE: !Ref Jobs }
  Orders: { Type: AWS::DynamoDB::Table }
  Uploads: { Type: AWS::S3::Bucket }
  Jobs: { Type: AWS::SQS::Queue }
`;
  it('is each action once, with its resources and call sites', () => {
    const found = find(
      resources,
      call('dynamodb', 'GetItem', { TableName: env('TABLE') }, { at: at(3) }),
      call('dynamodb', 'GetItem', { TableName: env('TABLE') }, { at: at(7) }),
      call('dynamodb', 'Query', { TableName: env('TABLE'), IndexName: 'byDate' }),
      call('s3', 'GetObject', { Bucket: env('BUCKET'), Key: runtime }),
      call('sqs', 'SendMessage', { QueueUrl: env('QUEUE') }),
    );
    expect(found.needed.filter((n) => n.action === 'dynamodb:GetItem')).toMatchObject([
      {
        resources: [
          {
            arn: '${Orders.Arn}',
            expression: { 'Fn::GetAtt': ['Orders', 'Arn'] },
            logicalId: 'Orders',
            scope: 'exact',
          },
        ],
        origin: 'code',
        calls: [{ operation: 'dynamodb:GetItem', at: { line: 3 } }, { at: { line: 7 } }],
      },
    ]);
    expect(arnsOf(found, 'dynamodb:Query')).toEqual(['${Orders.Arn}/index/byDate']);
    expect(arnsOf(found, 's3:GetObject')).toEqual(['${Uploads.Arn}/*']);
    expect(arnsOf(found, 'sqs:SendMessage')).toEqual(['${Jobs.Arn}']);
    expect(found.unresolved).toEqual([]);
  });

  it('leaves out calls with the credentials of another role', () => {
    const found = find(
      resources,
      call('sts', 'AssumeRole', { RoleArn: 'arn:aws:iam::123456789012:role/other' }),
      call('s3', 'PutObject', { Bucket: env('BUCKET') }, { credentials: 'other' }),
    );
    expect(actionsOf(found, 'code')).toEqual(['sts:AssumeRole']);
    expect(arnsOf(found, 'sts:AssumeRole')).toEqual(['arn:aws:iam::123456789012:role/other']);
  });

  it('reports a variable that the template does not set', () => {
    const found = find(resources, call('dynamodb', 'GetItem', { TableName: env('MISSING') }));
    expect(found.unresolved).toMatchObject([{ why: 'the environment variable MISSING is not set in the template' }]);
    expect(found.needed[0]?.resources[0]?.scope).toBe('wildcard');
  });

  it('drops what a wider need of the same action holds', () => {
    const found = find(
      resources,
      call('dynamodb', 'GetItem', { TableName: 'users' }),
      call('dynamodb', 'GetItem', { TableName: runtime }),
    );
    expect(arnsOf(found, 'dynamodb:GetItem')).toEqual([
      'arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/*',
    ]);
  });
});

describe('what Lambda does with the role', () => {
  it('polls the sources of the function', () => {
    const found = find(`${FN}      Events:
        Jobs: { Type: SQS, Properties: { Queue: !GetAtt Jobs.Arn } }
        Changes: { Type: DynamoDB, Properties: { Stream: !GetAtt Orders.StreamArn, StartingPosition: LATEST } }
  Orders: { Type: AWS::DynamoDB::Table }
  Jobs: { Type: AWS::SQS::Queue }
`);
    expect(actionsOf(found, 'trigger')).toEqual([
      'sqs:ReceiveMessage',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'dynamodb:DescribeStream',
      'dynamodb:GetRecords',
      'dynamodb:GetShardIterator',
      'dynamodb:ListStreams',
    ]);
    expect(arnsOf(found, 'sqs:ReceiveMessage')).toEqual(['${Jobs.Arn}']);
    expect(arnsOf(found, 'dynamodb:GetRecords')).toEqual(['${Orders.StreamArn}']);
    expect(arnsOf(found, 'dynamodb:ListStreams')).toEqual(['*']);
  });

  it('writes the log without a reference from the role to its function', () => {
    expect(arnsOf(find(FN), 'logs:PutLogEvents')).toEqual([
      'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/${AWS::StackName}-Fn*:*',
    ]);
    expect(arnsOf(find(`${FN}      FunctionName: orders\n`), 'logs:PutLogEvents')).toEqual([
      'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:/aws/lambda/orders:*',
    ]);
    const grouped = `${FN}      LoggingConfig: { LogGroup: !Ref Log }\n  Log: { Type: AWS::Logs::LogGroup }\n`;
    expect(arnsOf(find(grouped), 'logs:PutLogEvents')).toEqual(['${Log.Arn}']);
  });

  it('makes network interfaces, traces and dead letters', () => {
    const found = find(`${FN}      Tracing: Active
      VpcConfig: { SubnetIds: [subnet-1], SecurityGroupIds: [sg-1] }
      DeadLetterQueue: { Type: SNS, TargetArn: !Ref Failed }
  Failed: { Type: AWS::SNS::Topic }
`);
    expect(actionsOf(found, 'vpc')).toContain('ec2:CreateNetworkInterface');
    expect(actionsOf(found, 'tracing')).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords']);
    expect(actionsOf(found, 'dead-letter')).toEqual(['sns:Publish']);
    expect(arnsOf(found, 'sns:Publish')).toEqual(['${Failed}']);
  });

  it("uses a customer's key where the template names one for the very resource", () => {
    const found = find(
      `${FN}      Environment: { Variables: { QUEUE: !Ref Jobs, BUCKET: !Ref Uploads, TOPIC: !Ref News } }
  Key: { Type: AWS::KMS::Key }
  Jobs: { Type: AWS::SQS::Queue, Properties: { KmsMasterKeyId: !Ref Key } }
  News: { Type: AWS::SNS::Topic, Properties: { KmsMasterKeyId: alias/aws/sns } }
  Uploads:
    Type: AWS::S3::Bucket
    Properties:
      BucketEncryption:
        ServerSideEncryptionConfiguration:
          - ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: !GetAtt Key.Arn }
`,
      call('sqs', 'SendMessage', { QueueUrl: env('QUEUE') }),
      call('s3', 'GetObject', { Bucket: env('BUCKET') }),
      call('sns', 'Publish', { TopicArn: env('TOPIC') }),
    );
    const keys = found.needed.filter((n) => n.origin === 'kms');
    const via = (service: string): unknown => ({
      StringEquals: { 'kms:ViaService': { 'Fn::Sub': `${service}.\${AWS::Region}.amazonaws.com` } },
    });
    expect(keys).toMatchObject([
      { action: 'kms:Decrypt', resources: [{ arn: '${Key.Arn}' }], condition: via('sqs') },
      { action: 'kms:GenerateDataKey', resources: [{ arn: '${Key.Arn}' }], condition: via('sqs') },
      { action: 'kms:Decrypt', resources: [{ arn: '${Key.Arn}' }], condition: via('s3') },
    ]);
  });
});

describe('a resource that refers to the function', () => {
  const bucket = (name: string): string => `${FN}      Events:
        Upload: { Type: S3, Properties: { Bucket: !Ref Uploads, Events: 's3:ObjectCreated:*' } }
  Uploads: { Type: AWS::S3::Bucket${name} }
`;
  const read = call('s3', 'GetObject', { Bucket: { kind: 'event', path: ['Records', '[]', 's3', 'bucket', 'name'] } });
  const first = (found: Needed): unknown => found.needed.find((n) => n.action === 's3:GetObject')?.resources[0];

  it('is named without a circle from the role back to it', () => {
    expect(first(find(bucket(''), read))).toMatchObject({
      arn: 'arn:${AWS::Partition}:s3:::${Uploads}/*',
      expression: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::*-uploads*/*' },
      logicalId: 'Uploads',
      scope: 'exact',
    });
    expect(first(find(bucket(', Properties: { BucketName: !Sub "${AWS::StackName}-in" }'), read))).toMatchObject({
      expression: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${AWS::StackName}-in/*' },
    });
  });
});

describe('parts of a state machine and of a log group', () => {
  it('are named by its name', () => {
    const found = find(
      `${FN}      Environment: { Variables: { FLOW: !Ref Flow, LOG: !Ref Log } }
  Flow: { Type: AWS::Serverless::StateMachine, Properties: { DefinitionUri: flow.json } }
  Log: { Type: AWS::Logs::LogGroup }
`,
      call('sfn', 'StartExecution', { stateMachineArn: env('FLOW') }),
      call('sfn', 'DescribeExecution', {
        executionArn: {
          kind: 'result',
          service: 'sfn',
          operation: 'StartExecution',
          path: ['executionArn'],
          args: { kind: 'object', open: false, fields: new Map([['stateMachineArn', env('FLOW')]]) },
        },
      }),
      call('cloudwatch-logs', 'PutRetentionPolicy', { logGroupName: env('LOG') }),
      call('cloudwatch-logs', 'GetLogEvents', { logGroupName: env('LOG'), logStreamName: runtime }),
    );
    expect(arnsOf(found, 'states:StartExecution')).toEqual(['${Flow}']);
    expect(arnsOf(found, 'states:DescribeExecution')).toEqual([
      'arn:${AWS::Partition}:states:${AWS::Region}:${AWS::AccountId}:execution:${Flow.Name}:*',
    ]);
    expect(arnsOf(found, 'logs:PutRetentionPolicy')).toEqual(['${Log.Arn}']);
    expect(arnsOf(found, 'logs:GetLogEvents')).toEqual([
      'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:${Log}:log-stream:*',
    ]);
  });
});

describe('an action that the tables do not hold', () => {
  it('is needed possibly, and said to be unresolved', () => {
    const found = find(FN, call('s3', 'InventSomething', { Bucket: 'b' }));
    expect(found.needed[0]).toMatchObject({ action: 's3:InventSomething', confidence: 'possible' });
    expect(found.unresolved).toHaveLength(1);
  });
});

describe('a variable whose name is known in part', () => {
  it('is each of the function that fits', () => {
    const found = find(
      `${FN}      Environment:
        Variables: { TABLE_A: !Ref A, TABLE_B: !Ref B, BUCKET: !Ref C }
  A: { Type: AWS::DynamoDB::Table }
  B: { Type: AWS::DynamoDB::Table }
  C: { Type: AWS::S3::Bucket }
`,
      call('dynamodb', 'GetItem', { TableName: env('TABLE_*') }),
    );
    expect(arnsOf(found, 'dynamodb:GetItem').toSorted()).toEqual(['${A.Arn}', '${B.Arn}']);
    expect(find(FN, call('dynamodb', 'GetItem', { TableName: env('TABLE_*') })).unresolved).toHaveLength(1);
  });
});

describe('an emulator', () => {
  it.each([
    ['http://localhost:8000', 0],
    ['http://dynamodb:8000', 0],
    ['https://dynamodb.eu-west-1.amazonaws.com', 1],
    ['https://vpce-1.dynamodb.eu-west-1.vpce.amazonaws.com', 1],
  ])('at %s asks for %i permissions', (value, count) => {
    const endpoint = { kind: 'const', value } as const;
    const found = find(FN, call('dynamodb', 'GetItem', { TableName: 'T' }, { endpoint }));
    expect(actionsOf(found, 'code')).toHaveLength(count);
  });
});
