import type { Expansion } from './expansion.ts';
import { resolve, toManagedPolicyArn } from './expansion.ts';
import type { Json, JsonObject } from './json.ts';
import { compact, isObject, isSet } from './json.ts';
import { combineConditions } from './conditions.ts';
import { getAtt, isIf, isIntrinsic, isNoValue, ref, sub } from './intrinsics.ts';
import { copy } from './places.ts';
import { expectBranches, expectList, expectMap, expectPresent, refuse } from './refusal.ts';
import { resolveMappings } from './resolve-parameters.ts';
import type { Made, Source } from './resource.ts';
import { make, toTags } from './resource.ts';
import { toTrust } from './role.ts';

/** How versions of one function take over traffic. */
interface Deployment {
  readonly source: Source;
  readonly preference: JsonObject;
  readonly condition: string | undefined;
  readonly tags: JsonObject | undefined;
}

/** The functions with a deployment preference, by logical id. */
export type Deployments = Map<string, Deployment>;

const APPLICATION = 'ServerlessDeploymentApplication';
const ROLE = 'CodeDeployServiceRole';
const CONDITION = 'ServerlessCodeDeployCondition';

/** Configurations that AWS CodeDeploy has ready for Lambda. */
const READY_MADE =
  /^(?:Canary10Percent(?:5|10|15|30)Minutes|Linear10PercentEvery(?:1Minute|(?:2|3|10)Minutes)|AllAtOnce)$/;

/** Notes a function's preference; gives the alias's `UpdatePolicy` when deployments are on. */
export function addDeployment(
  source: Source,
  preference: JsonObject,
  tags: JsonObject | undefined,
  expansion: Expansion,
): JsonObject | undefined {
  const find = (name: string): Json | undefined =>
    resolveMappings(resolve(preference[name], expansion), expansion.input['Mappings']);
  const enabled = 'Enabled' in preference ? find('Enabled') : true;
  const passes = readPassthrough(find('PassthroughCondition'), preference);
  if (enabled === 'false' || enabled === 'False' || !isSet(enabled)) return undefined;
  const type = expectPresent(find('Type'), 'DeploymentPreference.Type', preference);
  const hooks = expectMap(preference['Hooks'] ?? {}, 'DeploymentPreference.Hooks');
  const condition = source.passed['Condition'];
  expansion.deployments.set(source.id, {
    source,
    preference: { ...preference, Type: type },
    condition: passes && typeof condition === 'string' ? condition : undefined,
    tags,
  });
  return {
    CodeDeployLambdaAliasUpdate: compact({
      ApplicationName: ref(APPLICATION),
      DeploymentGroupName: ref(`${source.id}DeploymentGroup`),
      BeforeAllowTrafficHook: hooks['PreTraffic'],
      AfterAllowTrafficHook: hooks['PostTraffic'],
    }),
  };
}

function readPassthrough(value: Json | undefined, preference: JsonObject): boolean {
  if (value === undefined || value === false || value === 'false' || value === 'False') return false;
  if (value === true || value === 'true' || value === 'True') return true;
  return refuse('`DeploymentPreference.PassthroughCondition` must be known before the stack is', preference);
}

/** The resources of AWS CodeDeploy that all deployments share, and the group of each. */
export function makeDeployments(expansion: Expansion): Made[] {
  const all = [...expansion.deployments.values()];
  const [first] = all;
  if (first === undefined) return [];
  const conditions = [...new Set(all.flatMap(({ condition }) => (condition === undefined ? [] : [condition])))];
  const isConditional = all.every(({ condition }) => condition !== undefined);
  if (isConditional && conditions.length > 1)
    Object.assign(expansion.conditions, combineConditions(conditions, CONDITION));
  const attributes: JsonObject = isConditional
    ? { Condition: conditions.length > 1 ? CONDITION : (conditions[0] ?? null) }
    : {};
  const merged: JsonObject = Object.assign({}, ...all.map(({ tags }) => tags ?? {}));
  const tags = isSet(merged) ? toTags(merged) : undefined;
  const from = first.preference;
  const limited = /^aws-iso(?:-b)?$/.test(expansion.partition) ? 'Limited' : '';
  const policy = toManagedPolicyArn(`service-role/AWSCodeDeployRoleForLambda${limited}`, expansion);
  const role = make(
    ROLE,
    'AWS::IAM::Role',
    { AssumeRolePolicyDocument: toTrust('codedeploy.amazonaws.com'), ManagedPolicyArns: [policy], Tags: tags },
    { attributes, from },
  );
  return [
    make(APPLICATION, 'AWS::CodeDeploy::Application', { ComputePlatform: 'Lambda', Tags: tags }, { attributes, from }),
    ...(all.every(({ preference }) => isSet(preference['Role'])) ? [] : [role]),
    ...all.map(makeGroup),
  ];
}

function makeGroup({ source, preference, condition, tags }: Deployment): Made {
  const role = preference['Role'];
  const triggers = preference['TriggerConfigurations'];
  return make(
    `${source.id}DeploymentGroup`,
    'AWS::CodeDeploy::DeploymentGroup',
    {
      AlarmConfiguration: toAlarms(preference['Alarms']),
      ApplicationName: ref(APPLICATION),
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_STOP_ON_REQUEST'],
      },
      DeploymentConfigName: toConfigName(copy(preference['Type'] ?? null)),
      DeploymentStyle: { DeploymentType: 'BLUE_GREEN', DeploymentOption: 'WITH_TRAFFIC_CONTROL' },
      ServiceRoleArn: isSet(role) ? role : getAtt(ROLE, 'Arn'),
      TriggerConfigurations: isSet(triggers) ? triggers : undefined,
      Tags: isSet(tags) ? toTags(tags) : undefined,
    },
    { attributes: condition === undefined ? {} : { Condition: condition }, from: preference },
  );
}

function toAlarms(alarms: Json | undefined): Json | undefined {
  if (!isSet(alarms) || isNoValue(alarms)) return undefined;
  if (!isIf(alarms)) return toAlarmConfiguration(alarms);
  const [condition, then, otherwise] = expectBranches(alarms, 'DeploymentPreference.Alarms');
  return { 'Fn::If': [condition, toAlarmConfiguration(then), toAlarmConfiguration(otherwise)] };
}

function toAlarmConfiguration(alarms: Json): JsonObject {
  const names = expectList(alarms, 'DeploymentPreference.Alarms');
  if (names.length === 0 || isNoValue(names[0])) return {};
  return { Enabled: true, Alarms: names.map((Name) => ({ Name })) };
}

/** The name of a ready-made configuration stands for that of AWS CodeDeploy, also inside of functions. */
function toConfigName(value: Json, within?: string): Json {
  if (Array.isArray(value)) return value.map((item) => toConfigName(item));
  if (isIntrinsic(value) && isObject(value))
    return Object.fromEntries(Object.entries(value).map(([key, argument]) => [key, toConfigName(argument, key)]));
  if (typeof value !== 'string' || !READY_MADE.test(value)) return value;
  const named = sub('CodeDeployDefault.Lambda${ConfigName}', { ConfigName: value });
  return within === 'Fn::Sub' ? (named['Fn::Sub'] ?? value) : named;
}
