import type { Expansion } from '../expansion.ts';
import { isIntrinsic } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet, setMember, toText } from '../json.ts';
import { expectKeys, expectMap, refuse } from '../refusal.ts';
import { applyApiAuth } from './api-auth.ts';
import { addCors } from './cors.ts';
import { isElsewhere, isSwagger } from './definitions.ts';
import { getItems, getPaths, isVersion3 } from './paths.ts';

/** The definition of a REST API with everything that the API's properties say of it; `undefined` for one that lies elsewhere. */
export function completeDefinition(properties: JsonObject, expansion: Expansion): Json | undefined {
  const body = properties['DefinitionBody'];
  if (isElsewhere(body)) return body;
  const find = (name: string): Json | undefined => {
    const value = properties[name];
    if (!isSet(value)) return undefined;
    if (!isSet(body)) refuse(`\`${name}\` needs a definition in the template`, value);
    return value;
  };
  const document = (): JsonObject => {
    if (!isSwagger(body)) return refuse('`DefinitionBody` is no Swagger or OpenAPI document', body ?? properties);
    for (const path of Object.keys(getPaths(body))) getItems(body, path);
    return body;
  };
  const cors = find('Cors');
  if (cors !== undefined) addCors(document(), cors);
  const auth = find('Auth');
  if (auth !== undefined) {
    applyApiAuth(document(), expectMap(auth, 'Auth'), properties, expansion);
    adoptVersion(document(), properties);
  }
  const responses = find('GatewayResponses');
  if (responses !== undefined) addGatewayResponses(document(), expectMap(responses, 'GatewayResponses'));
  if (isSet(properties['BinaryMediaTypes']) && isSet(body)) addBinaryTypes(document(), properties['BinaryMediaTypes']);
  const models = find('Models');
  if (models !== undefined) {
    addModels(document(), expectMap(models, 'Models'));
    adoptVersion(document(), properties);
  }
  const isDisabled = properties['DisableExecuteApiEndpoint'] ?? null;
  if (isDisabled !== null) {
    if (!isSet(body)) refuse('`DisableExecuteApiEndpoint` needs a definition in the template', properties);
    disableEndpoint(document(), isDisabled);
  }
  if (isSet(properties['DefinitionUri'])) return undefined;
  if (isObject(body) && isSet(body)) adoptVersion(body, properties);
  return isSet(body) ? body : undefined;
}

const ENDPOINT = 'x-amazon-apigateway-endpoint-configuration';

function disableEndpoint(document: JsonObject, value: Json): void {
  const isServers = isSet(document['openapi']) && isVersion3(document['openapi']);
  const servers = (document['servers'] ??= isServers ? [{}] : null);
  if (servers === null) delete document['servers'];
  const holders = isServers && Array.isArray(servers) ? servers : [document];
  for (const item of holders) {
    const holder = expectMap(item, 'servers[]');
    const config = expectMap((holder[ENDPOINT] ??= {}), ENDPOINT);
    config['disableExecuteApiEndpoint'] = value;
  }
}

/** `~1` stands for `/` in the names of media types. */
function addBinaryTypes(document: JsonObject, types: Json): void {
  document['x-amazon-apigateway-binary-media-types'] = replaceSlashes(types);
}

function replaceSlashes(value: Json): Json {
  if (typeof value === 'string') return value.replaceAll('~1', '/');
  if (Array.isArray(value)) return value.map(replaceSlashes);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replaceAll('~1', '/'), replaceSlashes(item)]),
  );
}

const RESPONSES = 'x-amazon-apigateway-gateway-responses';

function addGatewayResponses(document: JsonObject, given: JsonObject): void {
  const found = document[RESPONSES];
  const responses: JsonObject = isObject(found) ? found : {};
  for (const [name, value] of Object.entries(given)) {
    if (isIntrinsic(value)) refuse('`GatewayResponses` takes no intrinsic functions', given);
    const response = expectMap(value, `GatewayResponses.${name}`);
    expectKeys(response, ['ResponseParameters', 'ResponseTemplates', 'StatusCode'], `GatewayResponses.${name}`);
    setMember(responses, name, toGatewayResponse(response, name));
  }
  if (isSet(responses)) document[RESPONSES] = responses;
}

const PREFIXES = { Headers: 'header', Paths: 'path', QueryStrings: 'querystring' } as const;

function toGatewayResponse(response: JsonObject, name: string): JsonObject {
  const given = response['ResponseParameters'];
  const parameters = isSet(given) ? expectMap(given, `GatewayResponses.${name}.ResponseParameters`) : {};
  expectKeys(parameters, Object.keys(PREFIXES), `GatewayResponses.${name}.ResponseParameters`);
  const status = response['StatusCode'] ?? null;
  if (isSet(status) && !/^\d{1,3}$/.test(toText(status)))
    refuse(`\`GatewayResponses.${name}.StatusCode\` must be a number`, response);
  const entries = Object.entries(PREFIXES).flatMap(([kind, prefix]) =>
    Object.entries(expectMap(parameters[kind] ?? {}, `ResponseParameters.${kind}`)).map(
      ([key, value]): [string, Json] => [`gatewayresponse.${prefix}.${key}`, value],
    ),
  );
  const templates = response['ResponseTemplates'];
  return {
    responseParameters: Object.fromEntries(entries),
    responseTemplates: isSet(templates) ? templates : {},
    ...(isSet(status) ? { statusCode: toText(status) } : {}),
  };
}

function addModels(document: JsonObject, models: JsonObject): void {
  const found = document['definitions'];
  const definitions: JsonObject = isObject(found) ? found : {};
  for (const [name, schema] of Object.entries(models)) {
    if (!isSet(expectMap(schema, `Models.${name}`)['type'])) refuse(`model \`${name}\` has no \`type\``, schema);
    setMember(definitions, name.toLowerCase(), schema);
  }
  document['definitions'] = definitions;
}

/** A document of version 3 keeps schemas and authorizers under `components`. */
function adoptVersion(document: JsonObject, properties: JsonObject): void {
  if ((document['swagger'] ?? null) !== null) return;
  const version = properties['OpenApiVersion'] ?? document['openapi'];
  if (!isSet(version) || !isVersion3(version)) return;
  moveToComponents(document, 'securityDefinitions', 'securitySchemes');
  moveToComponents(document, 'definitions', 'schemas');
  if (!isSet(document['paths'])) return;
  const paths = getPaths(document);
  for (const [path, value] of Object.entries(paths)) {
    const options = expectMap(value, `paths.${path}`)['options'];
    if (isSet(options)) adoptOptions(expectMap(options, `paths.${path}.options`), path);
  }
}

function moveToComponents(document: JsonObject, from: string, to: string): void {
  if (!isSet(document[from])) return;
  const found = document['components'];
  const components: JsonObject = isObject(found) ? found : {};
  components[to] = document[from];
  document['components'] = components;
  delete document[from];
}

function adoptOptions(options: JsonObject, path: string): void {
  delete options['produces'];
  delete options['consumes'];
  const responses = options['responses'];
  if ((responses ?? null) === null) return;
  const ok = expectMap(responses, `paths.${path}.options.responses`)['200'];
  if ((ok ?? null) === null) return;
  const headers = expectMap(ok, `paths.${path}.options.responses.200`)['headers'];
  if (!isSet(headers)) return;
  for (const [name, value] of Object.entries(expectMap(headers, `headers of path ${path}`))) {
    setMember(headers as JsonObject, name, { schema: value });
  }
}
