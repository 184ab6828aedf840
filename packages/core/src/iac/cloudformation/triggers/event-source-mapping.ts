import { findResource } from '../../../app/follow-value.ts';
import type { TriggerKind } from '../../../app/trigger.ts';
import { toText } from '../../../app/expression.ts';
import type { Value } from '../../../app/value.ts';
import { findEntry } from '../../../app/value.ts';
import type { TriggerReader, TriggerScope } from './trigger-reader.ts';
import { toSpecs } from './trigger-reader.ts';

/** By the CloudFormation type of the source. */
const KIND_BY_TYPE: readonly (readonly [RegExp, TriggerKind])[] = [
  [/^AWS::SQS::/, 'sqs'],
  [/^AWS::Kinesis::/, 'kinesis'],
  [/^AWS::(?:DynamoDB::|Serverless::SimpleTable)/, 'dynamodb-stream'],
  [/^AWS::MSK::/, 'msk'],
  [/^AWS::AmazonMQ::/, 'mq'],
  [/^AWS::DocDB::/, 'documentdb'],
];

/** By the service in an ARN. */
const KIND_BY_SERVICE: Readonly<Record<string, TriggerKind>> = {
  sqs: 'sqs',
  kinesis: 'kinesis',
  dynamodb: 'dynamodb-stream',
  kafka: 'msk',
  mq: 'mq',
  rds: 'documentdb',
};

/** By a property that a mapping has for one kind of source alone. */
const KIND_BY_PROPERTY: readonly (readonly [string, TriggerKind])[] = [
  ['SelfManagedEventSource', 'kafka'],
  ['SelfManagedKafkaEventSourceConfig', 'kafka'],
  ['AmazonManagedKafkaEventSourceConfig', 'msk'],
  ['DocumentDBEventSourceConfig', 'documentdb'],
  ['Queues', 'mq'],
  ['Topics', 'msk'],
];

const readMapping: TriggerReader = (resource, scope) => {
  const { properties } = resource;
  const source = findEntry(properties, 'EventSourceArn');
  const byProperty = KIND_BY_PROPERTY.find(([name]) => findEntry(properties, name) !== undefined)?.[1];
  const kind = byProperty ?? (source === undefined ? 'other' : findSourceKind(source, scope));
  return toSpecs(resource, kind, findEntry(properties, 'FunctionName'), source);
};

function findSourceKind(source: Value, scope: TriggerScope): TriggerKind {
  const found = findResource(source, scope.template, scope.application);
  const byType = KIND_BY_TYPE.find(([type]) => type.test(found?.resource.type ?? ''));
  if (byType !== undefined) return byType[1];
  const service = /^arn:(?:[^:$]*|\$\{[^}]*\}):([a-z]+):/.exec(toText(source))?.[1];
  return KIND_BY_SERVICE[service ?? ''] ?? 'other';
}

export const MAPPING_READERS: Readonly<Record<string, TriggerReader>> = {
  'AWS::Lambda::EventSourceMapping': readMapping,
};
