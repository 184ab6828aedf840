import { expandConnector } from './connectors/connector.ts';
import type { Expansion } from './expansion.ts';
import { expandGraphqlApi } from './graphql/graphql-api.ts';
import type { PropertyTypes } from './properties.ts';
import type { Made, Source } from './resource.ts';
import { expandApi } from './resources/api.ts';
import { expandCapacityProvider } from './resources/capacity-provider.ts';
import { expandFunction } from './resources/function.ts';
import { expandHttpApi } from './resources/http-api.ts';
import { expandApplication, expandLayerVersion, expandSimpleTable } from './resources/simple-resources.ts';
import { expandStateMachine } from './resources/state-machine.ts';
import { expandWebSocketApi } from './resources/web-socket-api.ts';

interface SamType {
  readonly properties: PropertyTypes;
  readonly expand: (source: Source, expansion: Expansion) => Made[];
  /** Members that templates may refer to (`!Ref Orders.Alias`), and the type that they become. */
  readonly members?: Readonly<Record<string, string>>;
  /** Types come in this order: events write into the APIs, and connectors read what the others became. */
  readonly order: number;
}

const words = (names: string, type: string): PropertyTypes =>
  Object.fromEntries(names.split(' ').map((name) => [name, type]));

const FUNCTION: SamType = {
  order: 0,
  expand: expandFunction,
  members: {
    Alias: 'AWS::Lambda::Alias',
    Version: 'AWS::Lambda::Version',
    DestinationTopic: 'AWS::SNS::Topic',
    DestinationQueue: 'AWS::SQS::Queue',
  },
  properties: {
    ...words(
      'Handler Runtime CodeUri ImageUri PackageType InlineCode Description MemorySize Timeout VpcConfig RolePath KmsKeyArn ReservedConcurrentExecutions EphemeralStorage VersionDescription ProvisionedConcurrencyConfig FileSystemConfigs ImageConfig CodeSigningConfigArn Architectures RuntimeManagementConfig LoggingConfig RecursiveLoop SourceKMSKeyArn PublishToLatestPublished TenancyConfig',
      'any',
    ),
    ...words(
      'DeadLetterQueue AssumeRolePolicyDocument Tags DeploymentPreference EventInvokeConfig SnapStart FunctionUrlConfig CapacityProviderConfig FunctionScalingConfig DurableConfig',
      'map',
    ),
    ...words('Role PermissionsBoundary AutoPublishAlias AutoPublishCodeSha256 VersionDeletionPolicy', 'text'),
    FunctionName: 'text|map',
    Policies: 'text|map|items',
    Environment: 'maps',
    Events: 'maps',
    PropagateTags: 'flag',
    Tracing: 'text|map',
    Layers: 'items',
    AutoPublishAliasAllProperties: 'flag=',
  },
};

const API: SamType = {
  order: 2,
  expand: expandApi,
  members: {
    Stage: 'AWS::ApiGateway::Stage',
    Deployment: 'AWS::ApiGateway::Deployment',
    DomainName: 'AWS::ApiGateway::DomainName',
    DomainNameV2: 'AWS::ApiGateway::DomainNameV2',
    UsagePlan: 'AWS::ApiGateway::UsagePlan',
    UsagePlanKey: 'AWS::ApiGateway::UsagePlanKey',
    ApiKey: 'AWS::ApiGateway::ApiKey',
  },
  properties: {
    ...words(
      '__MANAGE_SWAGGER PropagateTags CacheClusterEnabled TracingEnabled FailOnWarnings DisableExecuteApiEndpoint',
      'flag',
    ),
    ...words('Tags DefinitionBody Variables Auth GatewayResponses AccessLogSetting CanarySetting Models Domain', 'map'),
    ...words(
      'CacheClusterSize OpenApiVersion Description Mode ApiKeySourceType SecurityPolicy EndpointAccessMode',
      'text',
    ),
    ...words('Name DefinitionUri EndpointConfiguration Cors Policy', 'text|map'),
    ...words('MethodSettings BinaryMediaTypes', 'list'),
    StageName: '!text|map',
    MinimumCompressionSize: 'int',
    MergeDefinitions: 'flag=',
    AlwaysDeploy: 'flag=',
  },
};

const V2_MEMBERS = { Stage: 'AWS::ApiGatewayV2::Stage', DomainName: 'AWS::ApiGatewayV2::DomainName' };

const HTTP_API: SamType = {
  order: 2,
  expand: expandHttpApi,
  members: V2_MEMBERS,
  properties: {
    ...words('__MANAGE_SWAGGER PropagateTags FailOnWarnings DisableExecuteApiEndpoint', 'flag'),
    ...words(
      'Tags DefinitionBody StageVariables AccessLogSettings DefaultRouteSettings Auth RouteSettings Domain',
      'map',
    ),
    Name: 'any',
    StageName: 'text|map',
    DefinitionUri: 'text|map',
    CorsConfiguration: 'flag|map',
    Description: 'text',
  },
};

const WEB_SOCKET_API: SamType = {
  order: 2,
  expand: expandWebSocketApi,
  members: V2_MEMBERS,
  properties: {
    ...words('DisableExecuteApiEndpoint DisableSchemaValidation FailOnWarnings PropagateTags', 'flag'),
    ...words('AccessLogSettings Auth DefaultRouteSettings Domain RouteSettings StageVariables Tags', 'map'),
    ...words('ApiKeySelectionExpression Description IpAddressType Name', 'text'),
    Routes: '!map',
    RouteSelectionExpression: '!text',
    StageName: 'text|map',
  },
};

const STATE_MACHINE: SamType = {
  order: 1,
  expand: expandStateMachine,
  properties: {
    ...words('Definition Logging DefinitionSubstitutions Tags Tracing', 'map'),
    ...words('Role Name Type PermissionsBoundary', 'text'),
    ...words('RolePath AutoPublishAlias DeploymentPreference', 'any'),
    DefinitionUri: 'text|map',
    Events: 'maps',
    PropagateTags: 'flag',
    Policies: 'text|items',
    UseAliasAsEventTarget: 'flag=',
  },
};

const GRAPHQL_API: SamType = {
  order: 3,
  expand: expandGraphqlApi,
  properties: {
    ...words('Name XrayEnabled Visibility OwnerContact IntrospectionConfig QueryDepthLimit ResolverCountLimit', 'any'),
    ...words('Tags DataSources Functions Resolvers ApiKeys DomainName Cache', 'map='),
    ...words('SchemaInline SchemaUri', 'text='),
    Auth: '!map=',
    Logging: 'map|flag=',
  },
};

/** SAM's resource types (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html). */
export const SAM_TYPES: Readonly<Record<string, SamType>> = {
  'AWS::Serverless::Function': FUNCTION,
  'AWS::Serverless::StateMachine': STATE_MACHINE,
  'AWS::Serverless::Api': API,
  'AWS::Serverless::HttpApi': HTTP_API,
  'AWS::Serverless::WebSocketApi': WEB_SOCKET_API,
  'AWS::Serverless::GraphQLApi': GRAPHQL_API,
  'AWS::Serverless::SimpleTable': {
    order: 3,
    expand: expandSimpleTable,
    properties: {
      PointInTimeRecoverySpecification: 'any',
      PrimaryKey: 'values',
      ProvisionedThroughput: 'numbers',
      TableName: 'text|map',
      Tags: 'map',
      SSESpecification: 'map',
    },
  },
  'AWS::Serverless::Application': {
    order: 3,
    expand: expandApplication,
    properties: {
      Location: '!text|map',
      TemplateUrl: 'text',
      Parameters: 'map',
      NotificationARNs: 'items',
      Tags: 'map',
      TimeoutInMinutes: 'int',
    },
  },
  'AWS::Serverless::LayerVersion': {
    order: 3,
    expand: expandLayerVersion,
    properties: {
      LayerName: 'text|map',
      Description: 'text',
      PublishLambdaVersion: 'flag',
      ContentUri: '!text|map',
      CompatibleArchitectures: 'items',
      CompatibleRuntimes: 'items',
      LicenseInfo: 'text',
      RetentionPolicy: 'text',
    },
  },
  'AWS::Serverless::CapacityProvider': {
    order: 3,
    expand: expandCapacityProvider,
    properties: {
      ...words('CapacityProviderName OperatorRole KmsKeyArn', 'text|map='),
      ...words('Tags InstanceRequirements ScalingConfig LoggingConfig ManagedResourceTags', 'map='),
      VpcConfig: '!map=',
      PropagateTags: 'flag=',
    },
  },
  'AWS::Serverless::Connector': {
    order: 4,
    expand: expandConnector,
    properties: { Source: '!map', Destination: '!map|list', Permissions: '!texts' },
  },
};
