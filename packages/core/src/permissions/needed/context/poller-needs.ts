import type { Trigger, TriggerKind } from '../../../app/trigger.ts';
import { findEntry, findPath, findText, toItems, type Value } from '../../../app/value.ts';
import { findAction } from '../../../aws/actions.ts';
import { findEventSourceNeeds } from '../../../aws/event-sources.ts';
import type { NeededPermission } from '../../function-permissions.ts';
import { findMeaning } from '../find-meaning.ts';
import type { Surroundings } from '../surroundings.ts';
import { type ContextReason, findNamedTargets, toContextNeeds } from './context-need.ts';
import { findTargetNeeds } from './destination-needs.ts';

/** The IAM resource type of the sources that Lambda polls. */
const SOURCE_TYPES: Readonly<Partial<Record<TriggerKind, string>>> = {
  sqs: 'sqs:queue',
  'dynamodb-stream': 'dynamodb:stream',
  kinesis: 'kinesis:stream',
  msk: 'kafka:cluster',
  mq: 'mq:brokers',
  documentdb: 'rds:cluster',
};

/** What Lambda does with the function's role to poll an event source. */
export function findPollerNeeds(trigger: Trigger, around: Surroundings): NeededPermission[] {
  const reason: ContextReason = { origin: 'trigger', operation: `event source ${trigger.id}`, at: trigger.at };
  const failed = toItems(findPath(trigger.properties, 'DestinationConfig', 'OnFailure', 'Destination'));
  return [
    ...findSourceNeeds(trigger, reason, around),
    ...findSecretNeeds(trigger, reason, around),
    ...failed.flatMap((target) => findTargetNeeds(target, { ...reason, origin: 'dead-letter' }, around)),
  ];
}

function findSourceNeeds(trigger: Trigger, reason: ContextReason, around: Surroundings): NeededPermission[] {
  const inVpc = readAccess(trigger).some((access) => access.type.startsWith('VPC_'));
  const needs = findEventSourceNeeds(trigger.kind).filter(
    // Self-managed Kafka is reached through a network only when its access says so.
    (need) => need.optional !== true || (trigger.kind === 'kafka' && inVpc && need.action.startsWith('ec2:')),
  );
  const type = SOURCE_TYPES[trigger.kind];
  const consumer = trigger.kind === 'kinesis' ? findConsumer(trigger.source, around) : undefined;
  const source = consumer === undefined ? (trigger.source ?? undefined) : consumer.stream;
  const resources = type === undefined ? [] : findNamedTargets(type, source, around);
  return [
    ...needs.flatMap(({ action, on }) => {
      if (on === 'secret') return [];
      return toContextNeeds([action], on === 'source' && worksOn(action, type) ? resources : '*', reason);
    }),
    ...(consumer === undefined ? [] : findConsumerNeeds(consumer.arn, reason, around)),
  ];
}

const worksOn = (action: string, type: string | undefined): boolean =>
  findAction(action)?.resourceTypes.some((known) => type?.endsWith(`:${known.type}`)) ?? false;

/** A consumer with enhanced fan-out, and the stream that it reads. */
function findConsumer(
  source: Value | null,
  around: Surroundings,
): { arn: Value; stream: Value | undefined } | undefined {
  if (source === null) return undefined;
  const meaning = findMeaning(source, around.template, around.application);
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
