import type { Expansion } from '../expansion.ts';
import { resolve } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { findMember, isObject, isSet, toText } from '../json.ts';
import { expectList, expectMap, refuse } from '../refusal.ts';
import { getMethod, getSecurity } from './paths.ts';
import { addCustomStatements, addResourcePolicy } from './resource-policy.ts';
import { addApiKeyDefinition, addIamDefinition } from './security-definitions.ts';

interface Place {
  readonly path: string;
  readonly method: string;
  readonly stage: Json;
}

/** What `Auth` of an event says of its method: authorizer, scopes, API key, resource policy. */
export function applyMethodAuth(
  document: JsonObject,
  auth: JsonObject,
  api: JsonObject,
  place: Place,
  expansion: Expansion,
): void {
  const apiAuth = resolve(api['Auth'], expansion);
  const all = isObject(apiAuth) ? apiAuth : {};
  const authorizer = auth['Authorizer'];
  if (isSet(authorizer)) checkAuthorizer(authorizer, all, auth);
  if (isSet(auth['AuthorizationScopes'])) {
    expectList(auth['AuthorizationScopes'], 'Auth.AuthorizationScopes');
    if (!isSet(authorizer)) refuse('`Auth.AuthorizationScopes` needs `Auth.Authorizer`', auth);
  }
  const key = auth['ApiKeyRequired'] ?? null;
  if (key !== null && !isSet(key) && !isSet(all['ApiKeyRequired']))
    refuse('`ApiKeyRequired: false` needs an API that requires a key', auth);
  if (isSet(authorizer)) setAuthorizer(document, toText(authorizer), auth, api['Auth'], place);
  if (key !== null) setApiKey(document, isSet(key), place);
  const policy = auth['ResourcePolicy'];
  if (!isSet(policy)) return;
  const map = expectMap(policy, 'Auth.ResourcePolicy');
  addResourcePolicy(document, map, place.path, place.stage);
  if (isSet(map['CustomStatements'])) addCustomStatements(document, map['CustomStatements']);
}

function checkAuthorizer(authorizer: Json, apiAuth: JsonObject, auth: JsonObject): void {
  const known = apiAuth['Authorizers'];
  if (isSet(known)) expectMap(known, 'Auth.Authorizers');
  if (authorizer === 'AWS_IAM') return;
  if (authorizer === 'NONE') {
    if (!isSet(apiAuth['DefaultAuthorizer']))
      refuse('`Authorizer: NONE` needs an API with a `DefaultAuthorizer`', auth);
    return;
  }
  if (!isSet(known)) refuse('the API of the event has no `Authorizers`', auth);
  if (typeof authorizer !== 'string') refuse('`Auth.Authorizer` must be text', auth);
  if (!isSet(findMember(known, toText(authorizer))))
    refuse(`the API of the event has no authorizer \`${toText(authorizer)}\``, auth);
}

function setAuthorizer(
  document: JsonObject,
  name: string,
  auth: JsonObject,
  apiAuth: Json | undefined,
  { path, method }: Place,
): void {
  const authorizers = isObject(apiAuth) ? apiAuth['Authorizers'] : undefined;
  const authorizer = name === 'NONE' ? undefined : findMember(authorizers, name);
  const scopes = auth['AuthorizationScopes'] ?? (isObject(authorizer) ? authorizer['AuthorizationScopes'] : undefined);
  const applies = isObject(authorizer) ? (scopes ?? []) : [];
  for (const definition of getMethod(document, path, method)) {
    const security = [...getSecurity(definition, path), { [name]: applies }];
    definition['security'] = security;
    if (security[0] !== undefined && 'AWS_IAM' in security[0]) addIamDefinition(document);
  }
}

/** A method that needs no key says so until the default of the API is set. */
function setApiKey(document: JsonObject, isRequired: boolean, { path, method }: Place): void {
  for (const definition of getMethod(document, path, method)) {
    if (isRequired) addApiKeyDefinition(document);
    const name = isRequired ? 'api_key' : 'api_key_false';
    definition['security'] = [...getSecurity(definition, path), { [name]: [] }];
  }
}
