import { findResource } from '../../app/follow-value.ts';
import type { Resource } from '../../app/resource.ts';
import { findEntry, ref, toItems, type Value } from '../../app/value.ts';
import type { Surroundings } from './surroundings.ts';

/** The steps of code that takes a forwarded event out of a message: a queue's body, a topic's message, parsed. */
const WRAPPING = new Set(['Records', '[]', 'body', 'Sns', 'Message', '(json)']);

/**
 * A bucket's event that reaches the function by way of a topic or a queue: the bucket whose notifications go there.
 * Empty when the template does not show who writes to the topic or queue.
 */
export function findForwarded(path: readonly string[], around: Surroundings): readonly Value[] {
  const at = path.indexOf('s3');
  if (
    at === -1 ||
    path.slice(at).join('.') !== 's3.bucket.name' ||
    !path.slice(0, at).every((step) => WRAPPING.has(step))
  )
    return [];
  if (!path.slice(0, at).includes('(json)')) return [];
  const sources = around.function.triggers.filter((t) => t.kind === 'sqs' || t.kind === 'sns').map((t) => t.source);
  const buckets = sources.map((source) => (source === null ? [] : findBuckets(source, around, 0)));
  return buckets.every((found) => found.length > 0) ? buckets.flat().map((id) => ref(id)) : [];
}

/** The buckets that notify a topic or queue, also through a topic that the queue subscribes to. */
function findBuckets(target: Value, around: Surroundings, depth: number): readonly string[] {
  const id = findResource(target, around.template, around.application)?.resource.id;
  if (id === undefined || depth > 2) return [];
  const resources = [...around.template.resources.values()];
  const isTarget = (value: Value | undefined): boolean =>
    value !== undefined && findResource(value, around.template, around.application)?.resource.id === id;
  const direct = resources.filter((r) => r.type === 'AWS::S3::Bucket' && notified(r).some(isTarget)).map((r) => r.id);
  const topics = resources.flatMap((r) => subscriptions(r)).filter(({ endpoint }) => isTarget(endpoint));
  return [
    ...direct,
    ...topics.flatMap(({ topic }) => (topic === undefined ? [] : findBuckets(topic, around, depth + 1))),
  ];
}

const entriesOf = (value: Value | undefined): readonly Value[] => (value === undefined ? [] : toItems(value));

function notified(bucket: Resource): Value[] {
  const configuration = findEntry(bucket.properties, 'NotificationConfiguration');
  const read = (list: string, member: string): Value[] =>
    entriesOf(configuration?.kind === 'map' ? findEntry(configuration, list) : undefined)
      .map((item) => (item.kind === 'map' ? findEntry(item, member) : undefined))
      .filter((value) => value !== undefined);
  return [...read('QueueConfigurations', 'Queue'), ...read('TopicConfigurations', 'Topic')];
}

function subscriptions(
  resource: Resource,
): readonly { readonly topic: Value | undefined; readonly endpoint: Value | undefined }[] {
  if (resource.type === 'AWS::SNS::Subscription')
    return [
      { topic: findEntry(resource.properties, 'TopicArn'), endpoint: findEntry(resource.properties, 'Endpoint') },
    ];
  if (resource.type !== 'AWS::SNS::Topic') return [];
  return entriesOf(findEntry(resource.properties, 'Subscription')).map((item) => ({
    topic: ref(resource.id),
    endpoint: item.kind === 'map' ? findEntry(item, 'Endpoint') : undefined,
  }));
}
