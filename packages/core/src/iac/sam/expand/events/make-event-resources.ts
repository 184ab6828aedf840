import type { Expansion } from '../expansion.ts';
import type { Json } from '../json.ts';
import { isObject, toText } from '../json.ts';
import { checkProperties } from '../properties.ts';
import { expectMap, refuse, Refusal } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { EVENT_KINDS } from './event-types.ts';

/** What the events of a function are made of. Those with a path come in the order of the paths: `$default` stands first. */
export function makeEventResources(source: Source, target: Made, role: Made, expansion: Expansion): Made[] {
  const events = source.properties['Events'];
  if (!isObject(events)) return [];
  const sorted = Object.entries(events).sort(([a, first], [b, second]) => compare(toKey(a, first), toKey(b, second)));
  return sorted.flatMap(([name, body]) => {
    try {
      return makeEvent(source, name, body, target, role, expansion);
    } catch (error) {
      throw error instanceof Refusal ? new Refusal(error.message, error.at ?? body, name) : error;
    }
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function toKey(name: string, event: Json): string {
  const properties = isObject(event) ? event['Properties'] : undefined;
  const path = isObject(properties) ? properties['Path'] : undefined;
  return typeof path === 'string' ? path : name;
}

function makeEvent(source: Source, name: string, body: Json, target: Made, role: Made, expansion: Expansion): Made[] {
  const event = expectMap(body, 'event');
  const type = toText(event['Type']);
  const kind = Object.hasOwn(EVENT_KINDS, type) ? EVENT_KINDS[type] : undefined;
  if (kind === undefined) return refuse(`functions have no events of type \`${type}\``, event);
  if (!/^[A-Za-z0-9]+$/.test(name)) refuse('the name of an event is made of letters and digits', event);
  const properties = expectMap(event['Properties'] ?? {}, 'Properties');
  if (!expansion.isDraft) checkProperties(properties, kind.properties, `an event of type \`${type}\``);
  return kind.make(
    {
      id: source.id + name,
      name,
      type,
      properties,
      target,
      role,
      functionId: source.id,
      passed: source.passed,
      body,
    },
    expansion,
  );
}
