import type { TriggerKind } from '../app/trigger.ts';

/** What Lambda does with the function's role to read from an event source. */
export interface EventSourceNeed {
  readonly action: string;
  /**
   * `source`: the queue, stream, cluster or broker of the trigger. `secret`: the secret that its properties name for the sign-in.
   * `any`: the action works on `*` only.
   */
  readonly on: 'source' | 'secret' | 'any';
  /** True when it depends on how the source is set up. */
  readonly optional?: boolean;
}

const onSource = (...actions: readonly string[]): EventSourceNeed[] =>
  actions.map((action) => ({ action, on: 'source' }));
const onAny = (...actions: readonly string[]): EventSourceNeed[] => actions.map((action) => ({ action, on: 'any' }));
const maybe = (needs: readonly EventSourceNeed[]): EventSourceNeed[] =>
  needs.map((need) => ({ ...need, optional: true }));

/** Lambda reaches the source through interfaces in the source's network. */
const NETWORK: readonly EventSourceNeed[] = onAny(
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeVpcs',
  'ec2:DeleteNetworkInterface',
  'ec2:DescribeSubnets',
  'ec2:DescribeSecurityGroups',
);
const SIGN_IN: readonly EventSourceNeed[] = [
  { action: 'secretsmanager:GetSecretValue', on: 'secret' },
  { action: 'kms:Decrypt', on: 'any', optional: true },
];

/** Source: the Lambda Developer Guide's page on the execution role of each event source mapping. */
const SOURCES: Readonly<Partial<Record<TriggerKind, readonly EventSourceNeed[]>>> = {
  sqs: onSource('sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'),
  'dynamodb-stream': [
    ...onSource('dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'),
    ...onAny('dynamodb:ListStreams'),
  ],
  kinesis: [
    ...onSource(
      'kinesis:DescribeStream',
      'kinesis:DescribeStreamSummary',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
    ),
    ...onAny('kinesis:ListStreams'),
    ...maybe(onSource('kinesis:SubscribeToShard')),
  ],
  msk: [
    ...onSource('kafka:DescribeCluster', 'kafka:DescribeClusterV2', 'kafka:GetBootstrapBrokers'),
    ...NETWORK,
    // With IAM authentication Lambda reads as the role; with a secret it signs in.
    ...maybe(
      onSource(
        'kafka-cluster:Connect',
        'kafka-cluster:DescribeGroup',
        'kafka-cluster:AlterGroup',
        'kafka-cluster:DescribeTopic',
        'kafka-cluster:ReadData',
        'kafka-cluster:DescribeClusterDynamicConfiguration',
      ),
    ),
    ...maybe(SIGN_IN),
  ],
  kafka: maybe([...SIGN_IN, ...NETWORK]),
  mq: [...onSource('mq:DescribeBroker'), ...SIGN_IN, ...NETWORK],
  documentdb: [
    ...onSource('rds:DescribeDBClusters', 'rds:DescribeDBClusterParameters', 'rds:DescribeDBSubnetGroups'),
    ...SIGN_IN,
    ...NETWORK,
  ],
};

/** What the role of a function needs for a trigger of this kind; empty for those that push events. */
export function findEventSourceNeeds(kind: TriggerKind): readonly EventSourceNeed[] {
  return SOURCES[kind] ?? [];
}
