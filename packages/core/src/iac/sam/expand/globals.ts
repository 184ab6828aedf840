import type { Attempt } from './api/implicit-apis.ts';
import type { Json, JsonObject } from './json.ts';
import { isObject, setMember, toText } from './json.ts';
import { isIntrinsic } from './intrinsics.ts';
import { keepNode } from './places.ts';
import { refuse } from './refusal.ts';

/** The properties that `Globals` may set, by section (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html). */
const SUPPORTED: Readonly<Record<string, string>> = {
  Function:
    'Handler Runtime CodeUri DeadLetterQueue Description MemorySize Timeout VpcConfig Environment Tags PropagateTags Tracing KmsKeyArn AutoPublishAlias AutoPublishAliasAllProperties Layers DeploymentPreference RolePath PermissionsBoundary ReservedConcurrentExecutions ProvisionedConcurrencyConfig AssumeRolePolicyDocument EventInvokeConfig FileSystemConfigs CodeSigningConfigArn Architectures SnapStart EphemeralStorage FunctionUrlConfig RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn TenancyConfig DurableConfig CapacityProviderConfig FunctionScalingConfig PublishToLatestPublished VersionDeletionPolicy',
  Api: 'Auth Name DefinitionUri CacheClusterEnabled CacheClusterSize MergeDefinitions Variables EndpointConfiguration MethodSettings BinaryMediaTypes MinimumCompressionSize Cors GatewayResponses AccessLogSetting CanarySetting TracingEnabled OpenApiVersion Domain AlwaysDeploy PropagateTags SecurityPolicy EndpointAccessMode',
  HttpApi:
    'Auth AccessLogSettings StageVariables Tags CorsConfiguration DefaultRouteSettings Domain RouteSettings FailOnWarnings PropagateTags',
  WebSocketApi:
    'AccessLogSettings ApiKeySelectionExpression DefaultRouteSettings DisableExecuteApiEndpoint DisableSchemaValidation Domain FailOnWarnings IpAddressType PropagateTags RouteSelectionExpression RouteSettings StageVariables Tags',
  SimpleTable: 'SSESpecification',
  StateMachine: 'PropagateTags',
  LayerVersion: 'PublishLambdaVersion',
  CapacityProvider:
    'VpcConfig OperatorRole Tags InstanceRequirements ScalingConfig KmsKeyArn PropagateTags LoggingConfig ManagedResourceTags',
};

/** Paths where the resource's own value stands alone. */
const REPLACED = new Set(['Function.Architectures', 'CapacityProvider.InstanceRequirements.Architectures']);
/** Paths where a global key counts only when the resource has that key too. */
const PRUNED = new Set(['CapacityProvider.ManagedResourceTags']);

const PREFIX = 'AWS::Serverless::';

/**
 * Merges the `Globals` section into the properties of the resources that it concerns, and drops it. A section or property that SAM
 * does not have is refused, and the others hold all the same.
 */
export function mergeGlobals(template: JsonObject, attempt: Attempt): void {
  const globals = template['Globals'];
  if (globals === undefined) return;
  if (!isObject(globals)) return attempt('', template, () => refuse('`Globals` must be a mapping', globals));
  for (const [section, properties] of Object.entries(globals))
    attempt('', globals, () => checkSection(section, properties, globals));
  const resources = isObject(template['Resources']) ? template['Resources'] : {};
  for (const [id, resource] of Object.entries(resources)) {
    if (!isObject(resource) || typeof resource['Type'] !== 'string') continue;
    const section = resource['Type'].slice(PREFIX.length);
    const found = resource['Type'].startsWith(PREFIX) ? globals[section] : undefined;
    if (!isObject(found)) continue;
    attempt(id, resource, () => {
      const kept = dropIgnored(found, resource['IgnoreGlobals'], id);
      const own = isObject(resource['Properties']) ? resource['Properties'] : {};
      resource['Properties'] = mergeObject(kept, own, section);
    });
  }
  delete template['Globals'];
}

function checkSection(section: string, properties: Json, globals: JsonObject): void {
  const supported = Object.hasOwn(SUPPORTED, section) ? SUPPORTED[section]?.split(' ') : undefined;
  if (supported === undefined) refuse(`\`Globals\` has no section \`${section}\``, globals);
  if (!isObject(properties)) refuse(`\`Globals.${section}\` must be a mapping`, globals);
  const strays = Object.keys(properties).filter((key) => !supported.includes(key));
  for (const stray of strays) delete properties[stray];
  if (strays[0] !== undefined) refuse(`\`Globals.${section}\` cannot set \`${strays[0]}\``, properties);
}

function dropIgnored(globals: JsonObject, ignored: Json | undefined, id: string): JsonObject {
  if (ignored === undefined || ignored === null || ignored === '') return globals;
  if (ignored === '*') return {};
  if (!Array.isArray(ignored)) refuse(`\`IgnoreGlobals\` of \`${id}\` must be \`*\` or a list of properties`, ignored);
  const unknown = ignored.find((key) => typeof key !== 'string' || !Object.hasOwn(globals, key));
  if (unknown !== undefined)
    refuse(`\`IgnoreGlobals\` of \`${id}\` names \`${toText(unknown)}\`, which is not global`, ignored);
  return Object.fromEntries(Object.entries(globals).filter(([key]) => !ignored.includes(key)));
}

function merge(global: Json, own: Json, path: string): Json {
  if (REPLACED.has(path)) return own;
  if (Array.isArray(global) && Array.isArray(own)) return keepNode([...global, ...own], own);
  const areObjects = isObject(global) && isObject(own) && !isIntrinsic(global) && !isIntrinsic(own);
  if (!areObjects) return own;
  if (!PRUNED.has(path) || Object.keys(own).length === 0) return mergeObject(global, own, path);
  const shared = Object.entries(global).filter(([key]) => key in own);
  return mergeObject(Object.fromEntries(shared) as JsonObject, own, path);
}

function mergeObject(global: JsonObject, own: JsonObject, path: string): JsonObject {
  const merged: JsonObject = Object.fromEntries(Object.entries(global));
  for (const [key, value] of Object.entries(own)) {
    const under = Object.hasOwn(global, key) ? global[key] : undefined;
    setMember(merged, key, under === undefined ? value : merge(under, value, `${path}.${key}`));
  }
  return keepNode(merged, own);
}
