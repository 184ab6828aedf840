import type { JsonObject } from '../json.ts';
import { isObject, toText } from '../json.ts';
import type { Made } from '../resource.ts';

/** A plain resource of the template that an event writes into, as a resource of the result. */
export function keepSource(id: string, body: JsonObject): Made {
  const { Type, Properties, DependsOn, ...attributes } = body;
  return {
    id,
    type: toText(Type),
    attributes,
    properties: isObject(Properties) ? Properties : {},
    dependsOn: DependsOn,
    from: body,
  };
}
