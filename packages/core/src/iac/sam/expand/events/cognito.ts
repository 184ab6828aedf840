import type { Expansion } from '../expansion.ts';
import { getAtt } from '../intrinsics.ts';
import type { JsonObject } from '../json.ts';
import { findMember, isObject, toList, toText } from '../json.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import { toArn } from '../resource.ts';
import type { FunctionEvent } from './event.ts';
import { makePermission } from './event.ts';
import { keepSource } from './linked-source.ts';

/** Triggers of a user pool of the same template. */
export function makeCognito(event: FunctionEvent, expansion: Expansion): Made[] {
  const given = event.properties['UserPool'];
  const id = isObject(given) ? given['Ref'] : undefined;
  const pool = typeof id === 'string' ? findMember(expansion.sources, id) : undefined;
  if (typeof id !== 'string' || !isObject(pool))
    return refuse('`UserPool` of a Cognito event must refer to a user pool of this template', given);
  const permission = makePermission(event, {
    principal: 'cognito-idp.amazonaws.com',
    sourceArn: getAtt(id, 'Arn'),
    prefix: `${event.target.id}Cognito`,
  });
  const own = expectMap((pool['Properties'] ??= {}), 'Properties');
  const config: JsonObject = expectMap((own['LambdaConfig'] ??= {}), 'LambdaConfig');
  for (const trigger of toList(event.properties['Trigger'])) {
    if (toText(trigger) in config) refuse(`trigger \`${toText(trigger)}\` of the user pool is set twice`, event.body);
    config[toText(trigger)] = toArn(event.target);
  }
  return [permission, keepSource(id, pool)];
}
