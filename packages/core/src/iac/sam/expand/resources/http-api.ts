import { makeAuthorizerPermission } from '../api/authorizers.ts';
import { isOpenApi } from '../api/definitions.ts';
import { completeOpenApi, HTTP_MARK } from '../api/http-definition.ts';
import { readV2Authorizers } from '../api/v2-authorizers.ts';
import { makeV2Domain } from '../api/v2-domain.ts';
import { toDefinitionLocation } from '../code-location.ts';
import type { Expansion } from '../expansion.ts';
import { resolve } from '../expansion.ts';
import { ref } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isObject, isSet } from '../json.ts';
import { isAlphanumeric, toLogicalId } from '../logical-id.ts';
import { refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';
import { setTags } from './propagate-tags.ts';

/** An HTTP API with its stage, authorizers' permissions and domain. */
export function expandHttpApi(source: Source, expansion: Expansion): Made[] {
  const properties: JsonObject = {
    ...source.properties,
    ...compact({
      CorsConfiguration: resolve(source.properties['CorsConfiguration'], expansion),
      Domain: resolve(source.properties['Domain'], expansion),
    }),
  };
  const { DefinitionUri: uri, DefinitionBody } = properties;
  if (isSet(uri) && isSet(DefinitionBody))
    refuse('`DefinitionUri` and `DefinitionBody` exclude each other', properties);
  const body = completeOpenApi(properties, expansion);
  if (!isSet(uri) && body === undefined)
    refuse('an HTTP API needs `DefinitionUri`, `DefinitionBody` or an event of a function', properties);
  const api = make(
    source.id,
    'AWS::ApiGatewayV2::Api',
    {
      FailOnWarnings: isSet(properties['FailOnWarnings']) ? properties['FailOnWarnings'] : undefined,
      Body: isSet(uri) ? undefined : body,
      BodyS3Location: isSet(uri) ? toDefinitionLocation(uri, 'DefinitionUri', expansion) : undefined,
    },
    { attributes: source.attributes, dependsOn: source.dependsOn, from: source.body },
  );
  const domain = makeV2Domain(source, properties['Domain'], HTTP_MARK, expansion);
  const made = [api, ...makePermissions(source, properties['Auth']), ...domain, makeStage(source, properties)];
  // Tags of the API go to its stage and domain whenever SAM writes the definition.
  const tags = { ...(isObject(properties['Tags']) ? properties['Tags'] : {}), [HTTP_MARK]: 'SAM' };
  if (isOpenApi(DefinitionBody)) setTags(made.slice(1), tags);
  return made;
}

function makePermissions(source: Source, auth: Json | undefined): Made[] {
  if (!isObject(auth)) return [];
  return [...readV2Authorizers(auth)].flatMap(([name, { settings }]) => {
    const fn = settings['FunctionArn'];
    if (!isSet(fn) || !isSet(settings['EnableFunctionDefaultPermissions'])) return [];
    const id = `${source.id}${name}AuthorizerPermission`;
    return [makeAuthorizerPermission(source, id, fn, '${AWS::Partition}', settings)];
  });
}

const SAME = 'StageVariables AccessLogSettings DefaultRouteSettings Tags RouteSettings';

function makeStage(source: Source, properties: JsonObject): Made {
  const given = isSet(properties['StageName']) ? properties['StageName'] : '$default';
  const name = typeof given === 'string' ? given : '';
  const id = isAlphanumeric(name)
    ? `${source.id}${name}Stage`
    : name === '$default'
      ? `${source.id}ApiGatewayDefaultStage`
      : toLogicalId(`${source.id}Stage`, name);
  return make(
    id,
    'AWS::ApiGatewayV2::Stage',
    {
      ...Object.fromEntries(SAME.split(' ').map((member) => [member, properties[member]])),
      ApiId: ref(source.id),
      StageName: given,
      AutoDeploy: true,
    },
    { attributes: source.passed, from: source.body },
  );
}
