import type { TriggerKind } from '../app/trigger.ts';
import { findEntry, findText, toItems, type Value } from '../app/value.ts';
import type { RuleContext } from './rule.ts';
import { findReferencedResource, listPlainResources, type PlainResource } from './template-resources.ts';

/** A topic or a bucket that hands on everything that is written to it. */
interface Feed {
  readonly kind: TriggerKind;
  readonly source: PlainResource;
}

/** By queues and topics: what hands on to them, without a filter. */
export function findFeeds(context: RuleContext): ReadonlyMap<PlainResource, readonly Feed[]> {
  const feeds = new Map<PlainResource, Feed[]>();
  const add = (kind: TriggerKind, source: PlainResource | undefined, to: PlainResource | undefined): void => {
    if (source !== undefined && to !== undefined) feeds.set(to, [...(feeds.get(to) ?? []), { kind, source }]);
  };
  for (const resource of listPlainResources(context, /^AWS::SNS::(?:Subscription|Topic)$/)) {
    const isTopic = resource.type === 'AWS::SNS::Topic';
    const listed = isTopic ? toItems(resource.find('Subscription')) : [resource.find()];
    const topic = isTopic ? resource : findReferencedResource(resource.find('TopicArn'), resource, context);
    for (const subscription of listed)
      if (
        findText(findEntry(subscription, 'Protocol')) === 'sqs' &&
        findEntry(subscription, 'FilterPolicy') === undefined
      )
        add('sns', topic, findReferencedResource(findEntry(subscription, 'Endpoint'), resource, context));
  }
  for (const bucket of listPlainResources(context, /^AWS::S3::Bucket$/))
    for (const [list, name] of NOTIFICATIONS)
      for (const notification of toItems(bucket.find('NotificationConfiguration', list)))
        if (isOfAll(notification))
          add('s3', bucket, findReferencedResource(findEntry(notification, name), bucket, context));
  return feeds;
}

const NOTIFICATIONS = [
  ['QueueConfigurations', 'Queue'],
  ['TopicConfigurations', 'Topic'],
] as const;

const isOfAll = (notification: Value): boolean =>
  /^s3:(?:ObjectCreated:|\*)/.test(findText(findEntry(notification, 'Event')) ?? '') &&
  findEntry(notification, 'Filter') === undefined;
