import { isElsewhere, isOpenApi, MANAGED } from '../api/definitions.ts';
import { toIntegrationUri } from '../api/integration-uri.ts';
import {
  ANY_METHOD,
  getMethod,
  getSecurity,
  hasIntegration,
  INTEGRATION,
  setIntegration,
  toMethodName,
} from '../api/paths.ts';
import type { Expansion } from '../expansion.ts';
import { choose, sub, toContents } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { findMember, isObject, isSet, toText } from '../json.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import type { FunctionEvent } from './event.ts';
import { makePermission } from './event.ts';

const DEFAULT_PATH = '$default';

/** A route of an HTTP API: it may call the function, and its definition says so. */
export function makeHttpApiEvent(event: FunctionEvent, expansion: Expansion): Made[] {
  const { properties } = event;
  const reference = properties['ApiId'];
  const id = isObject(reference) ? reference['Ref'] : reference;
  const resource = typeof id === 'string' ? findMember(expansion.sources, id) : undefined;
  if (!isObject(resource)) return refuse('`ApiId` must refer to an API of this template', reference);
  const api = expectMap((resource['Properties'] ??= {}), 'Properties');
  const path = toText(properties['Path']);
  const method = toText(properties['Method']).toLowerCase();
  const permission = makeRoutePermission(event, api, path, method);
  if ((api['DefinitionBody'] ?? null) !== null && !isElsewhere(api['DefinitionBody']))
    addIntegration(event, api, path, method);
  return permission === undefined ? [] : [permission];
}

const getDefinition = (body: Json): JsonObject =>
  isOpenApi(body) ? body : refuse('`DefinitionBody` of the API is no OpenAPI 3 document', body);

/** The permission of `$default` covers every other route of the same function. */
function makeRoutePermission(event: FunctionEvent, api: JsonObject, path: string, method: string): Made | undefined {
  const isDefault = path === DEFAULT_PATH;
  const body = isElsewhere(api['DefinitionBody']) ? undefined : api['DefinitionBody'];
  if (isSet(body)) getDefinition(body);
  if (!isDefault && isSet(body) && leadsTo(getDefinition(body), event.target.id)) return undefined;
  const clean = isDefault ? '' : path.replace(/^(.+)\/$/, '$1').replaceAll(/\{(?:[a-zA-Z0-9._-]+|proxy\+)\}/g, '*');
  const verb = method === 'any' || method === ANY_METHOD ? '*' : method.toUpperCase();
  const route = method === 'any' && clean === `/${DEFAULT_PATH}` ? clean : `/${verb}${clean}`;
  const arn = 'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/${__Stage__}';
  const sourceArn = sub(arn + route, { __ApiId__: event.properties['ApiId'] ?? null, __Stage__: '*' });
  return makePermission(event, { principal: 'apigateway.amazonaws.com', sourceArn });
}

/** Whether the default route calls the function. */
function leadsTo(document: JsonObject, functionId: string): boolean {
  if (!hasIntegration(document, DEFAULT_PATH, ANY_METHOD)) return false;
  return getMethod(document, DEFAULT_PATH, ANY_METHOD).every((definition) => {
    const uri = (definition[INTEGRATION] as JsonObject)['uri'];
    return (
      isObject(uri) &&
      toContents(uri).every((content) => {
        const text = isObject(content) ? content['Fn::Sub'] : undefined;
        return typeof text === 'string' && /([A-Za-z0-9]+)\.Arn/.exec(text)?.[1] === functionId;
      })
    );
  });
}

function addIntegration(event: FunctionEvent, api: JsonObject, path: string, method: string): void {
  const { properties, target, passed } = event;
  const document = getDefinition(api['DefinitionBody'] ?? null);
  const isTaken = hasIntegration(document, path, method);
  if (isTaken && isSet(api[MANAGED]))
    refuse(`method \`${method}\` of path \`${path}\` is defined more than once`, event.body);
  const condition = passed['Condition'];
  const uri = toIntegrationUri(target, '${AWS::Partition}');
  const integration: JsonObject = {
    type: 'aws_proxy',
    httpMethod: 'POST',
    payloadFormatVersion: '2.0',
    uri: condition === undefined ? uri : choose(condition, uri),
  };
  const isDefault = path === DEFAULT_PATH && toMethodName(method) === ANY_METHOD;
  const extra: JsonObject = { ...(isDefault ? { isDefaultRoute: true } : {}), responses: {} };
  if (!isTaken) setIntegration(document, path, method, integration, extra, condition);
  if (isSet(properties['Auth'])) applyAuth(document, properties['Auth'] as JsonObject, api, path, method);
  for (const definition of getMethod(document, path, method)) applySettings(definition, properties, path);
}

function applySettings(definition: JsonObject, properties: JsonObject, path: string): void {
  const integration = definition[INTEGRATION] as JsonObject;
  if (isSet(properties['TimeoutInMillis'])) integration['timeoutInMillis'] = properties['TimeoutInMillis'];
  if (isSet(properties['PayloadFormatVersion']))
    integration['payloadFormatVersion'] = properties['PayloadFormatVersion'];
  const names = [...path.matchAll(/\{(.*?)\}/g)].map(([, name = '']) => name);
  if (names.length === 0) return;
  const parameters = Array.isArray(definition['parameters']) ? definition['parameters'] : [];
  for (const name of names) {
    const known = parameters.find((parameter) => isObject(parameter) && parameter['name'] === name);
    if (isObject(known)) Object.assign(known, { in: 'path', required: true });
    else parameters.push({ name, in: 'path', required: true });
  }
  definition['parameters'] = parameters;
}

function applyAuth(document: JsonObject, auth: JsonObject, api: JsonObject, path: string, method: string): void {
  const apiAuth = expectMap(api['Auth'] ?? {}, 'Auth');
  const name = isSet(auth['Authorizer']) ? auth['Authorizer'] : apiAuth['DefaultAuthorizer'];
  if (!isSet(name)) return refuse('`Auth` needs `Authorizer`, or an API with a `DefaultAuthorizer`', auth);
  const authorizers = apiAuth['Authorizers'];
  const isIam = name === 'AWS_IAM' && apiAuth['EnableIamAuthorizer'] === true;
  if (name === 'NONE') {
    if (!isSet(apiAuth['DefaultAuthorizer']))
      refuse('`Authorizer: NONE` needs an API with a `DefaultAuthorizer`', auth);
  } else if (!isIam) {
    if (typeof name !== 'string' || !isObject(authorizers))
      return refuse('the API of the event has no such authorizer', auth);
    if (!isSet(findMember(authorizers, name))) refuse(`the API of the event has no authorizer \`${name}\``, auth);
  }
  const scopes = auth['AuthorizationScopes'];
  if (isSet(scopes) && !Array.isArray(scopes)) refuse('`Auth.AuthorizationScopes` must be a list', auth);
  const authorizer = findMember(authorizers, toText(name));
  const isNamed = name !== 'NONE' && name !== 'AWS_IAM';
  const own = isSet(scopes) ? scopes : isObject(authorizer) ? authorizer['AuthorizationScopes'] : undefined;
  const applied: Json = isNamed && isSet(own) ? own : [];
  for (const definition of getMethod(document, path, method))
    definition['security'] = [...getSecurity(definition, path), { [toText(name)]: applied }];
}
