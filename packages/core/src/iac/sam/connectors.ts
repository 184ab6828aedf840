import type { LambdaFunction } from '../../app/function.ts';
import type { Location } from '../../app/location.ts';
import type { ConnectorPolicy, Role } from '../../app/role.ts';
import type { Value } from '../../app/value.ts';
import { findEntry, findText, ref, toItems } from '../../app/value.ts';
import type { ReadScope } from '../front-end.ts';

interface Connection {
  readonly functionId: string;
  readonly policy: ConnectorPolicy;
}

/** The roles with what connectors whose source is one of the functions add to them. */
export function addConnectorPolicies(
  functions: readonly LambdaFunction[],
  roles: readonly Role[],
  scope: ReadScope,
): Role[] {
  const connections = findConnections(functions, scope);
  return roles.map((role) => {
    const users = functions.filter(
      (f) => f.role.kind !== 'other' && f.role.id === role.id && f.role.template === role.template,
    );
    const added = connections.filter((connection) => users.some((user) => user.id === connection.functionId));
    return added.length === 0 ? role : { ...role, policies: [...role.policies, ...added.map((entry) => entry.policy)] };
  });
}

function findConnections(functions: readonly LambdaFunction[], scope: ReadScope): Connection[] {
  const ids = new Set(functions.map((f) => f.id));
  const connections: Connection[] = [];
  for (const resource of scope.template.resources.values()) {
    if (resource.type === 'AWS::Serverless::Connector') {
      const source = findText(findEntry(findEntry(resource.properties, 'Source'), 'Id'));
      if (source !== undefined && ids.has(source)) {
        connections.push(...toConnections(source, resource.properties, resource.at, scope));
      }
    }
    if (!ids.has(resource.id) || resource.connectors === undefined) continue;
    for (const connector of resource.connectors.entries.values()) {
      const properties = findEntry(connector, 'Properties');
      if (properties !== undefined) {
        connections.push(...toConnections(resource.id, properties, connector.at ?? resource.at, scope));
      }
    }
  }
  return connections;
}

function toConnections(functionId: string, properties: Value, at: Location, scope: ReadScope): Connection[] {
  const permissions = toItems(findEntry(properties, 'Permissions'))
    .map(findText)
    .filter((name) => name === 'Read' || name === 'Write');
  return toItems(findEntry(properties, 'Destination')).flatMap((destination) => {
    const id = findText(findEntry(destination, 'Id'));
    const target = id === undefined ? findEntry(destination, 'Arn') : ref(id);
    if (target === undefined) return [];
    const declared = id === undefined ? undefined : scope.template.resources.get(id)?.type;
    const destinationType = declared ?? findText(findEntry(destination, 'Type')) ?? null;
    return [{ functionId, policy: { kind: 'connector', destination: target, destinationType, permissions, at } }];
  });
}
