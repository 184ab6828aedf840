import type { Resource } from '../../app/resource.ts';
import type { Trigger } from '../../app/trigger.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { emptyMap, findEntry, findText, isTrue, ref } from '../../app/value.ts';
import { EVENT_TYPES } from './event-types.ts';

/** The triggers that `Events` and `FunctionUrlConfig` of a SAM function declare. */
export function readEvents(resource: Resource, properties: MapValue): Trigger[] {
  const events = findEntry(properties, 'Events');
  const declared = events?.kind === 'map' ? [...events.entries] : [];
  const triggers = declared.flatMap(([id, event]) => readEvent(id, event, resource));
  const url = findEntry(properties, 'FunctionUrlConfig');
  if (url?.kind === 'map') {
    triggers.push({
      id: 'FunctionUrlConfig',
      kind: 'function-url',
      source: null,
      properties: url,
      at: url.at ?? resource.at,
    });
  }
  return triggers;
}

function readEvent(id: string, event: Value, resource: Resource): Trigger[] {
  const typeName = findText(findEntry(event, 'Type'));
  if (typeName === undefined) return [];
  const at = event.at ?? resource.at;
  const body = findEntry(event, 'Properties');
  const properties = body?.kind === 'map' ? body : emptyMap;
  const type = Object.hasOwn(EVENT_TYPES, typeName) ? EVENT_TYPES[typeName] : undefined;
  if (type === undefined) return [{ id, kind: 'other', source: null, properties, at }];
  // With `SqsSubscription` the topic feeds a queue that SAM makes or is given, and the function polls the queue.
  const subscription = typeName === 'SNS' ? findEntry(properties, 'SqsSubscription') : undefined;
  if (subscription !== undefined && (isTrue(subscription) || subscription.kind === 'map')) {
    const queue = findEntry(subscription, 'QueueArn') ?? ref(`${resource.id}${id}Queue`, 'Arn');
    return [{ id, kind: 'sqs', source: queue, properties, at }];
  }
  const named = type.source.map((name) => findEntry(properties, name)).find((value) => value !== undefined);
  const implicit = type.implicitApi === undefined ? null : ref(type.implicitApi);
  return [{ id, kind: type.kind, source: named ?? implicit, properties, at }];
}
