import type { Expansion } from '../expansion.ts';
import { ref, sub } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { isObject, isSet } from '../json.ts';
import { expectBoolean, expectList, expectMap, expectStrings, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make } from '../resource.ts';
import { IAM_DEFINITION } from './security-definitions.ts';

/** An authorizer of a REST API. */
interface Authorizer {
  readonly kind: 'iam' | 'cognito' | 'token' | 'request';
  readonly settings: JsonObject;
  readonly identity: JsonObject;
  readonly scopes: Json;
}

/** The authorizers of an API by name, with IAM when it is the default. @throws Refusal for one that API Gateway would refuse. */
export function readAuthorizers(auth: JsonObject): Map<string, Authorizer> {
  const authorizers = new Map<string, Authorizer>();
  if (auth['DefaultAuthorizer'] === 'AWS_IAM')
    authorizers.set('AWS_IAM', { kind: 'iam', settings: {}, identity: {}, scopes: [] });
  if (!isSet(auth['Authorizers'])) return authorizers;
  for (const [name, settings] of Object.entries(expectMap(auth['Authorizers'], 'Auth.Authorizers')))
    authorizers.set(name, readAuthorizer(name, expectMap(settings, `Auth.Authorizers.${name}`)));
  return authorizers;
}

function readAuthorizer(name: string, settings: JsonObject): Authorizer {
  const { FunctionPayloadType: payload = null, Identity, UserPoolArn } = settings;
  const place = `Auth.Authorizers.${name}`;
  if (payload !== null && payload !== 'TOKEN' && payload !== 'REQUEST')
    refuse(`\`${place}.FunctionPayloadType\` is \`TOKEN\` or \`REQUEST\``, settings);
  const identity = isSet(Identity) ? expectMap(Identity, `${place}.Identity`) : {};
  if (payload === 'REQUEST' && lacksSource(identity))
    refuse(`\`${place}.Identity\` needs \`Headers\`, \`QueryStrings\`, \`StageVariables\` or \`Context\``, settings);
  const scopes = settings['AuthorizationScopes'] ?? [];
  expectList(scopes, `${place}.AuthorizationScopes`);
  const isOff = settings['DisableFunctionDefaultPermissions'] ?? null;
  if (isOff !== null) expectBoolean(isOff, `${place}.DisableFunctionDefaultPermissions`);
  const kind = isSet(UserPoolArn) ? 'cognito' : payload === 'REQUEST' ? 'request' : 'token';
  return { kind, settings, identity, scopes };
}

/** What a request is known by may be missing only when answers are not cached. */
function lacksSource(identity: JsonObject): boolean {
  const hasSource = ['Headers', 'QueryStrings', 'StageVariables', 'Context'].some((name) => isSet(identity[name]));
  const ttl = identity['ReauthorizeEvery'];
  const isNumber = typeof ttl === 'number' || (typeof ttl === 'string' && /^\s*-?\d+\s*$/.test(ttl));
  return !hasSource && (!isNumber || Number(ttl) > 0);
}

/** The authorizer as a Swagger document defines it. */
export function toSecurityDefinition(authorizer: Authorizer, { partition }: Expansion): JsonObject {
  const { kind, settings, identity } = authorizer;
  if (kind === 'iam') return { ...IAM_DEFINITION };
  const header = isSet(identity['Header']) ? identity['Header'] : 'Authorization';
  const definition = {
    type: 'apiKey',
    name: kind === 'request' ? 'Unused' : header,
    in: 'header',
    'x-amazon-apigateway-authtype': kind === 'cognito' ? 'cognito_user_pools' : 'custom',
  };
  const expression = isSet(identity['ValidationExpression'])
    ? { identityValidationExpression: identity['ValidationExpression'] }
    : {};
  if (kind === 'cognito') {
    const pools = settings['UserPoolArn'] ?? null;
    const own: JsonObject = {
      type: 'cognito_user_pools',
      providerARNs: Array.isArray(pools) ? pools : [pools],
      ...expression,
    };
    return { ...definition, 'x-amazon-apigateway-authorizer': own };
  }
  const role = settings['FunctionInvokeRole'];
  const sources = kind === 'request' ? toSources(identity) : '';
  const ttl = identity['ReauthorizeEvery'] ?? null;
  const own: JsonObject = {
    type: kind,
    authorizerUri: toAuthorizerUri(settings['FunctionArn'] ?? null, partition),
    ...(ttl === null ? {} : { authorizerResultTtlInSeconds: ttl }),
    ...(isSet(role) && role !== 'NONE' ? { authorizerCredentials: role } : {}),
    ...(sources === '' ? {} : { identitySource: sources }),
    ...(kind === 'token' ? expression : {}),
  };
  return { ...definition, 'x-amazon-apigateway-authorizer': own };
}

/** The address by which API Gateway calls an authorizer's function. */
export const toAuthorizerUri = (functionArn: Json, partition: string): JsonObject =>
  sub(`arn:${partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${__FunctionArn__}/invocations`, {
    __FunctionArn__: functionArn,
  });

const PREFIXES = {
  Headers: 'method.request.header.',
  QueryStrings: 'method.request.querystring.',
  StageVariables: 'stageVariables.',
  Context: 'context.',
} as const;

function toSources(identity: JsonObject): string {
  return Object.entries(PREFIXES)
    .flatMap(([name, prefix]) =>
      isSet(identity[name]) ? expectStrings(identity[name], `Identity.${name}`).map((item) => prefix + item) : [],
    )
    .join(', ');
}

/** Lets API Gateway call the functions of authorizers. */
export function makeAuthorizerPermissions(source: Source, auth: Json | undefined, { partition }: Expansion): Made[] {
  if (!isObject(auth)) return [];
  return [...readAuthorizers(auth)].flatMap(([name, { settings }]) => {
    const fn = settings['FunctionArn'];
    if (!isSet(fn) || isSet(settings['DisableFunctionDefaultPermissions'])) return [];
    return [makeAuthorizerPermission(source, `${source.id}${name}AuthorizerPermission`, fn, partition, settings)];
  });
}

/** Lets the authorizers of an API call a function. */
export function makeAuthorizerPermission(
  source: Source,
  id: string,
  fn: Json,
  partition: string,
  from: Json | undefined,
): Made {
  const arn = `arn:${partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/authorizers/*`;
  return make(
    id,
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: fn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: sub(arn, { __ApiId__: ref(source.id) }),
    },
    { attributes: source.passed, from },
  );
}
