import { createRequire } from 'node:module';
import type { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const require = createRequire(import.meta.url);

export type SpecDatabase = ReturnType<typeof loadAwsServiceSpecSync>;

/** Answers which CloudFormation types a resource type of the service authorization reference has. */
export interface CfnTypes {
  find(prefix: string, type: string, arn: string): readonly string[];
}

/** What neither an equal ARN template nor an equal name tells. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  'lambda:function': ['AWS::Lambda::Function', 'AWS::Serverless::Function'],
  'lambda:function alias': ['AWS::Lambda::Alias'],
  'lambda:function version': ['AWS::Lambda::Version'],
  'lambda:layer': ['AWS::Lambda::LayerVersion', 'AWS::Serverless::LayerVersion'],
  'lambda:layerversion': ['AWS::Lambda::LayerVersion', 'AWS::Serverless::LayerVersion'],
  'lambda:eventsourcemapping': ['AWS::Lambda::EventSourceMapping'],
  'dynamodb:table': ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable'],
  'dynamodb:index': ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable', 'AWS::Serverless::SimpleTable'],
  'dynamodb:stream': ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'],
  's3:bucket': ['AWS::S3::Bucket'],
  's3:object': ['AWS::S3::Bucket'],
  'states:statemachine': ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'],
  'states:activity': ['AWS::StepFunctions::Activity'],
  'states:execution': ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'],
  'states:express': ['AWS::StepFunctions::StateMachine', 'AWS::Serverless::StateMachine'],
  'execute-api:execute-api-general': [
    'AWS::ApiGateway::RestApi',
    'AWS::ApiGatewayV2::Api',
    'AWS::Serverless::Api',
    'AWS::Serverless::HttpApi',
  ],
  'logs:log-group': ['AWS::Logs::LogGroup'],
  'logs:log-stream': ['AWS::Logs::LogGroup'],
  'appsync:graphqlapi': ['AWS::AppSync::GraphQLApi', 'AWS::Serverless::GraphQLApi'],
  'iam:role': ['AWS::IAM::Role'],
  'kms:key': ['AWS::KMS::Key'],
  'kms:alias': ['AWS::KMS::Alias'],
  'events:event-bus': ['AWS::Events::EventBus'],
  'events:rule-on-default-event-bus': ['AWS::Events::Rule'],
  'events:rule-on-custom-event-bus': ['AWS::Events::Rule'],
};

const fold = (arn: string): string => arn.replaceAll(/\$\{\w+\}/g, '*').toLowerCase();

/** Indexes the CloudFormation registry by ARN template. */
export function readCfnTypes(db: SpecDatabase): CfnTypes {
  const byArn = new Map<string, string[]>();
  for (const { arnTemplate, cloudFormationType } of db.all('resource')) {
    if (arnTemplate === undefined) continue;
    const key = fold(arnTemplate);
    byArn.set(key, [...(byArn.get(key) ?? []), cloudFormationType]);
  }
  return {
    find: (prefix, type, arn) =>
      GIVEN[`${prefix}:${type}`.toLowerCase()] ??
      arn
        .split(/,\s*/)
        .flatMap((a) => byArn.get(fold(a)) ?? [])
        .slice(0, 4),
  };
}

/** The CloudFormation registry of `@aws-cdk/aws-service-spec`; it takes a second to load. */
export function readSpec(): SpecDatabase {
  const spec = require('@aws-cdk/aws-service-spec') as { loadAwsServiceSpecSync(): SpecDatabase };
  return spec.loadAwsServiceSpecSync();
}
