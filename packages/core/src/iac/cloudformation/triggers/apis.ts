import { findResource } from '../../../app/follow-value.ts';
import type { Resource } from '../../../app/resource.ts';
import type { TriggerKind } from '../../../app/trigger.ts';
import type { MapValue, Value } from '../../../app/value.ts';
import { findEntry, findPath, findText, ref } from '../../../app/value.ts';
import type { TriggerReader, TriggerScope, TriggerSpec } from './trigger-reader.ts';
import { toSpecs } from './trigger-reader.ts';

/** APIs of every kind, with the functions behind their routes and their authorizers. */
export const API_READERS: Readonly<Record<string, TriggerReader>> = {
  'AWS::ApiGateway::Method': (resource) =>
    toSpecs(
      resource,
      'rest-api',
      findPath(resource.properties, 'Integration', 'Uri'),
      findEntry(resource.properties, 'RestApiId'),
    ),
  'AWS::ApiGateway::RestApi': (resource) =>
    readDefinition(resource, 'rest-api', findEntry(resource.properties, 'Body')),
  'AWS::ApiGateway::Authorizer': (resource) =>
    toSpecs(
      resource,
      'authorizer',
      findEntry(resource.properties, 'AuthorizerUri'),
      findEntry(resource.properties, 'RestApiId'),
    ),
  'AWS::ApiGatewayV2::Api': (resource) => [
    ...readDefinition(resource, 'http-api', findEntry(resource.properties, 'Body')),
    ...toSpecs(resource, 'http-api', findEntry(resource.properties, 'Target'), ref(resource.id)),
  ],
  'AWS::ApiGatewayV2::Integration': (resource, scope) => {
    const api = findEntry(resource.properties, 'ApiId');
    return toSpecs(resource, findProtocol(api, scope), findEntry(resource.properties, 'IntegrationUri'), api);
  },
  'AWS::ApiGatewayV2::Authorizer': (resource) =>
    toSpecs(
      resource,
      'authorizer',
      findEntry(resource.properties, 'AuthorizerUri'),
      findEntry(resource.properties, 'ApiId'),
    ),
  'AWS::Serverless::Api': (resource) => [
    ...readDefinition(resource, 'rest-api', findEntry(resource.properties, 'DefinitionBody')),
    ...readAuthorizers(resource),
  ],
  'AWS::Serverless::HttpApi': (resource) => [
    ...readDefinition(resource, 'http-api', findEntry(resource.properties, 'DefinitionBody')),
    ...readAuthorizers(resource),
  ],
  'AWS::Serverless::WebSocketApi': (resource) => [
    ...toEntries(findEntry(resource.properties, 'Routes')).flatMap((route) =>
      toSpecs(resource, 'websocket-api', findEntry(route, 'FunctionArn'), ref(resource.id), route),
    ),
    ...toSpecs(resource, 'authorizer', findPath(resource.properties, 'Auth', 'AuthArn'), ref(resource.id)),
  ],
  'AWS::Lambda::Url': (resource) =>
    toSpecs(resource, 'function-url', findEntry(resource.properties, 'TargetFunctionArn'), null),
};

/** True for the type of an API whose routes are declared apart. */
export function findProtocol(api: Value | undefined, scope: TriggerScope): TriggerKind {
  const found = api === undefined ? undefined : findResource(api, scope.template, scope.application);
  const isSocket = findText(findEntry(found?.resource.properties, 'ProtocolType')) === 'WEBSOCKET';
  return isSocket || found?.resource.type === 'AWS::Serverless::WebSocketApi' ? 'websocket-api' : 'http-api';
}

/** An OpenAPI document in the template: operations by their integration, security schemes by their authorizer. */
function readDefinition(resource: Resource, kind: TriggerKind, body: Value | undefined): TriggerSpec[] {
  const api = ref(resource.id);
  const operations = toEntries(findEntry(body, 'paths')).flatMap((path) => toEntries(path));
  const schemes = [
    ...toEntries(findPath(body, 'components', 'securitySchemes')),
    ...toEntries(findEntry(body, 'securityDefinitions')),
  ];
  return [
    ...operations.flatMap((operation) =>
      toSpecs(resource, kind, findPath(operation, 'x-amazon-apigateway-integration', 'uri'), api, operation),
    ),
    ...schemes.flatMap((scheme) =>
      toSpecs(resource, 'authorizer', findPath(scheme, 'x-amazon-apigateway-authorizer', 'authorizerUri'), api, scheme),
    ),
  ];
}

function readAuthorizers(resource: Resource): TriggerSpec[] {
  return toEntries(findPath(resource.properties, 'Auth', 'Authorizers')).flatMap((authorizer) =>
    toSpecs(resource, 'authorizer', findEntry(authorizer, 'FunctionArn'), ref(resource.id), authorizer),
  );
}

function toEntries(value: Value | undefined): MapValue[] {
  return value?.kind === 'map' ? [...value.entries.values()].filter((entry) => entry.kind === 'map') : [];
}
