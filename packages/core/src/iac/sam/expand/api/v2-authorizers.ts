import type { Expansion } from '../expansion.ts';
import type { Json, JsonObject } from '../json.ts';
import { isSet } from '../json.ts';
import { expectBoolean, expectList, expectMap, expectStrings, refuse } from '../refusal.ts';
import { toAuthorizerUri } from './authorizers.ts';
import { IAM_DEFINITION } from './security-definitions.ts';

/** An authorizer of an HTTP API. */
interface V2Authorizer {
  readonly kind: 'iam' | 'jwt' | 'request';
  readonly name: string;
  readonly settings: JsonObject;
}

/** Members that belong to one kind of authorizer only. */
const OF_JWT = ['AuthorizationScopes', 'JwtConfiguration', 'IdentitySource'];
const OF_REQUEST = [
  'FunctionArn',
  'FunctionInvokeRole',
  'Identity',
  'AuthorizerPayloadFormatVersion',
  'EnableSimpleResponses',
  'EnableFunctionDefaultPermissions',
];

/** The authorizers of an HTTP API by name. @throws Refusal for one that API Gateway would refuse. */
export function readV2Authorizers(auth: JsonObject): Map<string, V2Authorizer> {
  const authorizers = new Map<string, V2Authorizer>();
  if (auth['EnableIamAuthorizer'] === true) authorizers.set('AWS_IAM', { kind: 'iam', name: 'AWS_IAM', settings: {} });
  if (!isSet(auth['Authorizers'])) return authorizers;
  for (const [name, given] of Object.entries(expectMap(auth['Authorizers'], 'Auth.Authorizers')))
    authorizers.set(name, readAuthorizer(name, expectMap(given, `Auth.Authorizers.${name}`)));
  return authorizers;
}

function readAuthorizer(name: string, settings: JsonObject): V2Authorizer {
  const place = `Auth.Authorizers.${name}`;
  if ('OpenIdConnectUrl' in settings) refuse(`\`${place}.OpenIdConnectUrl\` is not supported any more`, settings);
  const jwt = settings['JwtConfiguration'];
  if (isSet(jwt)) expectMap(jwt, `${place}.JwtConfiguration`);
  const kind = isSet(jwt) ? 'jwt' : 'request';
  if ((settings['AuthorizationScopes'] ?? null) !== null)
    expectList(settings['AuthorizationScopes'], `${place}.AuthorizationScopes`);
  const stray = (kind === 'jwt' ? OF_REQUEST : OF_JWT).find((member) => (settings[member] ?? null) !== null);
  if (stray !== undefined) refuse(`\`${place}.${stray}\` belongs to another kind of authorizer`, settings);
  const required = kind === 'jwt' ? ['IdentitySource'] : ['FunctionArn', 'AuthorizerPayloadFormatVersion'];
  const missing = required.find((member) => !isSet(settings[member]));
  if (missing !== undefined) refuse(`\`${place}.${missing}\` is required`, settings);
  const permissions = settings['EnableFunctionDefaultPermissions'] ?? null;
  if (permissions !== null) expectBoolean(permissions, `${place}.EnableFunctionDefaultPermissions`);
  return { kind, name, settings };
}

/** The authorizer as an OpenAPI document defines it. */
export function toSecurityScheme({ kind, name, settings }: V2Authorizer, { partition }: Expansion): JsonObject {
  if (kind === 'iam') return { ...IAM_DEFINITION };
  if (kind === 'jwt') {
    const entries = Object.entries(expectMap(settings['JwtConfiguration'], 'JwtConfiguration'));
    const own = {
      jwtConfiguration: Object.fromEntries(entries.map(([key, value]) => [key.toLowerCase(), value])),
      identitySource: settings['IdentitySource'] ?? null,
      type: 'jwt',
    };
    return { type: 'oauth2', 'x-amazon-apigateway-authorizer': own };
  }
  const role = settings['FunctionInvokeRole'];
  const simple = settings['EnableSimpleResponses'];
  const own: JsonObject = {
    type: 'request',
    authorizerUri: toAuthorizerUri(settings['FunctionArn'] ?? null, partition),
    ...(isSet(role) && role !== 'NONE' ? { authorizerCredentials: role } : {}),
    ...toIdentity(settings['Identity'], name),
    authorizerPayloadFormatVersion: settings['AuthorizerPayloadFormatVersion'] ?? null,
    ...(isSet(simple) ? { enableSimpleResponses: simple } : {}),
  };
  return { type: 'apiKey', name: 'Unused', in: 'header', 'x-amazon-apigateway-authorizer': own };
}

const PREFIXES = {
  Headers: '$request.header.',
  QueryStrings: '$request.querystring.',
  StageVariables: '$stageVariables.',
  Context: '$context.',
} as const;

function toIdentity(given: Json | undefined, name: string): JsonObject {
  if (!isSet(given)) return {};
  const identity = expectMap(given, `Auth.Authorizers.${name}.Identity`);
  const ttl = identity['ReauthorizeEvery'] ?? null;
  const sources = Object.entries(PREFIXES).flatMap(([member, prefix]) =>
    isSet(identity[member]) ? expectStrings(identity[member], `Identity.${member}`).map((item) => prefix + item) : [],
  );
  return { ...(ttl === null ? {} : { authorizerResultTtlInSeconds: ttl }), identitySource: sources };
}
