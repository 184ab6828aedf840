import type { Json, JsonObject } from '../json.ts';
import { compact, isSet } from '../json.ts';
import { expectList, expectMap, refuse } from '../refusal.ts';

/** The member that an authorizer's settings stand under, in SAM and in AppSync. */
const SETTINGS: Readonly<Record<string, readonly [string, string]>> = {
  AWS_LAMBDA: ['LambdaAuthorizer', 'LambdaAuthorizerConfig'],
  OPENID_CONNECT: ['OpenIDConnect', 'OpenIDConnectConfig'],
  AMAZON_COGNITO_USER_POOLS: ['UserPool', 'UserPoolConfig'],
};
const PLAIN = new Set(['AWS_IAM', 'API_KEY']);

interface GraphqlAuth {
  readonly properties: JsonObject;
  /** ARNs of the functions that authorize. */
  readonly authorizers: readonly Json[];
}

/** `Auth` of a GraphQL API, with additional providers. @throws Refusal for one without its settings. */
export function readAuth(given: Json | undefined): GraphqlAuth {
  const auth = expectMap(given, 'Auth');
  const { Additional, ...main } = auth;
  const first = readAuthorizer(main, false);
  const others = isSet(Additional) ? expectList(Additional, 'Auth.Additional') : [];
  const more = others.map((item) => readAuthorizer(expectMap(item, 'Auth.Additional[]'), true));
  const authorizers = [first, ...more].flatMap(({ LambdaAuthorizerConfig: config }) =>
    isSet(config) ? [(config as JsonObject)['AuthorizerUri'] ?? null] : [],
  );
  return {
    properties: { ...first, ...(more.length === 0 ? {} : { AdditionalAuthenticationProviders: more }) },
    authorizers,
  };
}

function readAuthorizer(auth: JsonObject, isAdditional: boolean): JsonObject {
  const type = auth['Type'];
  if (typeof type !== 'string' || (!PLAIN.has(type) && !Object.hasOwn(SETTINGS, type)))
    return refuse('`Type` of `Auth` is no kind of authorization of AppSync', auth);
  if (Object.keys(compact(auth)).length > 2) refuse('`Auth` takes the settings of one kind of authorization', auth);
  const names = SETTINGS[type];
  if (names === undefined) return { AuthenticationType: type };
  const [own, becomes] = names;
  if (!isSet(auth[own])) refuse(`\`Auth\` of type \`${type}\` needs \`${own}\``, auth);
  const settings = { ...expectMap(auth[own], `Auth.${own}`) };
  if (own === 'UserPool' && isAdditional) delete settings['DefaultAction'];
  const required = own === 'LambdaAuthorizer' ? 'AuthorizerUri' : own === 'UserPool' ? 'UserPoolId' : undefined;
  if (required !== undefined && !isSet(settings[required])) refuse(`\`Auth.${own}.${required}\` is required`, auth);
  return { AuthenticationType: type, [becomes]: compact(settings) };
}
