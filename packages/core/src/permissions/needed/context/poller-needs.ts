import { followValue } from '../follow-value.ts';
import type { Trigger } from '../../../app/trigger.ts';
import { findEntry, findPath, findText, toItems, type Value } from '../../../app/value.ts';
import type { NeededPermission } from '../../function-permissions.ts';
import type { Surroundings } from '../surroundings.ts';
import { type ContextReason, findNamedTargets, toContextNeeds } from './context-need.ts';
import { findTargetNeeds } from './destination-needs.ts';

/** What a poller does on the source itself, and what it does that knows no resource. */
interface Poller {
  readonly type: string;
  readonly onSource: readonly string[];
  readonly onAny: readonly string[];
}

const NETWORK = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeVpcs',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
];

/** From the "execution role permissions" section of each event source's page in the Lambda developer guide. */
const POLLERS: Partial<Record<Trigger['kind'], Poller>> = {
  sqs: {
    type: 'sqs:queue',
    onSource: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
    onAny: [],
  },
  'dynamodb-stream': {
    type: 'dynamodb:stream',
    onSource: ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'],
    onAny: ['dynamodb:ListStreams'],
  },
  kinesis: {
    type: 'kinesis:stream',
    onSource: [
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
    ],
    onAny: ['kinesis:ListStreams'],
  },
  msk: {
    type: 'kafka:cluster',
    onSource: ['kafka:DescribeCluster', 'kafka:DescribeClusterV2'],
    onAny: ['kafka:GetBootstrapBrokers', ...NETWORK],
  },
  mq: { type: 'mq:brokers', onSource: ['mq:DescribeBroker'], onAny: NETWORK },
  documentdb: {
    type: 'rds:cluster',
    onSource: ['rds:DescribeDBClusters'],
    onAny: ['rds:DescribeDBClusterParameters', 'rds:DescribeDBSubnetGroups', ...NETWORK],
  },
};

/** What Lambda does with the function's role to poll an event source. */
export function findPollerNeeds(trigger: Trigger, around: Surroundings): NeededPermission[] {
  const reason: ContextReason = { origin: 'trigger', operation: `event source ${trigger.id}`, at: trigger.at };
  const failed = toItems(findPath(trigger.properties, 'DestinationConfig', 'OnFailure', 'Destination'));
  const sideNeeds = [
    ...failed.flatMap((target) => findTargetNeeds(target, { ...reason, origin: 'dead-letter' }, around)),
    ...findSecretNeeds(trigger, reason, around),
  ];
  if (trigger.kind === 'kafka') {
    const inVpc = readAccess(trigger).some((access) => access.type.startsWith('VPC_'));
    return [...(inVpc ? toContextNeeds(NETWORK, '*', reason) : []), ...sideNeeds];
  }
  const poller = POLLERS[trigger.kind];
  if (poller === undefined) return sideNeeds;
  const consumer = trigger.kind === 'kinesis' ? findConsumer(trigger.source, around) : undefined;
  const source = findNamedTargets(poller.type, consumer?.stream ?? trigger.source ?? undefined, around);
  return [
    ...toContextNeeds(poller.onSource, source, reason),
    ...(consumer === undefined ? [] : findConsumerNeeds(consumer.arn, reason, around)),
    ...toContextNeeds(poller.onAny, '*', reason),
    ...sideNeeds,
  ];
}

/** A consumer with enhanced fan-out, and the stream that it reads. */
function findConsumer(
  source: Value | null,
  around: Surroundings,
): { arn: Value; stream: Value | undefined } | undefined {
  if (source === null) return undefined;
  const meaning = followValue(source, around.template, around.application);
  if (meaning.kind !== 'resource' || meaning.resource.type !== 'AWS::Kinesis::StreamConsumer') return undefined;
  const isOwn = meaning.template.file === around.template.file;
  return { arn: source, stream: isOwn ? findEntry(meaning.resource.properties, 'StreamARN') : undefined };
}

const findConsumerNeeds = (arn: Value, reason: ContextReason, around: Surroundings): NeededPermission[] =>
  toContextNeeds(
    ['kinesis:SubscribeToShard', 'kinesis:DescribeStreamConsumer'],
    findNamedTargets('kinesis:consumer', arn, around),
    reason,
  );

/** The secrets with which a poller signs in to a broker or cluster. */
function findSecretNeeds(trigger: Trigger, reason: ContextReason, around: Surroundings): NeededPermission[] {
  const secrets = readAccess(trigger).filter((access) => /AUTH$|CERTIFICATE/.test(access.type));
  return secrets.flatMap(({ uri }) =>
    toContextNeeds(['secretsmanager:GetSecretValue'], findNamedTargets('secretsmanager:Secret', uri, around), reason),
  );
}

const readAccess = (trigger: Trigger): { type: string; uri: Value }[] =>
  toItems(findEntry(trigger.properties, 'SourceAccessConfigurations')).flatMap((config) => {
    const uri = findEntry(config, 'URI');
    return uri === undefined ? [] : [{ type: findText(findEntry(config, 'Type')) ?? '', uri }];
  });
