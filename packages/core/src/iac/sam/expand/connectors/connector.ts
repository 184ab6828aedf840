import type { Expansion } from '../expansion.ts';
import { findReferenced } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { findDeep, findMember, isObject, isSet, toList } from '../json.ts';
import { expectMap, expectStrings, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';
import type { ConnectorEnd } from './connector-end.ts';
import { readConnectorEnd } from './connector-end.ts';
import type { ConnectorProfile } from './profiles.ts';
import { CONNECTOR_PROFILES } from './profiles.ts';

/** The policies by which one resource may use others. */
export function expandConnector(source: Source, expansion: Expansion): Made[] {
  const { Source: from, Destination: to, Permissions } = source.properties;
  const permissions = [...new Set(expectStrings(Permissions, 'Permissions'))];
  const destinations = toList(to);
  if (destinations.length === 0) refuse('`Destination` is empty', source.properties);
  const made = destinations.flatMap((item, index) => {
    const given = expectMap(item, 'Destination');
    const start = expectMap(from, 'Source');
    const ends = {
      destination: readConnectorEnd(given, start, expansion),
      source: readConnectorEnd(start, given, expansion),
    };
    const suffix = Array.isArray(to) ? `Destination${index}` : '';
    return makeConnection({ ...ends, permissions, suffix, connector: source }, expansion);
  });
  replaceDependencies(source.id, made, expansion);
  return made;
}

interface Connection {
  readonly connector: Source;
  readonly source: ConnectorEnd;
  readonly destination: ConnectorEnd;
  readonly permissions: readonly string[];
  /** Ends the logical ids when there are several destinations. */
  readonly suffix: string;
}

function makeConnection(connection: Connection, expansion: Expansion): Made[] {
  const { source, destination, connector } = connection;
  const byType = Object.hasOwn(CONNECTOR_PROFILES, source.type) ? CONNECTOR_PROFILES[source.type] : undefined;
  const found = byType !== undefined && Object.hasOwn(byType, destination.type) ? byType[destination.type] : undefined;
  if (found === undefined)
    return refuse(`no connector leads from \`${source.type}\` to \`${destination.type}\``, connector.properties);
  checkPermissions(connection, found);
  const holder = found.holder === 'source' ? source : destination;
  const statements = Object.entries(found.access)
    .filter(([name]) => connection.permissions.includes(name))
    .map(([name, entries]): [string, Json[]] => [name, entries.map((entry) => fillIn(entry, connection))]);
  const made = makePolicies(connection, found, holder, statements);
  if (found.kind === 'role-policy') for (const { id } of made) addDependency(id, found, connection, expansion);
  return made;
}

function checkPermissions({ permissions, connector }: Connection, profile: ConnectorProfile): void {
  const known = Object.keys(profile.access);
  const place = connector.properties;
  if (permissions.length === 0) refuse('`Permissions` is empty', place);
  const stray = permissions.find((name) => !known.includes(name));
  if (stray !== undefined) refuse(`\`Permissions\` between these types are ${known.join(' and ')}`, place);
  const wanted = permissions.toSorted().join(' ');
  const sets = profile.combinations?.map((set) => set.toSorted().join(' '));
  if (sets !== undefined && !sets.includes(wanted))
    refuse(`\`Permissions\` between these types go together as ${sets.join(' or ')}`, place);
}

function makePolicies(
  { connector, source, destination, suffix }: Connection,
  profile: ConnectorProfile,
  holder: ConnectorEnd,
  access: readonly (readonly [string, Json[]])[],
): Made[] {
  const ends = { Source: { Type: source.declaredType }, Destination: { Type: destination.declaredType } };
  const before = connector.attributes['Metadata'];
  const attributes: JsonObject = {
    ...connector.attributes,
    Metadata: { ...(isObject(before) ? before : {}), 'aws:sam:connectors': { [connector.id]: ends } },
  };
  const options = { attributes, dependsOn: connector.dependsOn, from: connector.body };
  const need = (value: Json | undefined, what: string): Json =>
    isSet(value) ? value : refuse(`the ${what} of the \`${profile.holder}\` is not known`, connector.properties);
  const document = { Version: '2012-10-17', Statement: access.flatMap(([, statements]) => statements) };
  switch (profile.kind) {
    case 'role-policy':
      return [
        make(
          `${connector.id}Policy${suffix}`,
          'AWS::IAM::ManagedPolicy',
          { PolicyDocument: document, Roles: [need(holder.roleName, 'role')] },
          options,
        ),
      ];
    case 'queue-policy':
      return [
        make(
          `${connector.id}QueuePolicy${suffix}`,
          'AWS::SQS::QueuePolicy',
          { PolicyDocument: document, Queues: [need(holder.queueUrl, 'URL')] },
          options,
        ),
      ];
    case 'topic-policy':
      return [
        make(
          `${connector.id}TopicPolicy${suffix}`,
          'AWS::SNS::TopicPolicy',
          { PolicyDocument: document, Topics: [need(holder.values['Arn'], 'ARN')] },
          options,
        ),
      ];
    case 'function-permission':
      return access.flatMap(([name, permissions]) =>
        permissions.map((permission) =>
          make(
            `${connector.id}${name}LambdaPermission${suffix}`,
            'AWS::Lambda::Permission',
            { ...(permission as JsonObject), FunctionName: need(holder.values['Arn'], 'ARN') },
            options,
          ),
        ),
      );
  }
}

/** Puts what is known of both ends into the statements of a profile. */
function fillIn(value: Json, connection: Connection): Json {
  if (Array.isArray(value)) return value.map((item) => fillIn(item, connection));
  if (isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillIn(item, connection)]));
  return typeof value === 'string' ? fillInText(value, connection) : value;
}

function fillInText(text: string, { source, destination, connector }: Connection): Json {
  const variables: JsonObject = {};
  const find = (end: string, name: string): Json => {
    const found = (end === 'Source' ? source : destination).values[name];
    return found ?? refuse(`\`${end}.${name}\` of the connector is not known`, connector.properties);
  };
  const [, whole, wholeName] = /^%\{(Source|Destination)\.(\w+)\}$/.exec(text) ?? [];
  if (whole !== undefined && wholeName !== undefined) return find(whole, wholeName);
  const filled = text.replaceAll(/%\{(Source|Destination)\.(\w+)\}/g, (_, end: string, name: string) => {
    variables[end + name] = find(end, name);
    return `\${${end}${name}}`;
  });
  if (!filled.includes('${')) return filled;
  return isSet(variables) ? { 'Fn::Sub': [filled, variables] } : { 'Fn::Sub': filled };
}

/** What uses the policy waits for it. */
function addDependency(
  policy: string,
  { dependedBy }: ConnectorProfile,
  { source, destination }: Connection,
  { results }: Expansion,
): void {
  if (source.id === undefined) return;
  if (dependedBy === 'source') dependOn(findMember(results, source.id), policy);
  if (dependedBy !== 'mapping') return;
  const mappings = Object.values(results).filter(
    (resource) =>
      isObject(resource) &&
      resource['Type'] === 'AWS::Lambda::EventSourceMapping' &&
      findReferenced(findDeep(resource, 'Properties', 'FunctionName')) === destination.id &&
      findReferenced(findDeep(resource, 'Properties', 'EventSourceArn')) === source.id,
  );
  if (mappings.length === 1) dependOn(mappings[0], policy);
}

function dependOn(resource: Json | undefined, ...ids: readonly string[]): void {
  if (isObject(resource)) resource['DependsOn'] = [...new Set([...toList(resource['DependsOn']), ...ids])];
}

/** What waits for the connector waits for all that it becomes. */
function replaceDependencies(id: string, made: readonly Made[], { results }: Expansion): void {
  for (const resource of Object.values(results)) {
    const known = isObject(resource) ? toList(resource['DependsOn']) : [];
    if (!isObject(resource) || !known.includes(id)) continue;
    resource['DependsOn'] = known.filter((item) => item !== id);
    dependOn(resource, ...made.map((entry) => entry.id));
  }
}
