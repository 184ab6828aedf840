import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet, toText } from '../json.ts';
import { choose } from '../intrinsics.ts';
import { copy } from '../places.ts';
import { expectMap, expectPresent, expectString, refuse } from '../refusal.ts';
import { combineConditions } from '../conditions.ts';
import { createOpenApi, createSwagger, isOpenApi, isSwagger, MANAGED } from './definitions.ts';
import { addPath, ANY_METHOD, getPaths, makePathConditional } from './paths.ts';

interface Kind {
  readonly event: string;
  readonly idProperty: string;
  readonly type: string;
  readonly implicitId: string;
  readonly create: () => JsonObject;
  readonly isValid: (definition: Json | undefined) => boolean;
}

const REST: Kind = {
  event: 'Api',
  idProperty: 'RestApiId',
  type: 'AWS::Serverless::Api',
  implicitId: 'ServerlessRestApi',
  create: () => ({ StageName: 'Prod', DefinitionBody: createSwagger(), [MANAGED]: true }),
  isValid: isSwagger,
};

const HTTP: Kind = {
  event: 'HttpApi',
  idProperty: 'ApiId',
  type: 'AWS::Serverless::HttpApi',
  implicitId: 'ServerlessHttpApi',
  create: () => ({ DefinitionBody: createOpenApi(), [MANAGED]: true }),
  isValid: isOpenApi,
};

/** What functions say of the APIs that their events belong to. */
interface Uses {
  /** Conditions by API, path and method; `null` for a method that is always there. */
  readonly conditions: Map<string, Map<string, Map<string, string | null>>>;
  readonly deletionPolicies: Json[];
  readonly replacePolicies: Json[];
}

/** Runs something for one resource; a refusal is reported and ends it. */
export type Attempt = (id: string, body: Json | undefined, run: () => void) => void;

/** Adds the APIs that events without one belong to, and every event's path to the definition of its API. */
export function addImplicitApis(template: JsonObject, attempt: Attempt): void {
  for (const kind of [REST, HTTP]) addImplicitApi(template, kind, attempt);
}

function addImplicitApi(template: JsonObject, kind: Kind, attempt: Attempt): void {
  const resources = template['Resources'] as JsonObject;
  const existing = resources[kind.implicitId];
  const before = existing === undefined ? undefined : copy(existing);
  resources[kind.implicitId] = { Type: kind.type, Properties: kind.create() };
  const uses: Uses = { conditions: new Map(), deletionPolicies: [], replacePolicies: [] };
  for (const [id, resource] of Object.entries(resources)) {
    if (!isObject(resource) || !/^AWS::Serverless::(?:Function|StateMachine)$/.test(toText(resource['Type']))) continue;
    for (const [name, event] of findEvents(resource, kind)) {
      attempt(`${id}/${name}`, event, () => addEvent(template, resource, event, kind, uses));
    }
  }
  addConditions(template, kind, uses);
  const implicit = resources[kind.implicitId] as JsonObject;
  const properties = implicit['Properties'] as JsonObject;
  if (Object.keys(getPaths(properties['DefinitionBody'] as JsonObject)).length > 0) return;
  if (before === undefined) delete resources[kind.implicitId];
  else resources[kind.implicitId] = before;
}

function findEvents(resource: JsonObject, kind: Kind): [string, JsonObject][] {
  const events = isObject(resource['Properties']) ? resource['Properties']['Events'] : undefined;
  if (!isObject(events)) return [];
  return Object.entries(events).filter(
    (entry): entry is [string, JsonObject] => isObject(entry[1]) && entry[1]['Type'] === kind.event,
  );
}

function addEvent(template: JsonObject, owner: JsonObject, event: JsonObject, kind: Kind, uses: Uses): void {
  const given = event['Properties'] ?? {};
  if (kind === REST && !isSet(given)) return;
  const properties = expectMap(given, 'Properties');
  event['Properties'] = properties;
  propagateTags(template, owner, properties, kind);
  if (!(kind.idProperty in properties)) properties[kind.idProperty] = { Ref: kind.implicitId };
  if (kind === HTTP && !isSet(properties['Path']) && !isSet(properties['Method'])) {
    properties['Path'] = '$default';
    properties['Method'] = ANY_METHOD;
  }
  const path = expectString(expectPresent(properties['Path'], 'Path', properties), 'Path');
  const method = expectString(expectPresent(properties['Method'], 'Method', properties), 'Method');
  const api = expectString(toApiId(properties[kind.idProperty]), kind.idProperty);
  const byPath = uses.conditions.get(api) ?? new Map<string, Map<string, string | null>>();
  const byMethod = byPath.get(path) ?? new Map<string, string | null>();
  const condition = owner['Condition'];
  byMethod.set(method, typeof condition === 'string' ? condition : null);
  uses.conditions.set(api, byPath.set(path, byMethod));
  if (api === kind.implicitId) {
    uses.deletionPolicies.push(owner['DeletionPolicy'] ?? null);
    uses.replacePolicies.push(owner['UpdateReplacePolicy'] ?? null);
  }
  addToDefinition(template, api, path, method, properties, kind);
  if (kind === HTTP && 'RouteSettings' in properties) addRouteSettings(template, api, properties, condition);
}

const toApiId = (value: Json | undefined): Json | undefined =>
  isObject(value) && value['Ref'] !== undefined ? value['Ref'] : value;

function findResource(template: JsonObject, id: string): JsonObject | undefined {
  const resources = template['Resources'] as JsonObject;
  const found = Object.hasOwn(resources, id) ? resources[id] : undefined;
  return isObject(found) ? found : undefined;
}

function addToDefinition(
  template: JsonObject,
  api: string,
  path: string,
  method: string,
  event: JsonObject,
  kind: Kind,
): void {
  const resource = findResource(template, api);
  const isOther = resource?.['Type'] === 'AWS::Serverless::HttpApi' && kind === REST;
  if (resource === undefined || isOther)
    refuse(`\`${kind.idProperty}\` must refer to a resource of type \`${kind.type}\` in this template`, event);
  const properties = resource['Properties'];
  if (!isObject(properties) || !kind.isValid(properties['DefinitionBody']) || !isSet(properties[MANAGED])) return;
  addPath(properties['DefinitionBody'] as JsonObject, path, method);
}

function propagateTags(template: JsonObject, owner: JsonObject, event: JsonObject, kind: Kind): void {
  if (kind.idProperty in event) return;
  const section = toText(owner['Type']).split('::')[2] ?? '';
  const globals = isObject(template['Globals']) ? template['Globals'][section] : undefined;
  const own = isObject(owner['Properties']) ? owner['Properties'] : {};
  const find = (name: string): Json | undefined =>
    isSet(own[name]) ? own[name] : isObject(globals) ? globals[name] : undefined;
  const tags = find('Tags');
  const implicit = findResource(template, kind.implicitId)?.['Properties'];
  if (!isObject(tags) || !isSet(find('PropagateTags')) || !isObject(implicit)) return;
  implicit['Tags'] = { ...(isObject(implicit['Tags']) ? implicit['Tags'] : {}), ...tags };
  implicit['PropagateTags'] = true;
}

function addRouteSettings(template: JsonObject, api: string, event: JsonObject, condition: Json | undefined): void {
  const properties = findResource(template, api)?.['Properties'];
  if (!isObject(properties)) return;
  const method = toText(event['Method']);
  const path = toText(event['Path']);
  const route = method === ANY_METHOD ? path : `${method.toUpperCase()} ${path}`;
  const all = expectMap(properties['RouteSettings'] ?? {}, 'RouteSettings');
  const own = isSet(condition) ? choose(condition, event['RouteSettings'] ?? {}) : (event['RouteSettings'] ?? {});
  all[route] = { ...(isObject(all[route]) ? all[route] : {}), ...expectMap(own, 'RouteSettings') };
  properties['RouteSettings'] = all;
}

/** What is made for functions under conditions stands under these as well. */
function addConditions(template: JsonObject, kind: Kind, uses: Uses): void {
  const conditions = (template['Conditions'] ??= {}) as JsonObject;
  const implicit = findResource(template, kind.implicitId) as JsonObject;
  const byPath = [...(uses.conditions.get(kind.implicitId)?.values() ?? [])];
  const all = [...new Set(byPath.flatMap((methods) => [...methods.values()]))];
  const condition = toOneCondition(all, `${kind.implicitId}Condition`, conditions);
  if (condition !== undefined) implicit['Condition'] = condition;
  const deletion = findStrongest(uses.deletionPolicies, ['Retain', 'Delete']);
  if (deletion !== undefined) implicit['DeletionPolicy'] = deletion;
  const replace = findStrongest(uses.replacePolicies, ['Retain', 'Snapshot', 'Delete']);
  if (replace !== undefined) implicit['UpdateReplacePolicy'] = replace;
  for (const [api, paths] of uses.conditions) {
    const properties = findResource(template, api)?.['Properties'];
    if (!isObject(properties) || !isSet(properties[MANAGED]) || !isObject(properties['DefinitionBody'])) continue;
    for (const [path, methods] of paths) {
      const name = `${api}${path.replaceAll('/', 'SLASH').replaceAll('{', 'OB').replaceAll('}', 'CB')}PathCondition`;
      const one = toOneCondition([...new Set(methods.values())], name, conditions);
      if (one !== undefined) makePathConditional(properties['DefinitionBody'], path, one);
    }
  }
  if (Object.keys(conditions).length === 0) delete template['Conditions'];
}

/** The condition under which one of several holds; none when something is always there. */
function toOneCondition(all: readonly (string | null)[], name: string, conditions: JsonObject): string | undefined {
  const named = all.filter((condition) => condition !== null);
  if (named.length === 0 || named.length < all.length) return undefined;
  if (named.length === 1) return named[0];
  Object.assign(conditions, combineConditions(named.toSorted(), name));
  return name;
}

const findStrongest = (policies: readonly Json[], order: readonly string[]): string | undefined =>
  order.find((policy) => policies.includes(policy));
