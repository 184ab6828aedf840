import type { Expansion } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet } from '../json.ts';
import { expectKeys, expectMap, refuse } from '../refusal.ts';
import { readAuthorizers, toSecurityDefinition } from './authorizers.ts';
import { getMethods, getPaths, getSecurity } from './paths.ts';
import { addCustomStatements, addResourcePolicy } from './resource-policy.ts';
import { addApiKeyDefinition, addIamDefinition, getSecurityDefinitions } from './security-definitions.ts';

const KEYS = [
  'Authorizers',
  'DefaultAuthorizer',
  'InvokeRole',
  'AddDefaultAuthorizerToCorsPreflight',
  'AddApiKeyRequiredToCorsPreflight',
  'ApiKeyRequired',
  'ResourcePolicy',
  'UsagePlan',
];

/** What `Auth` of a REST API says of all its methods. */
export function applyApiAuth(document: JsonObject, auth: JsonObject, api: JsonObject, expansion: Expansion): void {
  expectKeys(auth, KEYS, 'Auth');
  const authorizers = readAuthorizers(auth);
  if (authorizers.size > 0) {
    const definitions = getSecurityDefinitions(document);
    for (const [name, authorizer] of authorizers) definitions[name] = toSecurityDefinition(authorizer, expansion);
    setDefaultAuthorizer(document, auth, authorizers);
  }
  if (isSet(auth['ApiKeyRequired'])) {
    addApiKeyDefinition(document);
    setDefaultApiKey(document, isOn(auth['AddApiKeyRequiredToCorsPreflight']));
  }
  const policy = auth['ResourcePolicy'];
  if (!isSet(policy)) return;
  const map = expectMap(policy, 'Auth.ResourcePolicy');
  for (const path of Object.keys(getPaths(document))) addResourcePolicy(document, map, path, api['StageName'] ?? null);
  if (isSet(map['CustomStatements'])) addCustomStatements(document, map['CustomStatements']);
}

/** On unless it is switched off. */
const isOn = (value: Json | undefined): boolean => value === undefined || isSet(value);

function setDefaultAuthorizer(
  document: JsonObject,
  auth: JsonObject,
  authorizers: ReturnType<typeof readAuthorizers>,
): void {
  const name = auth['DefaultAuthorizer'];
  if (!isSet(name)) return;
  if (typeof name !== 'string') return refuse('`DefaultAuthorizer` must be text', auth);
  if (!authorizers.has(name) && name !== 'AWS_IAM') refuse(`\`Authorizers\` has no \`${name}\``, auth);
  const withPreflight = isOn(auth['AddDefaultAuthorizerToCorsPreflight']);
  const names = new Set(['AWS_IAM', ...authorizers.keys()]);
  const scopes = authorizers.get(name)?.scopes ?? [];
  for (const path of Object.keys(getPaths(document))) {
    for (const [method, definition] of getMethods(document, path)) {
      if (method === 'options' && !withPreflight) continue;
      const security = toSecurity(getSecurity(definition, path), names, { [name]: scopes });
      if (security.length === 0) continue;
      definition['security'] = security;
      if (isObject(security[0]) && 'AWS_IAM' in security[0]) addIamDefinition(document);
    }
  }
}

/** A method's own authorizer stands in the place of the default; `NONE` leaves it without one. */
function toSecurity(own: readonly JsonObject[], names: ReadonlySet<string>, fallback: JsonObject): JsonObject[] {
  const isAuthorizer = (entry: JsonObject): boolean => Object.keys(entry).some((key) => names.has(key));
  const others = own.filter((entry) => !isAuthorizer(entry));
  const none = others.findIndex((entry) => 'NONE' in entry);
  if (none !== -1) return others.filter((_, index) => index !== none);
  const chosen = own.filter(isAuthorizer);
  return [...others, ...(chosen.length > 0 ? chosen : [fallback])];
}

function setDefaultApiKey(document: JsonObject, withPreflight: boolean): void {
  for (const path of Object.keys(getPaths(document))) {
    for (const [method, definition] of getMethods(document, path)) {
      const own = getSecurity(definition, path);
      const others = own.filter((entry) => !('api_key' in entry) && !('api_key_false' in entry));
      const isExempt = own.some((entry) => 'api_key_false' in entry) || (method === 'options' && !withPreflight);
      const security = isExempt ? others : [...others, { api_key: [] }];
      if (security.length > 0 || own.length > 0) definition['security'] = security;
    }
  }
}
