import type { Expansion } from '../expansion.ts';
import { resolve } from '../expansion.ts';
import { findReferenced, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { findDeep, isObject, isSet } from '../json.ts';
import { refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import { make, toArn } from '../resource.ts';
import type { FunctionEvent } from './event.ts';
import { makePermission, pick } from './event.ts';
import { makePoller } from './poller.ts';

/** A subscription of the function to a topic, or of a queue that the function polls. */
export function makeSns(event: FunctionEvent, expansion: Expansion): Made[] {
  const { properties } = event;
  const queue = properties['SqsSubscription'];
  if (!isSet(queue)) {
    const permission = makePermission(event, { principal: 'sns.amazonaws.com', sourceArn: properties['Topic'] });
    return [permission, makeSubscription(event, 'lambda', toArn(event.target))];
  }
  return isObject(queue) ? useQueue(event, queue, expansion) : addQueue(event, expansion);
}

function makeSubscription(event: FunctionEvent, protocol: string, endpoint: Json): Made {
  const same = pick(event.properties, 'Region FilterPolicy FilterPolicyScope RedrivePolicy');
  return make(
    event.id,
    'AWS::SNS::Subscription',
    { Protocol: protocol, Endpoint: endpoint, TopicArn: event.properties['Topic'], ...same },
    { attributes: event.passed, from: event.body },
  );
}

function addQueue(event: FunctionEvent, expansion: Expansion): Made[] {
  const topic = findReferenced(event.properties['Topic']);
  const declared = topic === undefined ? undefined : findDeep(expansion.sources, topic, 'Properties', 'FifoTopic');
  const isFifo = resolve(declared, expansion);
  const queue = make(
    `${event.id}Queue`,
    'AWS::SQS::Queue',
    { FifoQueue: isSet(isFifo) ? isFifo : undefined },
    { attributes: event.passed, from: event.body },
  );
  const arn = toArn(queue);
  return [
    ...makeMapping(event, { Queue: arn, BatchSize: 10, Enabled: true }, expansion),
    queue,
    makeQueuePolicy(event, arn, ref(queue.id), `${event.id}QueuePolicy`),
    makeSubscription(event, 'sqs', arn),
  ];
}

function useQueue(event: FunctionEvent, queue: JsonObject, expansion: Expansion): Made[] {
  const { QueueArn: arn, QueueUrl: url, QueuePolicyLogicalId: id, BatchSize } = queue;
  if (!isSet(arn) || !isSet(url)) return refuse('`SqsSubscription` needs `QueueArn` and `QueueUrl`', queue);
  const size = isSet(BatchSize) ? BatchSize : 10;
  return [
    ...makeMapping(event, { Queue: arn, BatchSize: size, Enabled: true }, expansion),
    makeQueuePolicy(event, arn, url, typeof id === 'string' && id !== '' ? id : `${event.id}QueuePolicy`),
    makeSubscription(event, 'sqs', arn),
  ];
}

function makeMapping(event: FunctionEvent, properties: JsonObject, expansion: Expansion): Made[] {
  return makePoller({ ...event, id: `${event.id}EventSourceMapping`, type: 'SQS', properties }, expansion);
}

function makeQueuePolicy(event: FunctionEvent, arn: Json, url: Json, id: string): Made {
  const statement = {
    Action: 'sqs:SendMessage',
    Effect: 'Allow',
    Principal: '*',
    Resource: arn,
    Condition: { ArnEquals: { 'aws:SourceArn': event.properties['Topic'] ?? null } },
  };
  return make(
    id,
    'AWS::SQS::QueuePolicy',
    { PolicyDocument: { Version: '2012-10-17', Statement: [statement] }, Queues: [url] },
    { attributes: event.passed, from: event.body },
  );
}
