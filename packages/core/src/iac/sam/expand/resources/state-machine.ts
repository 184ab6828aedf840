import { toDefinitionLocation } from '../code-location.ts';
import { makeStateMachineEvents } from '../events/state-machine-events.ts';
import type { Expansion } from '../expansion.ts';
import { getAtt, isIntrinsic, ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { escapeText, isObject, isSet, sortKeys, toList, toText } from '../json.ts';
import { copy } from '../places.ts';
import { readPolicyEntries } from '../policies.ts';
import { refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make, toArn, toTags } from '../resource.ts';
import { makeRole, toTrust } from '../role.ts';
import { toTracingPolicy } from './function.ts';
import { propagateTags } from './propagate-tags.ts';

/** A state machine with its role, version, alias and events. */
export function expandStateMachine(source: Source, expansion: Expansion): Made[] {
  const { properties } = source;
  const machine = makeMachine(source, expansion);
  const made = [machine];
  if (isSet(properties['Role'])) machine.properties['RoleArn'] = properties['Role'];
  else {
    const role = makeExecutionRole(source, expansion);
    machine.properties['RoleArn'] = toArn(role);
    made.push(role);
  }
  const published = makeAlias(source);
  made.push(...published);
  const alias = isSet(properties['UseAliasAsEventTarget']) ? published[1] : undefined;
  made.push(...makeStateMachineEvents(source, alias ?? machine, expansion));
  propagateTags(made, properties);
  return made;
}

function makeMachine(source: Source, expansion: Expansion): Made {
  const { id, properties, attributes, dependsOn, body } = source;
  const { Definition: definition, DefinitionUri: uri, DefinitionSubstitutions: given, Tags } = properties;
  if (isSet(definition) && isSet(uri)) refuse('`Definition` and `DefinitionUri` exclude each other', properties);
  if (!isSet(definition) && !isSet(uri) && !expansion.isDraft)
    refuse('`Definition` or `DefinitionUri` is required', properties);
  if (isSet(properties['Role']) && isSet(properties['Policies']))
    refuse('`Role` and `Policies` exclude each other', properties);
  const text = isSet(definition) ? toDefinitionString(definition) : undefined;
  const substitutions = { ...(isObject(given) ? given : {}), ...text?.substitutions };
  return make(
    id,
    'AWS::StepFunctions::StateMachine',
    {
      DefinitionString: text?.value,
      DefinitionS3Location:
        isSet(definition) || !isSet(uri) ? undefined : toDefinitionLocation(uri, 'DefinitionUri', expansion),
      DefinitionSubstitutions: isSet(substitutions) ? substitutions : undefined,
      StateMachineName: properties['Name'],
      StateMachineType: properties['Type'],
      LoggingConfiguration: properties['Logging'],
      TracingConfiguration: properties['Tracing'],
      Tags: toMachineTags(Tags),
    },
    { attributes, dependsOn, from: body },
  );
}

const toMachineTags = (tags: Json | undefined): JsonObject[] => [
  ...toTags({ 'stateMachine:createdBy': 'SAM' }),
  ...toTags(isObject(tags) ? tags : {}),
];

interface DefinitionString {
  readonly value: Json;
  readonly substitutions: JsonObject;
}

/** The definition as text, line by line; intrinsic functions in it become substitutions with a number. */
function toDefinitionString(definition: Json): DefinitionString {
  const substitutions: JsonObject = {};
  let count = 0;
  const replace = (value: Json): Json => {
    if (isIntrinsic(value) || (typeof value === 'string' && /^\{\{resolve:[a-z-]+:.+\}\}$/.test(value))) {
      const name = `definition_substitution_${++count}`;
      substitutions[name] = value;
      return `\${${name}}`;
    }
    if (Array.isArray(value)) return value.map(replace);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, replace(member)]));
  };
  const sorted = sortKeys(copy(definition));
  const whole = isObject(sorted) ? replaceMembers(sorted, replace) : sorted;
  const lines = escapeText(JSON.stringify(whole, null, 4)).split('\n');
  return { value: { 'Fn::Join': ['\n', lines] }, substitutions };
}

/** The definition itself is no function, also when it has one key. */
const replaceMembers = (definition: JsonObject, replace: (value: Json) => Json): JsonObject =>
  Object.fromEntries(Object.entries(definition).map(([key, member]) => [key, replace(member)]));

function makeExecutionRole(source: Source, expansion: Expansion): Made {
  const { id, properties, passed, body } = source;
  const tracing = properties['Tracing'];
  const isTraced = isObject(tracing) && tracing['Enabled'] === true;
  const policies = [...toList(properties['Policies']), ...(isTraced ? [toTracingPolicy(expansion)] : [])];
  return makeRole(
    `${id}Role`,
    {
      trust: toTrust('states.amazonaws.com'),
      policies: readPolicyEntries(policies),
      path: properties['RolePath'],
      boundary: properties['PermissionsBoundary'],
      tags: toMachineTags(properties['Tags']),
      attributes: passed,
      from: body,
    },
    expansion,
  );
}

/** The version that is published, and the alias that stands for it. */
function makeAlias(source: Source): Made[] {
  const { id, properties, passed, body } = source;
  const name = properties['AutoPublishAlias'];
  const preference = properties['DeploymentPreference'];
  if (!isSet(name)) {
    for (const needing of ['UseAliasAsEventTarget', 'DeploymentPreference'])
      if (isSet(properties[needing])) refuse(`\`${needing}\` needs \`AutoPublishAlias\``, properties);
    return [];
  }
  const version = make(
    `${id}Version`,
    'AWS::StepFunctions::StateMachineVersion',
    { StateMachineArn: ref(id), StateMachineRevisionId: getAtt(id, 'StateMachineRevisionId') },
    { attributes: { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain', ...passed }, from: body },
  );
  const own: JsonObject = isObject(preference) && isSet(preference) ? preference : { Type: 'ALL_AT_ONCE' };
  const alias = make(
    `${id}Alias${toText(name)}`,
    'AWS::StepFunctions::StateMachineAlias',
    { Name: name, DeploymentPreference: { ...own, StateMachineVersionArn: ref(version.id) } },
    { attributes: passed, from: body },
  );
  return [version, alias];
}
