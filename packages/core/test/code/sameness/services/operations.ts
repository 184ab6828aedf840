import type { Input, ServiceNames, ServiceOperation } from './dialects.ts';

const define = (key: string, v2: string, v3: string, boto3: string): ServiceNames => ({ key, v2, v3, boto3 });
const S3 = define('s3', 'S3', 'S3', 's3');
const SQS = define('sqs', 'SQS', 'SQS', 'sqs');
const SNS = define('sns', 'SNS', 'SNS', 'sns');
const KMS = define('kms', 'KMS', 'KMS', 'kms');
const SSM = define('ssm', 'SSM', 'SSM', 'ssm');
const SECRETS = define('secrets-manager', 'SecretsManager', 'SecretsManager', 'secretsmanager');
const EVENTS = define('eventbridge', 'EventBridge', 'EventBridge', 'events');
const STATES = define('sfn', 'StepFunctions', 'SFN', 'stepfunctions');
const LAMBDA = define('lambda', 'Lambda', 'Lambda', 'lambda');
const KINESIS = define('kinesis', 'Kinesis', 'Kinesis', 'kinesis');
const SES = define('ses', 'SES', 'SES', 'ses');
const SES_V2 = define('sesv2', 'SESV2', 'SESv2', 'sesv2');
const COGNITO = define(
  'cognito-identity-provider',
  'CognitoIdentityServiceProvider',
  'CognitoIdentityProvider',
  'cognito-idp',
);
const DYNAMODB = define('dynamodb', 'DynamoDB', 'DynamoDB', 'dynamodb');
const FIREHOSE = define('firehose', 'Firehose', 'Firehose', 'firehose');
const SCHEDULER = define('scheduler', 'Scheduler', 'Scheduler', 'scheduler');
const REKOGNITION = define('rekognition', 'Rekognition', 'Rekognition', 'rekognition');

const call = (
  service: ServiceNames,
  operation: string,
  input: Readonly<Record<string, Input>>,
): readonly [string, ServiceOperation] => [`${service.key} ${operation}`, { service, operation, input }];

const message = { Destination: { ToAddresses: ['a@example.com'] }, Message: { Subject: { Data: 's' } } };

/** Operations that functions call most, with what their permissions rest on. */
export const OPERATIONS: readonly (readonly [string, ServiceOperation])[] = [
  call(S3, 'CopyObject', { Bucket: '$TO', CopySource: '/from/key', Key: 'k' }),
  call(S3, 'HeadObject', { Bucket: '$BUCKET', Key: 'k' }),
  call(S3, 'ListObjectsV2', { Bucket: '$BUCKET', Prefix: 'in/' }),
  call(S3, 'DeleteObjects', { Bucket: '$BUCKET', Delete: { Objects: [{ Key: 'a' }, { Key: 'b' }] } }),
  call(S3, 'PutBucketCors', { Bucket: '$BUCKET' }),
  call(SQS, 'SendMessageBatch', { QueueUrl: '$QUEUE', Entries: [{ Id: '1', MessageBody: 'm' }] }),
  call(SQS, 'ChangeMessageVisibility', { QueueUrl: '$QUEUE', ReceiptHandle: 'r', VisibilityTimeout: 0 }),
  call(SNS, 'Publish', { TopicArn: '$TOPIC', Message: 'm' }),
  call(EVENTS, 'PutEvents', { Entries: [{ EventBusName: '$BUS', Source: 's', DetailType: 't', Detail: '{}' }] }),
  call(KMS, 'GenerateDataKey', { KeyId: '$KEY', KeySpec: 'AES_256' }),
  call(SECRETS, 'GetSecretValue', { SecretId: '$SECRET' }),
  call(SSM, 'GetParametersByPath', { Path: '/app/', Recursive: true, WithDecryption: true }),
  call(STATES, 'StartExecution', { stateMachineArn: '$MACHINE', input: '{}' }),
  call(STATES, 'SendTaskSuccess', { taskToken: 't', output: '{}' }),
  call(LAMBDA, 'Invoke', { FunctionName: '$FUNCTION', InvocationType: 'Event' }),
  call(KINESIS, 'PutRecords', { StreamName: '$STREAM', Records: [{ PartitionKey: 'p', Data: 'd' }] }),
  call(FIREHOSE, 'PutRecordBatch', { DeliveryStreamName: '$STREAM', Records: [{ Data: 'd' }] }),
  call(SES, 'SendEmail', { Source: '$FROM', ...message }),
  call(SES, 'SendTemplatedEmail', { Source: '$FROM', Template: 'welcome', TemplateData: '{}' }),
  call(SES_V2, 'SendEmail', { FromEmailAddress: '$FROM', Content: { Simple: { Subject: { Data: 's' } } } }),
  call(COGNITO, 'AdminCreateUser', { UserPoolId: '$POOL', Username: 'u' }),
  call(COGNITO, 'ListUsers', { UserPoolId: '$POOL' }),
  call(SCHEDULER, 'CreateSchedule', { Name: 'n', GroupName: '$GROUP', Target: { Arn: '$FUNCTION', RoleArn: '$ROLE' } }),
  call(REKOGNITION, 'DetectLabels', { Image: { S3Object: { Bucket: '$BUCKET', Name: 'k' } } }),
  call(DYNAMODB, 'TransactWriteItems', { TransactItems: [{ Put: { TableName: '$TABLE', Item: { id: { S: '1' } } } }] }),
  call(DYNAMODB, 'ExecuteStatement', { Statement: 'SELECT * FROM "orders"' }),
];
