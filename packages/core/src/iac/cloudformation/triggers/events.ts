import type { MapValue, Value } from '../../../app/value.ts';
import { findEntry, findPath, findText, ref, toBranches } from '../../../app/value.ts';
import type { TriggerReader } from './trigger-reader.ts';
import { toSpecs } from './trigger-reader.ts';

const toMaps = (value: Value | undefined): MapValue[] =>
  toBranches(value).flatMap((branch) => (branch.value.kind === 'map' ? [branch.value] : []));

/** What publishes events to functions: topics, buckets, rules, schedules, logs, IoT. */
export const EVENT_READERS: Readonly<Record<string, TriggerReader>> = {
  'AWS::SNS::Subscription': (resource) =>
    findText(findEntry(resource.properties, 'Protocol')) === 'lambda'
      ? toSpecs(resource, 'sns', findEntry(resource.properties, 'Endpoint'), findEntry(resource.properties, 'TopicArn'))
      : [],
  'AWS::SNS::Topic': (resource) =>
    toMaps(findEntry(resource.properties, 'Subscription'))
      .filter((subscription) => findText(findEntry(subscription, 'Protocol')) === 'lambda')
      .flatMap((subscription) =>
        toSpecs(resource, 'sns', findEntry(subscription, 'Endpoint'), ref(resource.id), subscription),
      ),
  'AWS::S3::Bucket': (resource) =>
    toMaps(findPath(resource.properties, 'NotificationConfiguration', 'LambdaConfigurations')).flatMap(
      (configuration) => toSpecs(resource, 's3', findEntry(configuration, 'Function'), ref(resource.id), configuration),
    ),
  'AWS::Events::Rule': (resource) => {
    const isSchedule = findEntry(resource.properties, 'EventPattern') === undefined;
    const bus = isSchedule ? null : findEntry(resource.properties, 'EventBusName');
    return toMaps(findEntry(resource.properties, 'Targets')).flatMap((target) =>
      toSpecs(resource, isSchedule ? 'schedule' : 'eventbridge', findEntry(target, 'Arn'), bus),
    );
  },
  'AWS::Scheduler::Schedule': (resource) =>
    toSpecs(resource, 'schedule', findPath(resource.properties, 'Target', 'Arn'), null),
  'AWS::Pipes::Pipe': (resource) => [
    ...toSpecs(resource, 'other', findEntry(resource.properties, 'Target'), findEntry(resource.properties, 'Source')),
    ...toSpecs(
      resource,
      'other',
      findEntry(resource.properties, 'Enrichment'),
      findEntry(resource.properties, 'Source'),
    ),
  ],
  'AWS::Logs::SubscriptionFilter': (resource) =>
    toSpecs(
      resource,
      'logs',
      findEntry(resource.properties, 'DestinationArn'),
      findEntry(resource.properties, 'LogGroupName'),
    ),
  'AWS::IoT::TopicRule': (resource) =>
    toMaps(findPath(resource.properties, 'TopicRulePayload', 'Actions')).flatMap((action) =>
      toSpecs(resource, 'iot', findPath(action, 'Lambda', 'FunctionArn'), null),
    ),
};
