import type { Resource } from '../../app/resource.ts';
import type { PolicySource } from '../../app/role.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { findEntry, findPath, findText, isTrue, join, literal, ref, toItems } from '../../app/value.ts';
import { EVENT_TYPES } from './event-types.ts';
import { readPollerStatements } from './poller-statements.ts';
import { toAddedPolicy, toAddedStatement } from './read-policies.ts';

/** What SAM adds to the role it makes for a function's events, dead-letter queue and destinations. */
export function readAddedPolicies(resource: Resource, properties: MapValue): PolicySource[] {
  const events = findEntry(properties, 'Events');
  const declared = events?.kind === 'map' ? [...events.entries.values()] : [];
  const added = new Map<string, PolicySource>();
  for (const event of declared) {
    const path = findPollerPolicy(event);
    if (path !== undefined && !added.has(path)) added.set(path, toAddedPolicy(path, event.at ?? resource.at));
  }
  return [
    ...added.values(),
    ...declared.flatMap((event) => readPollerStatements(event, event.at ?? resource.at)),
    ...declared.flatMap((event) => readEventDestination(event, resource)),
    ...readDeadLetter(resource, properties),
    ...readDestinations(resource, properties),
  ];
}

function findPollerPolicy(event: Value): string | undefined {
  const type = findText(findEntry(event, 'Type')) ?? '';
  const subscription = findPath(event, 'Properties', 'SqsSubscription');
  const isQueue = type === 'SNS' && (isTrue(subscription) || subscription?.kind === 'map');
  return EVENT_TYPES[isQueue ? 'SQS' : type]?.policy;
}

/** `DestinationConfig.OnFailure` of a poller that names the kind of its target. */
function readEventDestination(event: Value, resource: Resource): PolicySource[] {
  const failure = findPath(event, 'Properties', 'DestinationConfig', 'OnFailure');
  const target = findEntry(failure, 'Destination');
  if (failure === undefined || target === undefined) return [];
  return toSendPolicy(findText(findEntry(failure, 'Type')), target, 'OnFailure', failure.at ?? resource.at);
}

function readDeadLetter(resource: Resource, properties: MapValue): PolicySource[] {
  const queue = findEntry(properties, 'DeadLetterQueue');
  const target = findEntry(queue, 'TargetArn');
  if (queue === undefined || target === undefined) return [];
  const action = findText(findEntry(queue, 'Type')) === 'SNS' ? 'sns:Publish' : 'sqs:SendMessage';
  return [toAddedStatement('DeadLetterQueuePolicy', [action], [target], queue.at ?? resource.at)];
}

function readDestinations(resource: Resource, properties: MapValue): PolicySource[] {
  const config = findPath(properties, 'EventInvokeConfig', 'DestinationConfig');
  return ['OnSuccess', 'OnFailure'].flatMap((when) => {
    const entry = findEntry(config, when);
    if (entry === undefined) return [];
    const type = findText(findEntry(entry, 'Type'));
    // SAM makes the queue or topic that a destination does not name.
    const made =
      type === 'SQS'
        ? ref(`${resource.id}EventInvokeConfig${when}Queue`, 'Arn')
        : ref(`${resource.id}EventInvokeConfig${when}Topic`);
    return toSendPolicy(type, fillIn(findEntry(entry, 'Destination'), made), when, entry.at ?? resource.at);
  });
}

/** A value, and what stands where it names none, be it in a branch of a condition. */
function fillIn(value: Value | undefined, otherwise: Value): Value {
  if (value === undefined || value.kind === 'no-value') return otherwise;
  if (value.kind !== 'cond') return value;
  return { ...value, then: fillIn(value.then, otherwise), else: fillIn(value.else, otherwise) };
}

const SEND: Readonly<Record<string, string>> = {
  SQS: 'sqs:SendMessage',
  SNS: 'sns:Publish',
  Lambda: 'lambda:InvokeFunction',
  EventBridge: 'events:PutEvents',
};

function toSendPolicy(type: string | undefined, target: Value, when: string, at: PolicySource['at']): PolicySource[] {
  const name = `${when}${type ?? ''}Policy`;
  if (type === 'S3Bucket') {
    const objects = join([target, literal('/*')]);
    return [
      toAddedStatement(name, ['s3:PutObject'], [objects], at),
      toAddedStatement(name, ['s3:ListBucket'], [target], at),
    ];
  }
  const action = type !== undefined && Object.hasOwn(SEND, type) ? SEND[type] : undefined;
  return action === undefined ? [] : [toAddedStatement(name, [action], [target], at)];
}

/** The target values of a function's destinations, for `OnSuccess` and `OnFailure`. */
export function findDestinations(properties: MapValue): Value[] {
  const config = findPath(properties, 'EventInvokeConfig', 'DestinationConfig');
  return ['OnSuccess', 'OnFailure'].flatMap((when) => [...toItems(findPath(config, when, 'Destination'))]);
}
