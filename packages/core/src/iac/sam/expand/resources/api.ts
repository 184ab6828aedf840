import { makeAuthorizerPermissions } from '../api/authorizers.ts';
import { makeDomain } from '../api/domain.ts';
import { completeDefinition } from '../api/rest-definition.ts';
import { makeUsagePlan } from '../api/usage-plan.ts';
import { toDefinitionLocation } from '../code-location.ts';
import type { Expansion } from '../expansion.ts';
import { resolve } from '../expansion.ts';
import { ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isObject, isSet, toCanonicalText, toText } from '../json.ts';
import { isAlphanumeric, toDataHash, toLogicalId } from '../logical-id.ts';
import { refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make, toTags } from '../resource.ts';
import { propagateTags } from './propagate-tags.ts';

/** A REST API with its deployment, stage, authorizers' permissions, domain and usage plan. */
export function expandApi(source: Source, expansion: Expansion): Made[] {
  const properties: JsonObject = {
    ...source.properties,
    ...compact(
      Object.fromEntries(
        ['BinaryMediaTypes', 'Domain', 'Auth'].map((name) => [name, resolve(source.properties[name], expansion)]),
      ),
    ),
  };
  check(properties);
  const body = completeDefinition(properties, expansion);
  const api = makeRestApi(source, properties, body, expansion);
  const deployment = makeDeployment(source, properties, api);
  const stage = makeStage(source, properties, deployment);
  const made = [
    api,
    deployment,
    stage,
    ...makeAuthorizerPermissions(source, properties['Auth'], expansion),
    ...makeDomain(source, properties['Domain'], expansion),
    ...makeUsagePlan(source, properties['Auth'], stage, expansion),
  ];
  propagateTags(made, properties);
  return made;
}

function check(properties: JsonObject): void {
  const { DefinitionUri, DefinitionBody, MergeDefinitions, OpenApiVersion, StageName } = properties;
  if (isSet(DefinitionUri) && isSet(DefinitionBody))
    refuse('`DefinitionUri` and `DefinitionBody` exclude each other', properties);
  if (isSet(DefinitionUri) && isSet(MergeDefinitions)) refuse('`MergeDefinitions` needs `DefinitionBody`', properties);
  if (isSet(OpenApiVersion) && !/^[23](?:\.\d)?(?:\.\d)?$/.test(toText(OpenApiVersion)))
    refuse('`OpenApiVersion` has the form `3.0.1`', properties);
  if (StageName === '') refuse('`StageName` is empty', properties);
}

/** Properties that the API has under the same name, when they are set. */
const SAME = 'FailOnWarnings Name Description Mode ApiKeySourceType Policy SecurityPolicy EndpointAccessMode';

function makeRestApi(source: Source, properties: JsonObject, body: Json | undefined, expansion: Expansion): Made {
  const same = Object.fromEntries(
    SAME.split(' ').map((name) => [name, isSet(properties[name]) ? properties[name] : undefined]),
  );
  const uri = properties['DefinitionUri'];
  return make(
    source.id,
    'AWS::ApiGateway::RestApi',
    {
      ...same,
      BinaryMediaTypes: properties['BinaryMediaTypes'],
      MinimumCompressionSize: properties['MinimumCompressionSize'],
      ...toEndpoint(properties['EndpointConfiguration']),
      Body: isSet(uri) ? undefined : body,
      BodyS3Location: isSet(uri) ? toDefinitionLocation(uri, 'DefinitionUri', expansion) : undefined,
    },
    { attributes: source.attributes, dependsOn: source.dependsOn, from: source.body },
  );
}

function toEndpoint(value: Json | undefined): JsonObject {
  if (!isSet(value)) return {};
  const type = isObject(value) ? value['Type'] : undefined;
  if (!isObject(value) || !isSet(type))
    return { EndpointConfiguration: { Types: [value] }, Parameters: { endpointConfigurationTypes: value } };
  if ('VPCEndpointIds' in value && 'VpcEndpointIds' in value)
    refuse('`VPCEndpointIds` and `VpcEndpointIds` exclude each other', value);
  const ids = value['VPCEndpointIds'] ?? value['VpcEndpointIds'];
  const configuration = compact({ VpcEndpointIds: ids, IpAddressType: value['IpAddressType'] });
  return {
    EndpointConfiguration: { Types: [type], ...configuration },
    Parameters: { endpointConfigurationTypes: type },
  };
}

/** A new deployment whenever the definition changes: its logical id has a hash of it. */
function makeDeployment(source: Source, properties: JsonObject, api: Made): Made {
  const definition = api.properties['Body'] ?? api.properties['BodyS3Location'] ?? null;
  const parts = [definition, properties['OpenApiVersion'] ?? null, properties['Domain'] ?? null];
  const data = definition === null ? undefined : parts.map(toCanonicalText).join('||');
  return make(
    toLogicalId(`${source.id}Deployment`, data),
    'AWS::ApiGateway::Deployment',
    {
      RestApiId: ref(source.id),
      Description: data === undefined ? undefined : `RestApi deployment id: ${toDataHash(data)}`,
      StageName: isSet(properties['OpenApiVersion']) ? undefined : 'Stage',
    },
    { attributes: source.passed, from: source.body },
  );
}

const STAGE =
  'StageName CacheClusterEnabled CacheClusterSize Variables MethodSettings AccessLogSetting CanarySetting TracingEnabled';

function makeStage(source: Source, properties: JsonObject, deployment: Made): Made {
  const name = typeof properties['StageName'] === 'string' ? properties['StageName'] : '';
  const tags = properties['Tags'];
  return make(
    isAlphanumeric(name) ? `${source.id}${name}Stage` : toLogicalId(`${source.id}Stage`, name),
    'AWS::ApiGateway::Stage',
    {
      ...Object.fromEntries(STAGE.split(' ').map((member) => [member, properties[member]])),
      RestApiId: ref(source.id),
      DeploymentId: ref(deployment.id),
      Tags: isObject(tags) ? toTags(tags) : undefined,
    },
    { attributes: source.passed, from: source.body },
  );
}
