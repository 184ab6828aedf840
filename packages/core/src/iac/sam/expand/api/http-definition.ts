import type { Expansion } from '../expansion.ts';
import { isIntrinsic, isNoValue, toContents } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { findDeep, isEqual, isObject, isSet, setMember } from '../json.ts';
import { expectKeys, expectMap, expectString, refuse } from '../refusal.ts';
import { createOpenApi, isElsewhere, isOpenApi } from './definitions.ts';
import { getItems, getPaths, INTEGRATION, toMethodName } from './paths.ts';
import { readV2Authorizers, toSecurityScheme } from './v2-authorizers.ts';

/** The tag by which SAM marks HTTP APIs that it made. */
export const HTTP_MARK = 'httpapi:createdBy';

/** The definition of an HTTP API with everything that the API's properties say of it; `undefined` for one that lies elsewhere. */
export function completeOpenApi(properties: JsonObject, expansion: Expansion): Json | undefined {
  const body = properties['DefinitionBody'];
  if (isElsewhere(body)) return body;
  const need = (name: string): JsonObject => {
    if (!isSet(body)) refuse(`\`${name}\` needs a definition in the template`, properties);
    return isOpenApi(body) ? body : refuse('`DefinitionBody` is no OpenAPI 3 document', body);
  };
  const cors = properties['CorsConfiguration'];
  if (isSet(cors)) addCors(need('CorsConfiguration'), cors);
  const auth = properties['Auth'];
  if (isSet(auth)) addAuth(need('Auth'), expectMap(auth, 'Auth'), expansion);
  const tags = isObject(properties['Tags']) ? properties['Tags'] : {};
  if (isSet(tags)) need('Tags');
  if (isOpenApi(body)) addTags(body, { ...tags, [HTTP_MARK]: 'SAM' });
  const isDisabled = properties['DisableExecuteApiEndpoint'] ?? null;
  if (isDisabled !== null) disableEndpoint(need('DisableExecuteApiEndpoint'), isDisabled);
  if (isSet(properties['Name'])) setInfo(need('Name'), 'title', properties['Name']);
  if (isSet(properties['Description'])) setInfo(need('Description'), 'description', properties['Description']);
  if (isSet(properties['FailOnWarnings']) && isObject(body)) renameDefaultPath(body);
  return isSet(body) ? body : undefined;
}

const CORS = 'x-amazon-apigateway-cors';
const CORS_KEYS = ['AllowMethods', 'AllowHeaders', 'AllowOrigins', 'MaxAge', 'ExposeHeaders', 'AllowCredentials'];
const toCorsName = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1);

function addCors(document: JsonObject, cors: Json): void {
  const known = expectMap(document[CORS] ?? {}, CORS);
  document[CORS] = known;
  if (cors === true) {
    known['allowOrigins'] = ['*'];
    return;
  }
  if (isIntrinsic(cors)) {
    Object.assign(known, renameCorsKeys(cors));
    return;
  }
  const given = expectMap(cors, 'CorsConfiguration');
  expectKeys(given, CORS_KEYS, 'CorsConfiguration');
  if (given['AllowCredentials'] === true && isEqual(given['AllowOrigins'], ['*']))
    refuse('`AllowCredentials` needs `AllowOrigins` that are not `*`', given);
  const origins = given['AllowOrigins'];
  if (isIntrinsic(origins)) {
    Object.assign(known, renameCorsKeys(origins));
    return;
  }
  for (const key of CORS_KEYS) {
    const value = given[key];
    const isGiven =
      key === 'MaxAge' ? (value ?? null) !== null : key === 'AllowCredentials' ? value === true : isSet(value);
    if (isGiven) known[toCorsName(key)] = value ?? null;
  }
}

/** The same with the members' names as OpenAPI has them, wherever they stand. */
function renameCorsKeys(value: Json): Json {
  if (Array.isArray(value)) return value.map(renameCorsKeys);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [CORS_KEYS.includes(key) ? toCorsName(key) : key, renameCorsKeys(item)]),
  );
}

function addAuth(document: JsonObject, auth: JsonObject, expansion: Expansion): void {
  expectKeys(auth, ['Authorizers', 'DefaultAuthorizer', 'EnableIamAuthorizer'], 'Auth');
  const authorizers = readV2Authorizers(auth);
  if (authorizers.size > 0) {
    const found = document['components'];
    const components: JsonObject = isSet(found) ? expectMap(found, 'components') : {};
    const schemes = isObject(components['securitySchemes']) ? components['securitySchemes'] : {};
    for (const [name, authorizer] of authorizers) setMember(schemes, name, toSecurityScheme(authorizer, expansion));
    document['components'] = { ...components, securitySchemes: schemes };
  }
  const given = auth['DefaultAuthorizer'];
  if (!isSet(given) || isNoValue(given)) return;
  const name = expectString(given, 'Auth.DefaultAuthorizer');
  const authorizer = authorizers.get(name);
  if (authorizer === undefined) return refuse(`\`Authorizers\` has no \`${name}\``, auth);
  const scopes = authorizer.settings['AuthorizationScopes'] ?? [];
  for (const path of Object.keys(getPaths(document))) setDefaultAuthorizer(document, path, { [name]: scopes });
}

function setDefaultAuthorizer(document: JsonObject, path: string, security: JsonObject): void {
  for (const item of getItems(document, path)) {
    for (const [method, value] of Object.entries(item)) {
      if (method === 'parameters' || toMethodName(method) === 'options') continue;
      if (!(toMethodName(method) in item))
        refuse(`method \`${method}\` of path \`${path}\` is written \`${toMethodName(method)}\` here`, item);
      for (const content of toContents(value)) {
        const definition = expectMap(content, `paths.${path}.${method}`);
        if (isSet(definition[INTEGRATION]) && !isSet(definition['security']))
          definition['security'] = [{ ...security }];
      }
    }
  }
}

function addTags(document: JsonObject, tags: JsonObject): void {
  const known = document['tags'] ?? [];
  if (!Array.isArray(known)) return refuse('`tags` of the definition must be a list', document);
  for (const [name, value] of Object.entries(tags)) {
    const found = known.find((tag) => isObject(tag) && tag['name'] === name);
    if (isObject(found)) found['x-amazon-apigateway-tag-value'] = value;
    else known.push({ name, 'x-amazon-apigateway-tag-value': value });
  }
  document['tags'] = known;
}

const ENDPOINT = 'x-amazon-apigateway-endpoint-configuration';

function disableEndpoint(document: JsonObject, value: Json): void {
  const servers = document['servers'] ?? [{}];
  for (const item of Array.isArray(servers) ? servers : []) {
    const server = expectMap(item, 'servers[]');
    server[ENDPOINT] = { ...(isObject(server[ENDPOINT]) ? server[ENDPOINT] : {}), disableExecuteApiEndpoint: value };
  }
  document['servers'] = servers;
}

/** @throws Refusal when the definition has a title or a description of its own. */
function setInfo(document: JsonObject, member: 'title' | 'description', value: Json): void {
  const info = expectMap(document['info'] ?? {}, 'info');
  const own = info[member];
  const isFree = member === 'title' ? isEqual(own, findDeep(createOpenApi(), 'info', 'title')) : !isSet(own);
  if (!isFree) refuse(`the definition has its own \`info.${member}\``, document);
  info[member] = value;
  document['info'] = info;
}

/** With warnings as errors, `$default` would be one. */
function renameDefaultPath(document: JsonObject): void {
  const paths = document['paths'];
  if (!isObject(paths) || !('$default' in paths)) return;
  paths['/$default'] = paths['$default'] ?? null;
  delete paths['$default'];
}
