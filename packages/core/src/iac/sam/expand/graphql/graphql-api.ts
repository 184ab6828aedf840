import type { Expansion } from '../expansion.ts';
import { getAtt, ref, sub } from '../intrinsics.ts';
import type { Json, JsonObject } from '../json.ts';
import { compact, isObject, isSet } from '../json.ts';
import { expectMap, refuse } from '../refusal.ts';
import type { Made, Source } from '../resource.ts';
import { make, toArn, toTags } from '../resource.ts';
import { toTrust } from '../role.ts';
import { checkProperties } from '../properties.ts';
import { makeDataSources } from './data-sources.ts';
import { readAuth } from './graphql-auth.ts';
import type { GraphqlScope } from './graphql-scope.ts';
import { connect, makePart } from './graphql-scope.ts';
import { makeFunctions, makeResolvers } from './resolvers.ts';

/** A GraphQL API of AppSync with its schema, keys, cache, domain, data sources, functions and resolvers. */
export function expandGraphqlApi(source: Source, expansion: Expansion): Made[] {
  const { id, properties } = source;
  const scope: GraphqlScope = {
    source,
    apiId: getAtt(id, 'ApiId'),
    dataSources: new Map(),
    functions: new Map(),
  };
  const auth = readAuth(properties['Auth']);
  const logging = toLogging(scope, properties['Logging']);
  const connectors = auth.authorizers.flatMap((arn, index) =>
    connect(
      `${id}ToLambdaAuthConnector${index + 1}`,
      { Type: 'AWS::AppSync::GraphQLApi', Arn: ref(id), ResourceId: getAtt(id, 'ApiId') },
      { Type: 'AWS::Lambda::Function', Arn: arn },
      ['Write'],
      expansion,
    ),
  );
  const schema = makeSchema(scope, properties);
  const data = makeDataSources(scope, properties['DataSources'], expansion);
  const functions = makeFunctions(scope, properties['Functions']);
  const resolvers = makeResolvers(scope, properties['Resolvers'], schema.id);
  return [
    makeApi(scope, auth.properties, logging.config),
    schema,
    ...connectors,
    ...logging.made,
    ...makeKeys(scope, properties['ApiKeys']),
    ...makeCache(scope, properties['Cache']),
    ...data,
    ...makeDomain(scope, properties['DomainName']),
    ...functions,
    ...resolvers,
    ...(scope.none === undefined ? [] : [scope.none]),
  ];
}

const OPTIONAL = 'Visibility OwnerContact IntrospectionConfig QueryDepthLimit ResolverCountLimit';

function makeApi(scope: GraphqlScope, auth: JsonObject, logging: JsonObject | undefined): Made {
  const { id, properties } = scope.source;
  const tags = isObject(properties['Tags']) ? properties['Tags'] : {};
  const optional = OPTIONAL.split(' ').map((name) => [name, isSet(properties[name]) ? properties[name] : undefined]);
  return makePart(scope, id, 'GraphQLApi', {
    ...Object.fromEntries(optional),
    Name: isSet(properties['Name']) ? properties['Name'] : id,
    XrayEnabled: properties['XrayEnabled'],
    ...auth,
    Tags: toTags({ ...tags, 'graphqlapi:createdBy': 'SAM' }),
    LogConfig: logging,
  });
}

interface Logging {
  readonly config?: JsonObject;
  readonly made: readonly Made[];
}

/** Everything is logged by default, with a role that may. */
function toLogging(scope: GraphqlScope, given: Json | undefined): Logging {
  if (given === false) return { made: [] };
  const settings = isObject(given) ? given : {};
  const config: JsonObject = {
    ...(isSet(settings['ExcludeVerboseContent']) ? { ExcludeVerboseContent: settings['ExcludeVerboseContent'] } : {}),
    FieldLogLevel: isSet(settings['FieldLogLevel']) ? settings['FieldLogLevel'] : 'ALL',
  };
  const named = settings['CloudWatchLogsRoleArn'];
  if (isSet(named)) return { config: { ...config, CloudWatchLogsRoleArn: named }, made: [] };
  const { source } = scope;
  const role = make(
    `${source.id}CloudWatchRole`,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: toTrust('appsync.amazonaws.com'),
      ManagedPolicyArns: [sub('arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs')],
    },
    { attributes: source.attributes, dependsOn: source.dependsOn, from: given ?? source.body },
  );
  return { config: { ...config, CloudWatchLogsRoleArn: toArn(role) }, made: [role] };
}

function makeSchema(scope: GraphqlScope, properties: JsonObject): Made {
  const { SchemaInline: inline, SchemaUri: uri } = properties;
  if (isSet(inline) === isSet(uri)) refuse('a GraphQL API takes either `SchemaInline` or `SchemaUri`', properties);
  return makePart(scope, `${scope.source.id}Schema`, 'GraphQLSchema', {
    ApiId: scope.apiId,
    Definition: inline,
    DefinitionS3Location: uri,
  });
}

function makeKeys(scope: GraphqlScope, given: Json | undefined): Made[] {
  return Object.entries(isSet(given) ? expectMap(given, 'ApiKeys') : {}).map(([name, value]) => {
    const key = expectMap(value, `ApiKeys.${name}`);
    checkProperties(key, { ApiKeyId: 'any', Description: 'any', ExpiresOn: 'any' }, 'an API key');
    return makePart(
      scope,
      scope.source.id + name,
      'ApiKey',
      { ApiId: scope.apiId, ApiKeyId: key['ApiKeyId'], Description: key['Description'], Expires: key['ExpiresOn'] },
      key,
    );
  });
}

function makeCache(scope: GraphqlScope, given: Json | undefined): Made[] {
  if (!isSet(given)) return [];
  const cache = expectMap(given, 'Cache');
  const types = {
    ApiCachingBehavior: '!any',
    Ttl: '!any',
    Type: '!any',
    AtRestEncryptionEnabled: 'any',
    TransitEncryptionEnabled: 'any',
  };
  checkProperties(cache, types, '`Cache`');
  return [makePart(scope, `${scope.source.id}ApiCache`, 'ApiCache', { ApiId: scope.apiId, ...compact(cache) }, cache)];
}

function makeDomain(scope: GraphqlScope, given: Json | undefined): Made[] {
  if (!isSet(given)) return [];
  const domain = expectMap(given, 'DomainName');
  checkProperties(domain, { CertificateArn: '!any', DomainName: '!any', Description: 'any' }, '`DomainName`');
  const id = `${scope.source.id}DomainName`;
  return [
    makePart(scope, id, 'DomainName', compact(domain), domain),
    makePart(
      scope,
      `${id}ApiAssociation`,
      'DomainNameApiAssociation',
      { ApiId: scope.apiId, DomainName: ref(id) },
      domain,
    ),
  ];
}
