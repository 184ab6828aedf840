import type { CodeValue } from '../../../src/app/code-value.ts';
import type { ResourceTarget } from '../../../src/aws/need.ts';

type Names = Readonly<Record<string, CodeValue | undefined>>;

export const table = (whole: CodeValue, index?: CodeValue): ResourceTarget => ({
  kind: 'resource',
  prefix: 'dynamodb',
  resourceType: index === undefined ? 'table' : 'index',
  arn: `arn:\${Partition}:dynamodb:\${Region}:\${Account}:table/\${TableName}${index === undefined ? '' : '/index/${IndexName}'}`,
  names: index === undefined ? {} : { IndexName: index },
  cfnTypes: ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  whole,
  wholeName: 'TableName',
});

export const bucket = (whole: CodeValue): ResourceTarget => ({
  kind: 'resource',
  prefix: 's3',
  resourceType: 'bucket',
  arn: 'arn:${Partition}:s3:::${BucketName}',
  names: {},
  cfnTypes: ['AWS::S3::Bucket'],
  whole,
  wholeName: 'BucketName',
});

export const object = (whole: CodeValue, key?: CodeValue): ResourceTarget => ({
  ...bucket(whole),
  resourceType: 'object',
  arn: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}',
  names: { ObjectName: key },
});

export const queue = (whole: CodeValue): ResourceTarget => ({
  kind: 'resource',
  prefix: 'sqs',
  resourceType: 'queue',
  arn: 'arn:${Partition}:sqs:${Region}:${Account}:${QueueName}',
  names: {},
  cfnTypes: ['AWS::SQS::Queue'],
  whole,
  wholeName: 'QueueName',
  wholeForm: 'url',
});

const typed =
  (service: string, type: string, path: string, placeholder: string, cfnTypes: readonly string[], wholeName?: string) =>
  (whole: CodeValue, names: Names = {}): ResourceTarget => ({
    kind: 'resource',
    prefix: service,
    resourceType: type,
    arn: `arn:\${Partition}:${service}:\${Region}:\${Account}:${path}\${${placeholder}}`,
    names,
    cfnTypes,
    whole,
    wholeName: wholeName ?? placeholder,
    wholeForm: wholeName === undefined ? 'arn' : 'name',
  });

export const topic = typed('sns', 'topic', '', 'TopicName', ['AWS::SNS::Topic']);
export const functionTarget = typed(
  'lambda',
  'function',
  'function:',
  'FunctionName',
  ['AWS::Lambda::Function'],
  'FunctionName',
);
export const secret = typed(
  'secretsmanager',
  'Secret',
  'secret:',
  'SecretId',
  ['AWS::SecretsManager::Secret'],
  'SecretId',
);
export const ssmParameter = typed(
  'ssm',
  'parameter',
  'parameter/',
  'ParameterNameWithoutLeadingSlash',
  ['AWS::SSM::Parameter'],
  'ParameterNameWithoutLeadingSlash',
);
export const stateMachine = typed('states', 'statemachine', 'stateMachine:', 'StateMachineName', [
  'AWS::StepFunctions::StateMachine',
]);
export const eventBus = typed(
  'events',
  'event-bus',
  'event-bus/',
  'EventBusName',
  ['AWS::Events::EventBus'],
  'EventBusName',
);
export const key = typed('kms', 'key', 'key/', 'KeyId', ['AWS::KMS::Key'], 'KeyId');
export const mailIdentity = (whole: CodeValue): ResourceTarget => ({
  ...typed('ses', 'identity', 'identity/', 'IdentityName', ['AWS::SES::EmailIdentity'], 'IdentityName')(whole),
  isMailAddress: true,
});
