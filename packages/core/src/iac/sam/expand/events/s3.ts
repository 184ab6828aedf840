import type { Expansion } from '../expansion.ts';
import { choose, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { findMember, isEqual, isObject, toList } from '../json.ts';
import { expectList, expectMap, refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import { toArn, toTags } from '../resource.ts';
import type { FunctionEvent } from './event.ts';
import { makePermission } from './event.ts';
import { keepSource } from './linked-source.ts';

/** Notifications of a bucket of the same template. */
export function makeS3(event: FunctionEvent, expansion: Expansion): Made[] {
  const given = event.properties['Bucket'];
  const id = isObject(given) ? given['Ref'] : undefined;
  const bucket = typeof id === 'string' ? findMember(expansion.sources, id) : undefined;
  if (typeof id !== 'string' || !isObject(bucket))
    return refuse('`Bucket` of an S3 event must refer to a bucket of this template', given);
  const permission = makePermission(event, { principal: 's3.amazonaws.com', sourceAccount: ref('AWS::AccountId') });
  dependOn(bucket, permission);
  addNotifications(bucket, event);
  return [permission, keepSource(id, bucket)];
}

/** S3 checks the permission when notifications are set, so that it must be there first. */
function dependOn(bucket: JsonObject, permission: Made): void {
  const condition = permission.attributes['Condition'];
  if (condition === undefined) {
    const known = toList(bucket['DependsOn']);
    if (known.some((item) => typeof item !== 'string')) refuse('`DependsOn` takes logical ids', bucket['DependsOn']);
    bucket['DependsOn'] = [...new Set([...known, permission.id])];
    return;
  }
  // `DependsOn` takes no condition: a tag that refers to the permission makes the order.
  const properties = (bucket['Properties'] ??= {}) as JsonObject;
  const tags = expectList(properties['Tags'] ?? [], 'Tags');
  const order = choose(condition, ref(permission.id), 'no dependency');
  properties['Tags'] = [...tags, ...toTags({ [`sam:ConditionalDependsOn:${permission.id}`]: order })];
}

function addNotifications(bucket: JsonObject, event: FunctionEvent): void {
  const { properties, target, passed } = event;
  const own = expectMap((bucket['Properties'] ??= {}), 'Properties');
  const config = expectMap((own['NotificationConfiguration'] ??= {}), 'NotificationConfiguration');
  const all = expectList((config['LambdaConfigurations'] ??= []), 'LambdaConfigurations');
  for (const type of toList(properties['Events'])) {
    const filter: JsonObject = properties['Filter'] === undefined ? {} : { Filter: properties['Filter'] };
    const plain: JsonObject = { Function: toArn(target), ...filter, Event: type };
    const added: Json = passed['Condition'] === undefined ? plain : choose(passed['Condition'], plain);
    if (!all.some((known) => isEqual(known, added))) all.push(added);
  }
}
