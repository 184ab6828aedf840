import { describe, expect, it } from 'vitest';
import { findOperation, findPaginator, findWaiter, listOperations } from '../../src/aws/operations.ts';
import { findService, findServiceByClientClass, iamPrefixOf, listServices } from '../../src/aws/services.ts';

describe('findService', () => {
  it.each([
    ['js-v3', '@aws-sdk/client-sfn', 'sfn'],
    ['js-v3', 'cognito-identity-provider', 'cognito-identity-provider'],
    ['js-v3', '@aws-sdk/client-bedrock-runtime', 'bedrock-runtime'],
    ['js-v3', '@aws-sdk/client-s3vectors', 's3vectors'],
    ['js-v3', '@aws-sdk/client-transcribe-streaming', 'transcribe-streaming'],
    ['js-v3', '@aws-sdk/lib-storage', undefined],
    ['js-v2', 'StepFunctions', 'sfn'],
    ['js-v2', 'DynamoDB.DocumentClient', 'dynamodb'],
    ['js-v2', 'aws-sdk/clients/dynamodb.js', 'dynamodb'],
    ['js-v2', 'AWS.CognitoIdentityServiceProvider', 'cognito-identity-provider'],
    ['js-v2', 'EventBridge', 'eventbridge'],
    ['js-v2', 'CloudWatchLogs', 'cloudwatch-logs'],
    ['boto3', 'stepfunctions', 'sfn'],
    ['boto3', 'logs', 'cloudwatch-logs'],
    ['boto3', 'events', 'eventbridge'],
    ['boto3', 'scheduler', 'scheduler'],
    ['boto3', 'toString', undefined],
  ] as const)('%s %s is %s', (sdk, name, service) => {
    expect(findService(sdk, name)).toBe(service);
  });

  it('knows the clients of the JS SDK v3 by class', () => {
    expect(findServiceByClientClass('SFNClient')).toBe('sfn');
    expect(findServiceByClientClass('S3')).toBe('s3');
    expect(findServiceByClientClass('ApiGatewayManagementApiClient')).toBe('apigatewaymanagementapi');
    expect(findServiceByClientClass('CloudWatchLogsClient')).toBe('cloudwatch-logs');
    expect(findServiceByClientClass('PrismaClient')).toBeUndefined();
  });

  it('knows the IAM prefix where it is not the key', () => {
    const prefixes = [
      'eventbridge',
      'sfn',
      'cognito-identity-provider',
      'cloudwatch-logs',
      'apigatewaymanagementapi',
      'bedrock-runtime',
      'cloudwatch',
      'timestream-query',
      'opensearch',
      'pinpoint',
      'iot-data-plane',
    ];
    expect(prefixes.map(iamPrefixOf)).toEqual([
      'events',
      'states',
      'cognito-idp',
      'logs',
      'execute-api',
      'bedrock',
      'cloudwatch',
      'timestream',
      'es',
      'mobiletargeting',
      'iot',
    ]);
  });
});

describe('findOperation', () => {
  it('reads every spelling', () => {
    for (const spelling of ['getItem', 'get_item', 'GetItem'])
      expect(findOperation('dynamodb', spelling)).toBe('GetItem');
    expect(findOperation('s3', 'list_objects_v2')).toBe('ListObjectsV2');
    expect(findOperation('cloudfront', 'createInvalidation')).toBe('CreateInvalidation');
    expect(findOperation('dynamodb', 'constructor')).toBeUndefined();
    expect(findOperation('no-such-service', 'getItem')).toBeUndefined();
  });

  it('finds paginators and waiters', () => {
    expect(findPaginator('s3', 'paginateListObjectsV2')).toBe('ListObjectsV2');
    expect(findPaginator('dynamodb', 'query')).toBe('Query');
    expect(findPaginator('dynamodb', 'put_item')).toBeUndefined();
    for (const waiter of ['bucket_exists', 'bucketExists', 'waitUntilBucketExists']) {
      expect(findWaiter('s3', waiter)).toBe('HeadBucket');
    }
    expect(findWaiter('s3', 'nothing')).toBeUndefined();
  });

  it('round-trips each operation through boto3 spelling', () => {
    for (const service of listServices()) {
      for (const operation of listOperations(service)) {
        const snake = operation.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
        expect(findOperation(service, snake)?.toLowerCase()).toBe(operation.toLowerCase());
      }
    }
  });
});
