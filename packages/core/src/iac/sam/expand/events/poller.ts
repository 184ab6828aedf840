import type { Expansion } from '../expansion.ts';
import { toManagedPolicyArn } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet } from '../json.ts';
import { isIntrinsic, ref } from '../intrinsics.ts';
import { mergeObjects } from '../places.ts';
import type { PropertyTypes } from '../properties.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import { make } from '../resource.ts';
import { addInlinePolicy, addManagedPolicy, toSendPolicy } from '../role.ts';
import type { FunctionEvent } from './event.ts';
import { ifSet, pick } from './event.ts';
import { toPollerPolicy } from './poller-policies.ts';

/** Properties of every event that Lambda polls for. */
export const POLLER_PROPERTIES: PropertyTypes = {
  BatchSize: 'int',
  StartingPosition: 'any',
  StartingPositionTimestamp: 'any',
  Enabled: 'flag',
  MaximumBatchingWindowInSeconds: 'int',
  MaximumRetryAttempts: 'int',
  BisectBatchOnFunctionError: 'flag',
  MaximumRecordAgeInSeconds: 'int',
  DestinationConfig: 'map',
  ParallelizationFactor: 'int',
  Topics: 'list',
  Queues: 'list',
  SourceAccessConfigurations: 'list',
  SecretsManagerKmsKeyId: 'text',
  TumblingWindowInSeconds: 'int',
  FunctionResponseTypes: 'list',
  KafkaBootstrapServers: 'list',
  FilterCriteria: 'map',
  KmsKeyArn: 'any',
  ConsumerGroupId: 'text',
  ScalingConfig: 'map',
  ProvisionedPollerConfig: 'map',
  SchemaRegistryConfig: 'map',
  MetricsConfig: 'map',
  LoggingConfig: 'map',
};

/** Properties that the mapping has under the same name. */
const SAME =
  'StartingPosition StartingPositionTimestamp BatchSize Enabled MaximumBatchingWindowInSeconds MaximumRetryAttempts BisectBatchOnFunctionError MaximumRecordAgeInSeconds ParallelizationFactor Topics Queues SourceAccessConfigurations TumblingWindowInSeconds FunctionResponseTypes FilterCriteria KmsKeyArn ScalingConfig ProvisionedPollerConfig MetricsConfig LoggingConfig';

/** The managed policy by which a role may read the source. */
const MANAGED: Readonly<Record<string, string>> = {
  Kinesis: 'AWSLambdaKinesisExecutionRole',
  DynamoDB: 'AWSLambdaDynamoDBExecutionRole',
  SQS: 'AWSLambdaSQSQueueExecutionRole',
  MSK: 'AWSLambdaMSKExecutionRole',
};

const KAFKA: Readonly<Record<string, string>> = {
  MSK: 'AmazonManagedKafkaEventSourceConfig',
  SelfManagedKafka: 'SelfManagedKafkaEventSourceConfig',
};

/** An event source mapping, and what the function's role needs to be polled for. */
export function makePoller(event: FunctionEvent, expansion: Expansion): Made[] {
  const { properties, type, id } = event;
  checkFilter(properties['FilterCriteria']);
  const destination = toDestination(properties['DestinationConfig'], id);
  const servers = ifSet(properties['KafkaBootstrapServers']);
  const mapping = make(
    id,
    'AWS::Lambda::EventSourceMapping',
    {
      ...pick(properties, SAME),
      FunctionName: ref(event.target.id),
      EventSourceArn: properties['Stream'] ?? properties['Queue'] ?? properties['Broker'] ?? properties['Cluster'],
      SelfManagedEventSource: servers === undefined ? undefined : { Endpoints: { KafkaBootstrapServers: servers } },
      DestinationConfig: destination.config,
      ...toKafkaConfig(type, properties),
      DocumentDBEventSourceConfig:
        type === 'DocumentDB' ? pick(properties, 'DatabaseName CollectionName FullDocument') : undefined,
    },
    { attributes: event.passed, from: event.body },
  );
  const managed = MANAGED[type];
  if (managed !== undefined) addManagedPolicy(event.role, toManagedPolicyArn(`service-role/${managed}`, expansion));
  const policy = toPollerPolicy(event, expansion);
  if (policy !== undefined) addInlinePolicy(event.role, policy);
  if (destination.policy !== undefined) addInlinePolicy(event.role, destination.policy);
  return [mapping];
}

function toKafkaConfig(type: string, properties: JsonObject): JsonObject {
  const group = ifSet(properties['ConsumerGroupId']);
  const registry = ifSet(properties['SchemaRegistryConfig']);
  const name = KAFKA[type];
  if (name === undefined)
    return group === undefined
      ? {}
      : refuse(`\`ConsumerGroupId\` is no property of events of type \`${type}\``, properties);
  const config = pick(
    { ConsumerGroupId: group ?? null, SchemaRegistryConfig: registry ?? null },
    'ConsumerGroupId SchemaRegistryConfig',
  );
  return isSet(config) ? { [name]: config } : {};
}

function toDestination(given: Json | undefined, id: string): { config?: Json; policy?: JsonObject | undefined } {
  if (!isObject(given) || !isSet(given)) return {};
  const failure = expectMap(given['OnFailure'], 'DestinationConfig.OnFailure');
  const { Type: type, ...rest } = failure;
  if (!isSet(type)) return { config: given };
  if (typeof type !== 'string' || !/^(?:SQS|SNS|S3|Kafka)$/.test(type))
    refuse('`DestinationConfig.OnFailure.Type` is `SQS`, `SNS`, `S3` or `Kafka`', failure);
  const config = mergeObjects(given, { OnFailure: rest });
  return { config, policy: toSendPolicy(type, failure['Destination'] ?? null, id) };
}

function checkFilter(criteria: Json | undefined): void {
  if (!isObject(criteria) || isIntrinsic(criteria)) return;
  const stray = Object.keys(criteria).some((key) => key !== 'Filters');
  if (stray) refuse('`FilterCriteria` holds `Filters` and nothing else', criteria);
}
