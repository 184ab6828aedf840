import type { MapValue, Value } from '../../../app/value.ts';
import { findEntry, findPath, ref, toBranches } from '../../../app/value.ts';
import type { TriggerReader } from './trigger-reader.ts';
import { toSpecs } from './trigger-reader.ts';

const toMaps = (value: Value | undefined): MapValue[] =>
  toBranches(value).flatMap((branch) => (branch.value.kind === 'map' ? [branch.value] : []));

const toValues = (value: Value | undefined): Value[] => (value?.kind === 'map' ? [...value.entries.values()] : []);

/** A state machine names its functions in its definition, or in what is substituted into it. */
const readStateMachine: TriggerReader = (resource) =>
  ['Definition', 'DefinitionString', 'DefinitionSubstitutions'].flatMap((name) =>
    toSpecs(resource, 'step-functions', findEntry(resource.properties, name), ref(resource.id)),
  );

/** Services that call a function as part of what they do. */
export const SERVICE_READERS: Readonly<Record<string, TriggerReader>> = {
  'AWS::Cognito::UserPool': (resource) =>
    toValues(findEntry(resource.properties, 'LambdaConfig')).flatMap((target) =>
      toSpecs(resource, 'cognito', target, ref(resource.id)),
    ),
  'AWS::AppSync::DataSource': (resource) =>
    toSpecs(
      resource,
      'appsync',
      findPath(resource.properties, 'LambdaConfig', 'LambdaFunctionArn'),
      findEntry(resource.properties, 'ApiId'),
    ),
  'AWS::AppSync::GraphQLApi': (resource) =>
    toSpecs(resource, 'authorizer', findEntry(resource.properties, 'LambdaAuthorizerConfig'), ref(resource.id)),
  'AWS::Serverless::GraphQLApi': (resource) =>
    toValues(findPath(resource.properties, 'DataSources', 'Lambda')).flatMap((source) =>
      toSpecs(resource, 'appsync', findEntry(source, 'FunctionArn'), ref(resource.id)),
    ),
  'AWS::StepFunctions::StateMachine': readStateMachine,
  'AWS::Serverless::StateMachine': readStateMachine,
  'AWS::CloudFormation::CustomResource': (resource) =>
    toSpecs(resource, 'custom-resource', findEntry(resource.properties, 'ServiceToken'), null),
  'AWS::Serverless::Function': (resource) =>
    toSpecs(resource, 'codedeploy-hook', findPath(resource.properties, 'DeploymentPreference', 'Hooks'), null),
  'AWS::KinesisFirehose::DeliveryStream': (resource) =>
    toValues(resource.properties).flatMap((destination) =>
      toSpecs(resource, 'other', findEntry(destination, 'ProcessingConfiguration'), ref(resource.id, 'Arn')),
    ),
  'AWS::SecretsManager::RotationSchedule': (resource) =>
    toSpecs(
      resource,
      'other',
      findEntry(resource.properties, 'RotationLambdaARN'),
      findEntry(resource.properties, 'SecretId'),
    ),
  'AWS::ElasticLoadBalancingV2::TargetGroup': (resource) =>
    toMaps(findEntry(resource.properties, 'Targets')).flatMap((target) =>
      toSpecs(resource, 'other', findEntry(target, 'Id'), ref(resource.id)),
    ),
  'AWS::SES::ReceiptRule': (resource) =>
    toMaps(findPath(resource.properties, 'Rule', 'Actions')).flatMap((action) =>
      toSpecs(resource, 'other', findPath(action, 'LambdaAction', 'FunctionArn'), null),
    ),
  'AWS::Config::ConfigRule': (resource) =>
    toSpecs(resource, 'other', findPath(resource.properties, 'Source', 'SourceIdentifier'), null),
  'AWS::CloudFront::Distribution': (resource) =>
    toSpecs(resource, 'other', findEntry(resource.properties, 'DistributionConfig'), ref(resource.id)),
};
