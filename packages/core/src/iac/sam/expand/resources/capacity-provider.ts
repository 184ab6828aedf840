import type { Expansion } from '../expansion.ts';
import { toManagedPolicyArn } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isObject, isSet } from '../json.ts';
import { checkProperties } from '../properties.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make, toArn, toTags } from '../resource.ts';
import { makeRole, toTrust } from '../role.ts';

const MARK: JsonObject = { 'lambda:createdBy': 'SAM' };

/** Instances on which Lambda runs functions, with the role by which it starts them. */
export function expandCapacityProvider(source: Source, expansion: Expansion): Made[] {
  const { properties, passed, body } = source;
  check(properties);
  const tags = isObject(properties['Tags']) ? properties['Tags'] : {};
  const named = properties['OperatorRole'];
  const role = isSet(named)
    ? undefined
    : makeRole(
        `${source.id}OperatorRole`,
        {
          trust: toTrust('lambda.amazonaws.com'),
          managed: [toManagedPolicyArn('AWSLambdaManagedEC2ResourceOperator', expansion)],
          tags: toTags(isSet(properties['PropagateTags']) ? { ...MARK, ...tags } : MARK),
          attributes: passed,
          from: body,
        },
        expansion,
      );
  const provider = makeProvider(source, role === undefined ? (named ?? null) : toArn(role), { ...tags, ...MARK });
  return role === undefined ? [provider] : [role, provider];
}

function check(properties: JsonObject): void {
  const part = (name: string, types: Readonly<Record<string, string>>): void => {
    const given = properties[name];
    if ((given ?? null) !== null) checkProperties(expectMap(given, name), types, `\`${name}\``);
  };
  part('VpcConfig', { SubnetIds: '!list', SecurityGroupIds: 'list' });
  part('InstanceRequirements', { Architectures: 'list', AllowedTypes: 'list', ExcludedTypes: 'list' });
  part('ScalingConfig', { MaxVCpuCount: 'int', AverageCPUUtilization: 'any' });
  part('ManagedResourceTags', { Tags: 'map' });
  const requirements = properties['InstanceRequirements'];
  if (!isObject(requirements)) return;
  if ((requirements['AllowedTypes'] ?? null) !== null && (requirements['ExcludedTypes'] ?? null) !== null)
    refuse('`AllowedTypes` and `ExcludedTypes` exclude each other', requirements);
}

function makeProvider(source: Source, role: Json, tags: JsonObject): Made {
  const { id, properties, attributes, dependsOn, body } = source;
  const requirements = properties['InstanceRequirements'];
  const managed = properties['ManagedResourceTags'];
  const logging = properties['LoggingConfig'];
  return make(
    id,
    'AWS::Lambda::CapacityProvider',
    {
      CapacityProviderName: isSet(properties['CapacityProviderName']) ? properties['CapacityProviderName'] : undefined,
      VpcConfig: compact(expectMap(properties['VpcConfig'], 'VpcConfig')),
      PermissionsConfig: { CapacityProviderOperatorRoleArn: role },
      Tags: toTags(tags),
      InstanceRequirements: isObject(requirements) && isSet(requirements) ? toRequirements(requirements) : undefined,
      CapacityProviderScalingConfig: toScaling(properties['ScalingConfig']),
      KmsKeyArn: isSet(properties['KmsKeyArn']) ? properties['KmsKeyArn'] : undefined,
      TelemetryConfig: isSet(logging) ? { LoggingConfig: logging } : undefined,
      PropagateTags: isObject(managed) && isSet(managed) ? toManagedTags(managed) : undefined,
    },
    { attributes, dependsOn, from: body },
  );
}

const toRequirements = (given: JsonObject): JsonObject =>
  compact({
    Architectures: given['Architectures'],
    AllowedInstanceTypes: given['AllowedTypes'],
    ExcludedInstanceTypes: given['ExcludedTypes'],
  });

const toManagedTags = (given: JsonObject): JsonObject =>
  isObject(given['Tags']) ? { Mode: 'Explicit', ExplicitTags: toTags(given['Tags']) } : {};

/** Scaling is left to Lambda unless a target is given. */
function toScaling(given: Json | undefined): JsonObject | undefined {
  if (!isObject(given) || !isSet(given)) return undefined;
  const target = given['AverageCPUUtilization'] ?? null;
  const most = compact({ MaxVCpuCount: given['MaxVCpuCount'] });
  if (target === null) return { ...most, ScalingMode: 'Auto' };
  const policy = { PredefinedMetricType: 'LambdaCapacityProviderAverageCPUUtilization', TargetValue: target };
  return { ...most, ScalingMode: 'Manual', ScalingPolicies: [policy] };
}
