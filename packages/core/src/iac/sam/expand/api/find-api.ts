import type { Expansion } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { findMember, isObject } from '../json.ts';
import { expectMap, refuse } from '../refusal.ts';

interface FoundApi {
  readonly id: string;
  readonly properties: JsonObject;
  /** Ends the logical ids of permissions: the stage's name where it is text. */
  readonly stageSuffix: string;
}

/** The REST API that an event names. @throws Refusal when it is none of this template. */
export function findApi(reference: Json | undefined, { sources }: Expansion): FoundApi {
  const id = isObject(reference) ? reference['Ref'] : reference;
  const resource = typeof id === 'string' ? findMember(sources, id) : undefined;
  if (typeof id !== 'string' || !isObject(resource))
    return refuse('`RestApiId` must refer to an API of this template', reference);
  const properties = expectMap((resource['Properties'] ??= {}), `Properties of ${id}`);
  const stage = properties['StageName'];
  if (stage === '') refuse(`\`StageName\` of \`${id}\` is empty`, properties);
  return { id, properties, stageSuffix: typeof stage === 'string' ? stage : 'Stage' };
}
