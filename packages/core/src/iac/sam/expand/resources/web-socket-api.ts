import { makeAuthorizerPermission } from '../api/authorizers.ts';
import { makeV2Domain } from '../api/v2-domain.ts';
import type { Expansion } from '../expansion.ts';
import { resolve } from '../expansion.ts';
import { isIntrinsic, ref, sub } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isObject, isSet } from '../json.ts';
import { isAlphanumeric } from '../logical-id.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';
import { propagateTags } from './propagate-tags.ts';

const MARK = 'websocketapi:createdBy';

/** A WebSocket API with its routes, stage, authorizer and domain. */
export function expandWebSocketApi(source: Source, expansion: Expansion): Made[] {
  const properties: JsonObject = {
    ...source.properties,
    ...compact(
      Object.fromEntries(
        ['Auth', 'Domain', 'Routes'].map((name) => [name, resolve(source.properties[name], expansion)]),
      ),
    ),
  };
  const routes = expectMap(properties['Routes'], 'Routes');
  check(properties, routes);
  const auth = isSet(properties['Auth']) ? expectMap(properties['Auth'], 'Auth') : undefined;
  if (auth !== undefined) checkAuth(auth, routes);
  const parts = Object.entries(routes).map(([key, route]) => makeRoute(source, properties, key, route, auth));
  const made = [
    makeApi(source, properties),
    ...parts.flat(),
    // WebSocket APIs do not add to the record sets of others: of one zone, those of the last one stay.
    ...makeV2Domain(source, properties['Domain'], MARK, { ...expansion, recordSetGroups: new Map() }),
    makeStage(source, properties, parts),
    ...(auth === undefined ? [] : makeAuthorizer(source, auth)),
  ];
  propagateTags(made, { ...properties, Tags: toTagsOf(properties) });
  return made;
}

const toTagsOf = (properties: JsonObject): JsonObject => ({
  ...(isObject(properties['Tags']) ? properties['Tags'] : {}),
  [MARK]: 'SAM',
});

function check(properties: JsonObject, routes: JsonObject): void {
  const { IpAddressType: type, Domain: domain, StageName: stage } = properties;
  if (!isSet(routes)) refuse('a WebSocket API needs a route', properties);
  if ((type ?? null) !== null && !isIntrinsic(type) && type !== 'ipv4' && type !== 'dualstack')
    refuse('`IpAddressType` is `ipv4` or `dualstack`', properties);
  if (isObject(domain) && isSet(domain['MutualTlsAuthentication']))
    refuse('WebSocket APIs have no `MutualTlsAuthentication`', domain);
  if (stage === '$default') refuse('the stage of a WebSocket API cannot be `$default`', properties);
}

function checkAuth(auth: JsonObject, routes: JsonObject): void {
  const type = auth['AuthType'];
  if (!('$connect' in routes)) refuse('`Auth` needs a route `$connect`', auth);
  if (!isSet(type)) refuse('`Auth.AuthType` is required', auth);
  if (type !== 'NONE' && type !== 'AWS_IAM' && type !== 'CUSTOM')
    refuse('`Auth.AuthType` is `NONE`, `AWS_IAM` or `CUSTOM`', auth);
  if (type === 'CUSTOM' && !isSet(auth['AuthArn'])) refuse('`AuthType: CUSTOM` needs `AuthArn`', auth);
  if (type !== 'CUSTOM' && Object.keys(auth).length > 1) refuse(`\`AuthType: ${type}\` takes nothing else`, auth);
}

const API =
  'ApiKeySelectionExpression Description DisableExecuteApiEndpoint DisableSchemaValidation IpAddressType RouteSelectionExpression';

function makeApi(source: Source, properties: JsonObject): Made {
  return make(
    source.id,
    'AWS::ApiGatewayV2::Api',
    {
      ...Object.fromEntries(API.split(' ').map((name) => [name, properties[name]])),
      Name: properties['Name'] ?? source.id,
      Tags: toTagsOf(properties),
      ProtocolType: 'WEBSOCKET',
    },
    { dependsOn: source.dependsOn, from: source.body },
  );
}

const ROUTE = 'ApiKeyRequired ModelSelectionExpression OperationName RequestModels RouteResponseSelectionExpression';
const SPECIAL = new Set(['$connect', '$disconnect', '$default']);

/** A route, the function that it leads to, and the permission to call it. */
function makeRoute(
  source: Source,
  properties: JsonObject,
  key: string,
  given: Json,
  auth: JsonObject | undefined,
): Made[] {
  const route = expectMap(given, `Routes.${key}`);
  if (!SPECIAL.has(key) && !isAlphanumeric(key)) refuse(`route \`${key}\` must be letters and digits`, route);
  if (!('FunctionArn' in route)) refuse(`route \`${key}\` needs \`FunctionArn\``, route);
  if (isSet(route['RequestParameters']) && key !== '$connect')
    refuse('`RequestParameters` belong to the route `$connect`', route);
  const clean = key.replaceAll('$', '').toLowerCase();
  const id = `${source.id}${clean.charAt(0).toUpperCase()}${clean.slice(1)}`;
  const options = { from: route };
  const fn = route['FunctionArn'] ?? null;
  return [
    make(
      `${id}Route`,
      'AWS::ApiGatewayV2::Route',
      {
        ...Object.fromEntries(ROUTE.split(' ').map((name) => [name, route[name]])),
        ApiId: ref(source.id),
        RouteKey: key,
        RequestParameters: isSet(route['RequestParameters']) ? route['RequestParameters'] : undefined,
        Target: { 'Fn::Join': ['/', ['integrations', ref(`${id}Integration`)]] },
        ...(key === '$connect' && auth !== undefined ? toRouteAuth(source, auth) : {}),
      },
      options,
    ),
    make(
      `${id}Integration`,
      'AWS::ApiGatewayV2::Integration',
      {
        ApiId: ref(source.id),
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: toFunctionUri('FunctionArn', fn),
        TimeoutInMillis: route['IntegrationTimeout'],
      },
      options,
    ),
    make(
      `${id}Permission`,
      'AWS::Lambda::Permission',
      {
        Action: 'lambda:InvokeFunction',
        FunctionName: fn,
        Principal: 'apigateway.amazonaws.com',
        SourceArn: toRouteArn(source.id, properties['StageName'] ?? 'default', key),
      },
      options,
    ),
  ];
}

const toFunctionUri = (variable: string, arn: Json): JsonObject =>
  sub(
    `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${variable}}/invocations`,
    { [variable]: arn },
  );

function toRouteArn(id: string, stage: Json, key: string): JsonObject {
  const api = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${id}.ApiId}`;
  return typeof stage === 'string'
    ? sub(`${api}/${stage}/${key}`)
    : sub(`${api}/\${__StageName__}/${key}`, { __StageName__: stage });
}

function toRouteAuth(source: Source, auth: JsonObject): JsonObject {
  const type = auth['AuthType'] ?? 'NONE';
  if (type !== 'CUSTOM') return { AuthorizationType: type };
  return { AuthorizationType: type, AuthorizerId: ref(`${source.id}ConnectAuthorizer`) };
}

function makeAuthorizer(source: Source, auth: JsonObject): Made[] {
  if (auth['AuthType'] !== 'CUSTOM') return [];
  const id = `${source.id}ConnectAuthorizer`;
  const fn = auth['AuthArn'] ?? null;
  const authorizer = make(
    id,
    'AWS::ApiGatewayV2::Authorizer',
    {
      ApiId: ref(source.id),
      AuthorizerCredentialsArn: auth['InvokeRole'],
      AuthorizerType: 'REQUEST',
      AuthorizerUri: toFunctionUri('AuthArn', fn),
      IdentitySource: auth['IdentitySource'],
      Name: isSet(auth['Name']) ? auth['Name'] : id,
    },
    { from: auth },
  );
  if (isSet(auth['InvokeRole'])) return [authorizer];
  const bare = { ...source, passed: {} };
  return [
    authorizer,
    makeAuthorizerPermission(bare, `${source.id}AuthorizerPermission`, fn, '${AWS::Partition}', auth),
  ];
}

const STAGE = 'StageVariables AccessLogSettings DefaultRouteSettings RouteSettings';

function makeStage(source: Source, properties: JsonObject, routes: readonly Made[][]): Made {
  const given = properties['StageName'] ?? 'default';
  const name = typeof given === 'string' ? given : '';
  const ids = routes.flatMap(([route]) => (route === undefined ? [] : [route.id]));
  return make(
    `${source.id}${name === 'default' ? 'Default' : name}Stage`,
    'AWS::ApiGatewayV2::Stage',
    {
      ...Object.fromEntries(STAGE.split(' ').map((member) => [member, properties[member]])),
      ApiId: ref(source.id),
      StageName: given,
      AutoDeploy: true,
      Tags: { [MARK]: 'SAM' },
    },
    { dependsOn: isSet(properties['RouteSettings']) ? ids : undefined, from: source.body },
  );
}
