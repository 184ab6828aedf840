import { addDeployment } from '../deployments.ts';
import type { Expansion } from '../expansion.ts';
import { resolve, toManagedPolicyArn } from '../expansion.ts';
import { makeEventResources } from '../events/make-event-resources.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet, toText } from '../json.ts';
import { negate } from '../conditions.ts';
import { choose, isIf, isNoValue } from '../intrinsics.ts';
import { readPolicyEntries } from '../policies.ts';
import { expectBranches, expectString, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make, toArn, toTags } from '../resource.ts';
import { makeRole, toDeadLetterPolicy, toTrust } from '../role.ts';
import { makeAlias, makeVersion } from './alias.ts';
import { makeEventInvokeConfig } from './event-invoke-config.ts';
import { toFunctionCode } from './function-code.ts';
import { makeUrl } from './function-url.ts';
import { propagateTags } from './propagate-tags.ts';

/** A function with its role, version, alias, URL, destinations and events. */
export function expandFunction(source: Source, expansion: Expansion): Made[] {
  const { properties } = source;
  checkCombinations(properties);
  const fn = makeFunction(source, expansion);
  const made = [fn];
  const alias = addAlias(source, fn, made, expansion);
  if (isObject(properties['FunctionUrlConfig']) && isSet(properties['FunctionUrlConfig']))
    made.push(...makeUrl(source, alias ?? fn, properties['FunctionUrlConfig']));
  addDeploymentPreference(source, alias, expansion);
  const invoke = makeEventInvokeConfig(source, alias, expansion);
  made.push(...invoke.made);
  const role = makeExecutionRole(source, invoke.policies, expansion);
  linkRole(fn, role, made, expansion);
  made.push(...makeEventResources(source, alias ?? fn, role, expansion));
  propagateTags(made, properties);
  return made;
}

function checkCombinations(properties: JsonObject): void {
  const has = (name: string): boolean => isSet(properties[name]);
  const isPresent = (name: string): boolean => (properties[name] ?? null) !== null;
  for (const other of ['ProvisionedConcurrencyConfig', 'VpcConfig'])
    if (isPresent('CapacityProviderConfig') && isPresent(other))
      refuse(`\`CapacityProviderConfig\` and \`${other}\` exclude each other`, properties);
  if (isPresent('FunctionScalingConfig') && !isPresent('CapacityProviderConfig'))
    refuse('`FunctionScalingConfig` needs `CapacityProviderConfig`', properties);
  if (isPresent('VersionDeletionPolicy') && !isPresent('AutoPublishAlias'))
    refuse('`VersionDeletionPolicy` needs `AutoPublishAlias`', properties);
  if (has('ProvisionedConcurrencyConfig') && !has('AutoPublishAlias'))
    refuse('`ProvisionedConcurrencyConfig` needs `AutoPublishAlias`', properties);
  checkDeadLetterQueue(properties);
  if (has('TenancyConfig')) checkTenancy(properties);
}

function checkDeadLetterQueue(properties: JsonObject): void {
  const queue = properties['DeadLetterQueue'];
  if (!isObject(queue) || !isSet(queue)) return;
  if (!isSet(queue['Type']) || !isSet(queue['TargetArn']))
    refuse('`DeadLetterQueue` needs `Type` and `TargetArn`', queue);
  if (!/^(?:SQS|SNS)$/.test(expectString(queue['Type'], 'DeadLetterQueue.Type')))
    refuse('`DeadLetterQueue.Type` is `SQS` or `SNS`', queue);
}

/** What functions with tenants cannot have (https://docs.aws.amazon.com/lambda/latest/dg/tenant-isolation.html). */
function checkTenancy(properties: JsonObject): void {
  for (const name of ['ProvisionedConcurrencyConfig', 'FunctionUrlConfig', 'SnapStart'])
    if (isSet(properties[name])) refuse(`\`TenancyConfig\` excludes \`${name}\``, properties[name]);
  const events = isObject(properties['Events']) ? Object.values(properties['Events']) : [];
  const other = events.find((event) => isObject(event) && !/^(?:Api|HttpApi)$/.test(toText(event['Type'])));
  if (isObject(other)) refuse(`\`TenancyConfig\` excludes events of type \`${toText(other['Type'])}\``, other);
}

/** Properties that a function has under the same name. */
const SAME =
  'FunctionName Handler Runtime Description MemorySize Timeout VpcConfig Role Environment KmsKeyArn ReservedConcurrentExecutions Layers FileSystemConfigs ImageConfig PackageType Architectures SnapStart EphemeralStorage CodeSigningConfigArn RuntimeManagementConfig LoggingConfig TenancyConfig RecursiveLoop DurableConfig PublishToLatestPublished';

function makeFunction(source: Source, expansion: Expansion): Made {
  const { id, properties, attributes, dependsOn, body } = source;
  const same = Object.fromEntries(SAME.split(' ').map((name) => [name, properties[name]]));
  const queue = properties['DeadLetterQueue'];
  const provider = properties['CapacityProviderConfig'];
  const scaling = properties['FunctionScalingConfig'];
  return make(
    id,
    'AWS::Lambda::Function',
    {
      ...same,
      Code: toFunctionCode(source, expansion),
      Tags: toOwnTags(properties['Tags']),
      TracingConfig: isTraced(properties, expansion) ? { Mode: properties['Tracing'] ?? null } : undefined,
      DeadLetterConfig: isObject(queue) && isSet(queue) ? { TargetArn: queue['TargetArn'] ?? null } : undefined,
      CapacityProviderConfig: isSet(provider) ? toCapacityProvider(provider as JsonObject) : undefined,
      FunctionScalingConfig: isSet(scaling) ? scaling : undefined,
    },
    { attributes, dependsOn, from: body },
  );
}

function toCapacityProvider(config: JsonObject): JsonObject {
  const names: Readonly<Record<string, string>> = { Arn: 'CapacityProviderArn' };
  const known = ['Arn', 'PerExecutionEnvironmentMaxConcurrency', 'ExecutionEnvironmentMemoryGiBPerVCpu'];
  const stray = Object.keys(config).find((name) => !known.includes(name));
  if (stray !== undefined) refuse(`\`CapacityProviderConfig\` has no property \`${stray}\``, config);
  if ((config['Arn'] ?? null) === null) refuse('`CapacityProviderConfig.Arn` is required', config);
  const entries = Object.entries(config).map(([name, value]): [string, Json] => [names[name] ?? name, value]);
  return { LambdaManagedInstancesCapacityProviderConfig: Object.fromEntries(entries) };
}

/** Tags that only SAM may set. */
const RESERVED = ['lambda:createdBy', 'serverlessrepo:applicationId', 'serverlessrepo:semanticVersion'];

/** The author's tags behind the one by which SAM marks its functions. */
export function toOwnTags(tags: Json | undefined, extra: JsonObject = {}): JsonObject[] {
  const own = isObject(tags) ? tags : {};
  const reserved = RESERVED.find((name) => name in own);
  if (reserved !== undefined) refuse(`tag \`${reserved}\` is reserved`, own);
  return [...toTags({ 'lambda:createdBy': 'SAM', ...extra }), ...toTags(own)];
}

function isTraced(properties: JsonObject, expansion: Expansion): boolean {
  return isSet(properties['Tracing']) && resolve(properties['Tracing'], expansion) !== 'Disabled';
}

function addAlias(source: Source, fn: Made, made: Made[], expansion: Expansion): Made | undefined {
  if (!isSet(source.properties['AutoPublishAlias'])) return undefined;
  const version = makeVersion(source, fn, expansion);
  const alias = makeAlias(source, fn, version, expansion);
  made.push(version, alias);
  return alias;
}

function addDeploymentPreference(source: Source, alias: Made | undefined, expansion: Expansion): void {
  const { properties } = source;
  const preference = properties['DeploymentPreference'];
  if (!isObject(preference) || !isSet(preference)) return;
  const tags = isSet(properties['PropagateTags']) && isObject(properties['Tags']) ? properties['Tags'] : undefined;
  const policy = addDeployment(source, preference, tags, expansion);
  if (policy === undefined) return;
  if (alias === undefined) refuse('`DeploymentPreference` needs `AutoPublishAlias`', preference);
  alias.attributes['UpdatePolicy'] = policy;
}

function makeExecutionRole(source: Source, sending: readonly JsonObject[], expansion: Expansion): Made {
  const { id, properties, passed, body } = source;
  const basic = isSet(properties['DurableConfig'])
    ? 'AWSLambdaBasicDurableExecutionRolePolicy'
    : 'AWSLambdaBasicExecutionRole';
  const managed = [toManagedPolicyArn(`service-role/${basic}`, expansion)];
  if (isTraced(properties, expansion)) managed.push(toManagedPolicyArn(toTracingPolicy(expansion), expansion));
  if (isSet(properties['VpcConfig']))
    managed.push(toManagedPolicyArn('service-role/AWSLambdaVPCAccessExecutionRole', expansion));
  const queue = properties['DeadLetterQueue'];
  const inline = isObject(queue) && isSet(queue) ? [toDeadLetterPolicy(queue['Type'], queue['TargetArn'] ?? null)] : [];
  return makeRole(
    `${id}Role`,
    {
      trust: properties['AssumeRolePolicyDocument'] ?? toTrust('lambda.amazonaws.com'),
      managed,
      inline: [...inline, ...sending],
      policies: readPolicyEntries(properties['Policies']),
      path: properties['RolePath'],
      boundary: properties['PermissionsBoundary'],
      tags: toOwnTags(properties['Tags']),
      attributes: passed,
      from: body,
    },
    expansion,
  );
}

/** The managed policy for X-Ray has another name outside of the commercial partition. */
export const toTracingPolicy = ({ partition }: Expansion): string =>
  partition === 'aws' ? 'AWSXrayWriteOnlyAccess' : 'AWSXRayDaemonWriteAccess';

/** A function without a role gets one, also in the branch of a condition that names none. */
function linkRole(fn: Made, role: Made, made: Made[], expansion: Expansion): void {
  const given = fn.properties['Role'];
  const own = toArn(role);
  if (given === undefined) {
    fn.properties['Role'] = own;
    made.push(role);
    return;
  }
  if (!isIf(given)) return;
  const [condition, then, otherwise] = expectBranches(resolve(given, expansion) as JsonObject, 'Role');
  if (!isNoValue(then) && !isNoValue(otherwise)) return;
  if (isNoValue(then) && isNoValue(otherwise)) fn.properties['Role'] = own;
  else if (isNoValue(then)) {
    fn.properties['Role'] = choose(condition, own, otherwise);
    role.attributes['Condition'] = condition;
  } else {
    const negated = `NOT${toText(condition)}`;
    fn.properties['Role'] = choose(condition, then, own);
    role.attributes['Condition'] = negated;
    expansion.conditions[negated] = negate(toText(condition));
  }
  made.push(role);
}
