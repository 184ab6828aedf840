import type { JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { keepNode } from '../places.ts';
import { refuse } from '../refusal.ts';
import type { Attempt } from '../api/implicit-apis.ts';

/** Turns the connectors that stand inside of resources into resources of their own: the resource is their source. */
export function liftConnectors(resources: JsonObject, attempt: Attempt): void {
  for (const [id, resource] of Object.entries(resources)) {
    if (!isObject(resource) || !('Connectors' in resource)) continue;
    attempt(id, resource['Connectors'], () => liftFrom(id, resource, resources));
    delete resource['Connectors'];
  }
}

function liftFrom(id: string, resource: JsonObject, resources: JsonObject): void {
  const connectors = resource['Connectors'];
  if (!isObject(connectors)) return refuse('`Connectors` must be a mapping', resource);
  for (const [name, connector] of Object.entries(connectors)) {
    if (!isObject(connector)) return refuse(`connector \`${name}\` must be a mapping`, connectors);
    const properties = connector['Properties'];
    if (!isObject(properties)) return refuse(`connector \`${name}\` needs \`Properties\``, connector);
    const reference = properties['SourceReference'];
    const { SourceReference: _, ...rest } = properties;
    if (reference !== undefined && !isObject(reference))
      return refuse('`SourceReference` must be a mapping', properties);
    if (isObject(reference) && 'Id' in reference) return refuse('`SourceReference` takes no `Id`', reference);
    const own = { ...reference, Id: id };
    const made: JsonObject = {
      ...connector,
      Type: 'AWS::Serverless::Connector',
      Properties: keepNode({ ...rest, Source: own }, properties),
    };
    if (id + name in resources) return refuse(`the template has a resource \`${id}${name}\` already`, connector);
    resources[id + name] = keepNode(made, connector);
  }
}
