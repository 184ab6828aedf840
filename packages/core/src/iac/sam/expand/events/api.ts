import { createSwagger, isElsewhere, isSwagger, MANAGED } from '../api/definitions.ts';
import { findApi } from '../api/find-api.ts';
import { toIntegrationUri } from '../api/integration-uri.ts';
import { applyMethodAuth } from '../api/method-auth.ts';
import {
  getMethod,
  getPaths,
  hasIntegration,
  INTEGRATION,
  setIntegration,
  toMethodName,
  toWildcardPath,
} from '../api/paths.ts';
import { applyRequestModel, applyRequestParameters } from '../api/request.ts';
import type { Expansion } from '../expansion.ts';
import { choose, sub } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet, setMember, toText } from '../json.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made } from '../resource.ts';
import type { FunctionEvent } from './event.ts';
import { makePermission } from './event.ts';

/** A method of a REST API: it may call the function, and its definition says so. */
export function makeApiEvent(event: FunctionEvent, expansion: Expansion): Made[] {
  const { properties } = event;
  const api = findApi(properties['RestApiId'], expansion);
  const path = toText(properties['Path']);
  const method = toText(properties['Method']).toLowerCase();
  const permission = makeApiPermission(event, api.stageSuffix, path, method, expansion);
  const isManaged = isSet(api.properties[MANAGED]);
  const merges = isSet(api.properties['MergeDefinitions']);
  if (isElsewhere(api.properties['DefinitionBody'])) return [permission];
  if ((isManaged || merges) && (api.properties['DefinitionBody'] ?? null) !== null)
    addIntegration(event, api.properties, merges, api.stageSuffix, path, method, expansion);
  const auth = properties['Auth'];
  const body = api.properties['DefinitionBody'];
  if (isObject(auth) && isSet(auth['OverrideApiAuth']) && isSet(body)) {
    if (!['Authorizer', 'ApiKeyRequired', 'ResourcePolicy'].some((name) => isSet(auth[name])))
      refuse('`OverrideApiAuth` needs `Authorizer`, `ApiKeyRequired` or `ResourcePolicy`', auth);
    applyMethodAuth(getDefinition(body), auth, api.properties, { path, method, stage: api.stageSuffix }, expansion);
  }
  return [permission];
}

const getDefinition = (body: Json): JsonObject =>
  isSwagger(body) ? body : refuse('`DefinitionBody` of the API is no Swagger or OpenAPI document', body);

function makeApiPermission(
  event: FunctionEvent,
  suffix: string,
  path: string,
  method: string,
  { partition }: Expansion,
): Made {
  const verb = method === 'any' ? '*' : method.toUpperCase();
  const wildcard = toWildcardPath(path.replace(/^(.+)\/$/, '$1'));
  const sourceArn = sub(
    `arn:${partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${verb}${wildcard}`,
    { __ApiId__: event.properties['RestApiId'] ?? null, __Stage__: '*' },
  );
  return makePermission(event, { principal: 'apigateway.amazonaws.com', sourceArn, suffix });
}

function addIntegration(
  event: FunctionEvent,
  api: JsonObject,
  merges: boolean,
  stage: string,
  path: string,
  method: string,
  expansion: Expansion,
): void {
  const { properties } = event;
  const given = getDefinition(api['DefinitionBody'] ?? null);
  const document = merges ? createSwagger() : given;
  if (hasIntegration(document, path, method))
    refuse(`method \`${method}\` of path \`${path}\` is defined more than once`, event.body);
  const auth = expectMap(isSet(properties['Auth']) ? properties['Auth'] : {}, 'Auth');
  const apiAuth = expectMap(isSet(api['Auth']) ? api['Auth'] : {}, 'Auth');
  const isStreamed = properties['ResponseTransferMode'] === 'RESPONSE_STREAM';
  const condition = event.passed['Condition'];
  const uri = toIntegrationUri(event.target, expansion.partition, isStreamed);
  const credentials = toCredentials(auth, apiAuth, expansion);
  const integration: JsonObject = {
    type: 'aws_proxy',
    httpMethod: 'POST',
    uri: condition === undefined ? uri : choose(condition, uri),
    ...(isStreamed ? { responseTransferMode: 'STREAM' } : {}),
    ...(credentials === undefined ? {} : { credentials }),
  };
  setIntegration(document, path, method, integration, { responses: {} }, condition);
  if (isSet(auth)) applyMethodAuth(document, auth, api, { path, method, stage }, expansion);
  const timeout = properties['TimeoutInMillis'];
  if (isSet(timeout)) {
    for (const definition of getMethod(document, path, method))
      (definition[INTEGRATION] as JsonObject)['timeoutInMillis'] = timeout;
  }
  applyRequestModel(document, properties['RequestModel'], api, { path, method });
  applyRequestParameters(document, properties['RequestParameters'], { path, method });
  if (merges) mergeMethod(given, document, path, method);
}

/** With IAM the integration is called as the caller, unless a role is named. */
function toCredentials(auth: JsonObject, apiAuth: JsonObject, { partition }: Expansion): Json | undefined {
  const isIam = auth['Authorizer'] === 'AWS_IAM' || (apiAuth['DefaultAuthorizer'] === 'AWS_IAM' && !isSet(auth));
  if (!isIam) return undefined;
  const find = (from: JsonObject): Json | undefined =>
    isSet(from['InvokeRole']) ? from['InvokeRole'] : 'InvokeRole' in from ? 'NONE' : undefined;
  const role = find(auth) ?? find(apiAuth) ?? 'CALLER_CREDENTIALS';
  if (role === 'NONE') return undefined;
  return role === 'CALLER_CREDENTIALS' ? `arn:${partition}:iam::*:user/*` : role;
}

/** `MergeDefinitions`: what the author says of a method stays beside what the event makes of it. */
function mergeMethod(given: JsonObject, made: JsonObject, path: string, method: string): void {
  const paths = getPaths(given);
  const own = expectMap(paths[path] ?? {}, `paths.${path}`);
  const before = expectMap(own[method] ?? {}, `paths.${path}.${method}`);
  const found = (getPaths(made)[path] as JsonObject)[toMethodName(method)];
  own[method] = { ...before, ...(isObject(found) ? found : {}) };
  setMember(paths, path, own);
}
