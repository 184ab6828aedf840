import { describe, expect, it } from 'vitest';
import { constant } from '../../src/app/code-value.ts';
import type { CodeValue } from '../../src/app/code-value.ts';
import { concat, env, event, list, object, showNeeds } from './code-values.ts';

type Case = readonly [
  service: string,
  operation: string,
  args: Readonly<Record<string, CodeValue | string>>,
  ...needs: string[],
];

const CASES: readonly Case[] = [
  ['sqs', 'SendMessage', { QueueUrl: env('Q') }, 'sqs:SendMessage sqs:::<Q>'],
  ['sqs', 'SendMessageBatch', { QueueUrl: env('Q') }, 'sqs:SendMessage sqs:::<Q>'],
  [
    'sqs',
    'DeleteMessageBatch',
    { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/jobs' },
    'sqs:DeleteMessage sqs:eu-west-1:111122223333:jobs',
  ],
  ['sqs', 'ChangeMessageVisibilityBatch', { QueueUrl: event }, 'sqs:ChangeMessageVisibility sqs:::<event>'],
  ['sqs', 'GetQueueUrl', { QueueName: 'jobs', QueueOwnerAWSAccountId: env('A') }, 'sqs:GetQueueUrl sqs::<A>:jobs'],
  ['sns', 'Publish', { PhoneNumber: event }, 'sns:Publish *'],
  ['sns', 'Publish', { TopicArn: env('T') }, 'sns:Publish sns:::<T>'],
  ['sns', 'Publish', { TargetArn: env('T') }, 'sns:Publish sns:::<T>'],
  ['sns', 'PublishBatch', { TopicArn: env('T') }, 'sns:Publish sns:::<T>'],
  ['sfn', 'StartExecution', { stateMachineArn: env('M') }, 'states:StartExecution states:::stateMachine:<M>'],
  ['sfn', 'StartSyncExecution', { stateMachineArn: env('M') }, 'states:StartSyncExecution states:::stateMachine:<M>'],
  ['lambda', 'Invoke', { FunctionName: env('F') }, 'lambda:InvokeFunction lambda:::function:<F>'],
  [
    'lambda',
    'Invoke',
    { FunctionName: env('F'), Qualifier: 'live' },
    'lambda:InvokeFunction lambda:::function:<F>:live',
  ],
  [
    'lambda',
    'InvokeAsync',
    { FunctionName: '111122223333:function:f:live' },
    'lambda:InvokeFunction lambda::111122223333:function:f:live',
  ],
  [
    'lambda',
    'InvokeWithResponseStream',
    { FunctionName: 'arn:aws:lambda:us-east-1:111122223333:function:f' },
    'lambda:InvokeFunction aws:lambda:us-east-1:111122223333:function:f',
  ],
  [
    'lambda',
    'GetFunctionConfiguration',
    { FunctionName: event },
    'lambda:GetFunctionConfiguration lambda:::function:<event>',
  ],
  [
    'secrets-manager',
    'GetSecretValue',
    { SecretId: 'app/db' },
    'secretsmanager:GetSecretValue secretsmanager:::secret:app/db-??????',
  ],
  [
    'secrets-manager',
    'GetSecretValue',
    { SecretId: env('S') },
    'secretsmanager:GetSecretValue secretsmanager:::secret:<S>',
  ],
  [
    'secrets-manager',
    'GetSecretValue',
    { SecretId: 'arn:aws:secretsmanager:us-east-1:1:secret:db-AbC123' },
    'secretsmanager:GetSecretValue aws:secretsmanager:us-east-1:1:secret:db-AbC123',
  ],
  [
    'secrets-manager',
    'BatchGetSecretValue',
    { SecretIdList: list(env('S')) },
    'secretsmanager:BatchGetSecretValue *',
    'secretsmanager:GetSecretValue secretsmanager:::secret:<S>',
  ],
  ['ssm', 'GetParameter', { Name: '/app/key' }, 'ssm:GetParameter ssm:::parameter/app/key'],
  [
    'ssm',
    'GetParameter',
    { Name: 'key', WithDecryption: constant(true) },
    'ssm:GetParameter ssm:::parameter/key',
    '?kms:Decrypt kms:::key/*',
  ],
  [
    'ssm',
    'GetParametersByPath',
    { Path: '/app/' },
    'ssm:GetParametersByPath ssm:::parameter/app',
    'ssm:GetParametersByPath ssm:::parameter/app/*',
  ],
  ['kms', 'GenerateDataKeyWithoutPlaintext', { KeyId: env('K') }, 'kms:GenerateDataKeyWithoutPlaintext kms:::key/<K>'],
  // Which key it is of, the template may tell.
  ['kms', 'Encrypt', { KeyId: 'alias/orders' }, 'kms:Encrypt kms:::key/alias/orders'],
  ['kms', 'Decrypt', {}, 'kms:Decrypt kms:::key/*'],
  [
    'kms',
    'ReEncrypt',
    { DestinationKeyId: env('K') },
    'kms:ReEncryptFrom kms:::key/*',
    'kms:ReEncryptTo kms:::key/<K>',
  ],
  [
    'eventbridge',
    'PutEvents',
    { Entries: list(object({ EventBusName: env('B') }), object({ Source: 's' })) },
    'events:PutEvents events:::event-bus/<B>',
    'events:PutEvents events:::event-bus/default',
  ],
  ['eventbridge', 'PutEvents', { Entries: event }, 'events:PutEvents events:::event-bus/*'],
  ['eventbridge', 'PutRule', { Name: 'r', EventBusName: env('B') }, 'events:PutRule events:::rule/<B>/r'],
  ['cloudwatch-events', 'DeleteRule', { Name: 'r' }, 'events:DeleteRule events:::rule/r'],
  [
    'scheduler',
    'CreateSchedule',
    { Name: event, Target: object({ RoleArn: env('R') }) },
    'scheduler:CreateSchedule scheduler:::schedule/default/<event>',
    'iam:PassRole iam:::role/<R>',
  ],
  ['cloudwatch-logs', 'FilterLogEvents', { logGroupName: env('G') }, 'logs:FilterLogEvents logs:::log-group:<G>:*'],
  [
    'cloudwatch-logs',
    'PutRetentionPolicy',
    { logGroupName: event },
    'logs:PutRetentionPolicy logs:::log-group:<event>',
  ],
  [
    'cloudwatch-logs',
    'PutLogEvents',
    { logGroupName: '/a', logStreamName: event },
    'logs:PutLogEvents logs:::log-group:/a:log-stream:<event>',
  ],
  ['cloudwatch-logs', 'DescribeLogGroups', {}, 'logs:DescribeLogGroups *'],
  [
    'cloudwatch-logs',
    'PutSubscriptionFilter',
    { logGroupName: 'g', roleArn: env('R'), destinationArn: env('D') },
    'logs:PutSubscriptionFilter logs:::log-group:g:*',
    'iam:PassRole iam:::role/<R>',
  ],
  ['ses', 'SendEmail', { Source: env('FROM') }, 'ses:SendEmail ses:::identity/<FROM>'],
  [
    'ses',
    'SendEmail',
    { Source: 'Shop <no-reply@example.com>' },
    'ses:SendEmail ses:::identity/no-reply@example.com',
    'ses:SendEmail ses:::identity/example.com',
  ],
  [
    'ses',
    'SendTemplatedEmail',
    { Source: event, Template: 't' },
    'ses:SendTemplatedEmail ses:::identity/<event>',
    'ses:SendTemplatedEmail ses:::template/t',
  ],
  [
    'sesv2',
    'SendEmail',
    { FromEmailAddress: event, Content: object({ Raw: event }) },
    'ses:SendRawEmail ses:::identity/<event>',
    'ses:SendEmail ses:::identity/<event>',
  ],
  ['sts', 'GetCallerIdentity', {}],
  ['sts', 'AssumeRole', { RoleArn: env('R') }, 'sts:AssumeRole iam:::role/<R>'],
  [
    'bedrock-runtime',
    'Converse',
    { modelId: 'us.anthropic.claude' },
    'bedrock:InvokeModel bedrock:*::foundation-model/anthropic.claude',
    'bedrock:InvokeModel bedrock:::inference-profile/us.anthropic.claude',
  ],
  [
    'bedrock-runtime',
    'ConverseStream',
    { modelId: 'amazon.nova' },
    'bedrock:InvokeModelWithResponseStream bedrock:::foundation-model/amazon.nova',
  ],
  [
    'textract',
    'AnalyzeDocument',
    { Document: object({ S3Object: object({ Bucket: env('B'), Name: event }) }) },
    'textract:AnalyzeDocument *',
    's3:GetObject s3:::<B>/*',
  ],
  ['rekognition', 'DetectLabels', { Image: object({ Bytes: event }) }, 'rekognition:DetectLabels *'],
  [
    'rekognition',
    'IndexFaces',
    { CollectionId: 'c', Image: object({ S3Object: object({ Bucket: 'b', Name: 'k' }) }) },
    'rekognition:IndexFaces rekognition:::collection/c',
    's3:GetObject s3:::b/k',
  ],
  [
    'transcribe',
    'StartTranscriptionJob',
    { Media: object({ MediaFileUri: concat('s3://', env('B'), '/', event) }), OutputBucketName: env('O') },
    'transcribe:StartTranscriptionJob *',
    's3:GetObject s3:::<B>/*',
    's3:PutObject s3:::<O>/*',
  ],
  [
    'rds-data',
    'ExecuteStatement',
    { resourceArn: env('C'), secretArn: env('S') },
    'rds-data:ExecuteStatement rds:::cluster:<C>',
    'secretsmanager:GetSecretValue secretsmanager:::secret:<S>',
  ],
  [
    'ecs',
    'RunTask',
    { taskDefinition: 'family' },
    'ecs:RunTask ecs:::task-definition/family:*',
    'iam:PassRole iam:::role/*',
  ],
  [
    'ecs',
    'RunTask',
    { taskDefinition: env('T'), overrides: object({ taskRoleArn: env('R') }) },
    'ecs:RunTask ecs:::task-definition/<T>',
    'iam:PassRole iam:::role/<R>',
  ],
  [
    'batch',
    'SubmitJob',
    { jobDefinition: env('D'), jobQueue: env('Q') },
    'batch:SubmitJob batch:::job-definition/<D>',
    'batch:SubmitJob batch:::job-queue/<Q>',
  ],
  [
    'timestream-write',
    'WriteRecords',
    { DatabaseName: 'd', TableName: 't' },
    'timestream:WriteRecords timestream:::database/d/table/t',
    'timestream:DescribeEndpoints *',
  ],
  ['iot-data-plane', 'Publish', { topic: concat('a/', event) }, 'iot:Publish iot:::topic/a/<event>'],
  ['api-gateway', 'GetRestApi', { restApiId: env('A') }, 'apigateway:GET apigateway:::/restapis/<A>'],
  [
    'appconfigdata',
    'StartConfigurationSession',
    { ApplicationIdentifier: 'a', EnvironmentIdentifier: 'e', ConfigurationProfileIdentifier: 'p' },
    'appconfig:StartConfigurationSession appconfig:::application/a/environment/e/configuration/p',
  ],
];

describe('what AWS asks for', () => {
  it.each(CASES.map((each) => [each[0], each[1], each] as const))(
    '%s %s %#',
    (service, operation, [, , args, ...needs]) => {
      expect(showNeeds(service, operation, args)).toEqual(needs);
    },
  );
});

describe('calls that stand for another', () => {
  const result = (service: string, operation: string, args: CodeValue): CodeValue => ({
    kind: 'result',
    service,
    operation,
    path: ['x'],
    args,
  });

  it('follows an execution to its state machine', () => {
    const executionArn = result('sfn', 'StartExecution', object({ stateMachineArn: env('M') }));
    expect(showNeeds('sfn', 'DescribeExecution', { executionArn })).toEqual([
      'states:DescribeExecution states:::execution:<M>:*',
    ]);
  });

  it('follows a query to its workgroup, and a token to its configuration', () => {
    const QueryExecutionId = result('athena', 'StartQueryExecution', object({ WorkGroup: env('W') }));
    expect(showNeeds('athena', 'GetQueryResults', { QueryExecutionId })).toEqual([
      'athena:GetQueryResults athena:::workgroup/<W>',
    ]);
    const session = { ApplicationIdentifier: 'a', EnvironmentIdentifier: 'e', ConfigurationProfileIdentifier: 'p' };
    const ConfigurationToken = result('appconfigdata', 'StartConfigurationSession', object(session));
    expect(showNeeds('appconfigdata', 'GetLatestConfiguration', { ConfigurationToken })).toEqual([
      'appconfig:GetLatestConfiguration appconfig:::application/a/environment/e/configuration/p',
    ]);
    expect(showNeeds('appconfigdata', 'GetLatestConfiguration', session)).toEqual([
      'appconfig:GetLatestConfiguration appconfig:::application/a/environment/e/configuration/p',
    ]);
    expect(showNeeds('appconfigdata', 'GetLatestConfiguration', { ConfigurationToken: event })).toEqual([
      'appconfig:GetLatestConfiguration appconfig:::application/*/environment/*/configuration/*',
    ]);
  });

  it('needs only the workgroup for certain when a query starts', () => {
    const needs = showNeeds('athena', 'StartQueryExecution', { QueryString: event });
    expect(needs.filter((n) => !n.startsWith('?'))).toEqual(['athena:StartQueryExecution athena:::workgroup/primary']);
  });

  it('Athena writes results with the rights of its caller, who reads them again', () => {
    const ResultConfiguration = object({ OutputLocation: concat('s3://', env('B'), '/athena/') });
    const QueryExecutionId = result('athena', 'StartQueryExecution', object({ ResultConfiguration }));
    const list = (operation: string, args: Parameters<typeof showNeeds>[2]): string[] =>
      showNeeds('athena', operation, args).filter((n) => !n.startsWith('?'));
    expect(list('StartQueryExecution', { ResultConfiguration })).toEqual([
      'athena:StartQueryExecution athena:::workgroup/primary',
      's3:PutObject s3:::<B>/athena/<unknown>',
      's3:GetBucketLocation s3:::<B>',
    ]);
    expect(list('GetQueryResults', { QueryExecutionId })).toEqual([
      'athena:GetQueryResults athena:::workgroup/primary',
      's3:GetObject s3:::<B>/athena/<unknown>',
    ]);
    expect(list('GetQueryExecution', { QueryExecutionId })).toEqual([
      'athena:GetQueryExecution athena:::workgroup/primary',
    ]);
  });
});

describe('API Gateway addresses', () => {
  it.each([
    [
      concat('https://', env('API'), '.execute-api.', env('AWS_REGION'), '.amazonaws.com/', env('STAGE')),
      'execute-api:<AWS_REGION>::<API>/<STAGE>',
    ],
    [concat('https://', event, '/', event), 'execute-api:::<event>/<event>'],
    [constant('https://abc.execute-api.us-east-1.amazonaws.com/prod'), 'execute-api:us-east-1::abc/prod'],
    [env('ENDPOINT'), 'execute-api:::<ENDPOINT>/*'],
  ])('calls back WebSocket clients %#', (endpoint, api) => {
    const more = { endpoint };
    expect(showNeeds('apigatewaymanagementapi', 'PostToConnection', {}, more)).toEqual([
      `execute-api:ManageConnections ${api}/POST/@connections/*`,
    ]);
    expect(showNeeds('apigatewaymanagementapi', 'DeleteConnection', {}, more)).toEqual([
      `execute-api:ManageConnections ${api}/DELETE/@connections/*`,
    ]);
  });

  it('signs requests', () => {
    const url = concat(env('URL'), '/orders/', event);
    expect(showNeeds('execute-api', 'Invoke', { url, method: 'get' })).toEqual([
      'execute-api:Invoke execute-api:::<URL>/*/GET/orders/<event>',
    ]);
    expect(showNeeds('execute-api', 'Invoke', { url: concat(env('URL'), event), method: 'GET' })).toEqual([
      'execute-api:Invoke execute-api:::<URL>/*/GET/*',
    ]);
    expect(showNeeds('lambda-url', 'InvokeFunctionUrl', { url: 'https://abc.lambda-url.eu-west-1.on.aws/' })).toEqual([
      'lambda:InvokeFunctionUrl lambda:::function:*',
    ]);
    expect(showNeeds('es-http', 'Http', { url: env('URL'), method: 'PUT' })).toEqual([
      'es:ESHttpPut es:::domain/<URL>/*',
    ]);
    const domain = 'https://search-orders-abcdefghijklmnopqrstuvwxyz.eu-west-1.es.amazonaws.com/x/_search';
    expect(showNeeds('es-http', 'Http', { url: domain, method: 'post' })).toEqual([
      'es:ESHttpPost es:::domain/orders/*',
    ]);
    expect(showNeeds('aoss-http', 'Http', { url: 'abc123.us-east-1.aoss.amazonaws.com' })).toEqual([
      'aoss:APIAccessAll aoss:::collection/abc123',
    ]);
    expect(showNeeds('appsync-graphql', 'GraphQL', { url: env('URL') })).toEqual([
      'appsync:GraphQL appsync:::apis/<URL>/*',
    ]);
  });
});
