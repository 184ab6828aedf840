import type { Template } from '../../app/application.ts';
import type { Resource } from '../../app/resource.ts';
import type { MapValue, Value } from '../../app/value.ts';
import { emptyMap, findEntry, findPath, findText, isTrue, ref } from '../../app/value.ts';
import { EVENT_TYPES } from './event-types.ts';
import { hasImplicitRole, toImplicitRoleId } from './read-implicit-role.ts';

/**
 * The template with the resources that SAM makes and that its author may refer to: implicit roles and APIs, stages,
 * aliases and versions, queues of subscriptions and destinations.
 */
export function addExpandedResources(template: Template, globals: MapValue): Template {
  if (template.kind !== 'sam') return template;
  const resources = new Map(template.resources);
  const add: Add = (owner, id, type, properties = emptyMap) => {
    if (resources.has(id)) return;
    const { at } = owner;
    resources.set(id, {
      id,
      template: template.file,
      type,
      properties,
      metadata: emptyMap,
      at,
      provenance: 'expansion',
    });
  };
  for (const resource of template.resources.values()) {
    if (resource.type === 'AWS::Serverless::Function') expandFunction(resource, findEntry(globals, 'Function'), add);
    else if (resource.type === 'AWS::Serverless::Api') expandApi(resource, add);
    else if (resource.type === 'AWS::Serverless::StateMachine') expandStateMachine(resource, add);
  }
  return { ...template, resources };
}

type Add = (owner: Resource, id: string, type: string, properties?: MapValue) => void;

function expandFunction(resource: Resource, globals: Value | undefined, add: Add): void {
  const find = (name: string): Value | undefined => findEntry(resource.properties, name) ?? findEntry(globals, name);
  if (hasImplicitRole(find('Role'))) add(resource, toImplicitRoleId(resource.id), 'AWS::IAM::Role');
  const alias = findText(find('AutoPublishAlias'));
  if (alias !== undefined) {
    const properties: MapValue = { kind: 'map', entries: new Map([['FunctionName', ref(resource.id)]]) };
    // SAM lets `Ref` name what it makes of a resource: `!Ref Orders.Alias`.
    for (const id of [`${resource.id}Alias${alias}`, `${resource.id}.Alias`])
      add(resource, id, 'AWS::Lambda::Alias', properties);
    add(resource, `${resource.id}.Version`, 'AWS::Lambda::Version', properties);
  }
  if (find('FunctionUrlConfig') !== undefined) add(resource, `${resource.id}Url`, 'AWS::Lambda::Url');
  expandEvents(resource, add);
  for (const when of ['OnSuccess', 'OnFailure']) {
    const entry = findPath(find('EventInvokeConfig'), 'DestinationConfig', when);
    const type = findText(findEntry(entry, 'Type'));
    if (entry === undefined || findEntry(entry, 'Destination') !== undefined) continue;
    if (type === 'SQS') add(resource, `${resource.id}EventInvokeConfig${when}Queue`, 'AWS::SQS::Queue');
    if (type === 'SNS') add(resource, `${resource.id}EventInvokeConfig${when}Topic`, 'AWS::SNS::Topic');
  }
}

function expandEvents(resource: Resource, add: Add): void {
  const events = findEntry(resource.properties, 'Events');
  if (events?.kind !== 'map') return;
  for (const [name, event] of events.entries) {
    const type = findText(findEntry(event, 'Type')) ?? '';
    const properties = findEntry(event, 'Properties');
    const api = EVENT_TYPES[type]?.implicitApi;
    const isImplicit = findEntry(properties, 'RestApiId') === undefined && findEntry(properties, 'ApiId') === undefined;
    if (api === 'ServerlessRestApi' && isImplicit) {
      add(resource, api, 'AWS::ApiGateway::RestApi');
      add(resource, `${api}ProdStage`, 'AWS::ApiGateway::Stage');
    } else if (api === 'ServerlessHttpApi' && isImplicit) {
      add(resource, api, 'AWS::ApiGatewayV2::Api');
      add(resource, `${api}ApiGatewayDefaultStage`, 'AWS::ApiGatewayV2::Stage');
    } else if (type === 'SNS' && isTrue(findEntry(properties, 'SqsSubscription'))) {
      add(resource, `${resource.id}${name}Queue`, 'AWS::SQS::Queue');
    } else if (/^(?:Schedule|CloudWatchEvent|EventBridgeRule)$/.test(type)) {
      add(resource, `${resource.id}${name}`, 'AWS::Events::Rule');
    }
  }
}

function expandApi(resource: Resource, add: Add): void {
  const stage = findText(findEntry(resource.properties, 'StageName'));
  if (stage !== undefined) add(resource, `${resource.id}${stage}Stage`, 'AWS::ApiGateway::Stage');
}

function expandStateMachine(resource: Resource, add: Add): void {
  if (findEntry(resource.properties, 'Role') === undefined) add(resource, `${resource.id}Role`, 'AWS::IAM::Role');
}
